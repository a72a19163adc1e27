// For vitest's setupFiles: properties draw the same cases in every run, so that a red run is a change and not a dice roll.
// `npm run torture` draws new ones, and names the seed of what failed.

import fc from 'fast-check';

const DEFAULT_SEED = 20_261_120;

fc.configureGlobal({ seed: Number(process.env['FUELGAUGE_SEED'] ?? DEFAULT_SEED) });
