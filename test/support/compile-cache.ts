import path from 'node:path';

/**
 * For the environment of the processes that tests start: where Node keeps what it compiled. A server that finds it starts
 * with a third less work of the processor, and tests start hundreds.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../../node_modules/.cache/node-compile'),
};
