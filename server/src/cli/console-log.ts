import type { Log, LogLine } from '../index.ts';

/** Writes log lines to stderr: JSON for machines, a short line for a terminal. */
export function consoleLog(stream: NodeJS.WriteStream = process.stderr): Log {
  return (line) => {
    const at = new Date().toISOString();
    stream.write(`${stream.isTTY ? shortLine(at, line) : JSON.stringify({ at, ...line })}\n`);
  };
}

function shortLine(at: string, { level, message, ...fields }: LogLine): string {
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  return `${at.slice(11, 19)} ${level} ${message}${rest.join('')}`;
}
