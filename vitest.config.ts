import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/support/long-files-first.ts';

/** Generous on purpose: a busy two-core machine is slow with nothing wrong. */
const TIMEOUT_MS = 30_000;
const HOOK_TIMEOUT_MS = 60_000;

/** Which files each project runs. `core` is apart so that `npm test -- core` feels instant. */
const PROJECTS = {
  core: ['core/src/**/*.test.ts'],
  server: ['server/src/**/*.test.ts', 'sdk/src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
  integration: [
    'test/{integration,isolation,scenarios,model,e2e,browser,faults,simulation,fuzz,torture}/**/*.test.ts',
  ],
  architecture: ['test/architecture.test.ts', 'tools/**/*.test.ts'],
};

export default defineConfig({
  test: {
    // One more than there are cores: faults and browsers wait as long as they compute.
    maxWorkers: 3,
    sequence: { sequencer: LongFilesFirst },
    reporters: process.env['CI'] === 'true' ? ['default'] : ['dot'],
    projects: Object.entries(PROJECTS).map(([name, include]) => ({
      extends: true as const,
      test: {
        name,
        include,
        testTimeout: TIMEOUT_MS,
        hookTimeout: HOOK_TIMEOUT_MS,
        setupFiles: ['test/support/seed-properties.ts'],
        // Files in the same process one after another: loading the modules anew for each takes longer than these tests.
        isolate: name === 'integration',
        // One PostgreSQL for all files; each makes databases of its own there.
        globalSetup: name === 'integration' ? ['test/support/start-postgres.ts'] : [],
      },
    })),
  },
});
