import type { Session } from '@fuelgauge/sdk';

/** What the server wrote into the page, so that the first paint asks for nothing. */
interface Boot {
  readonly session?: Session;
}

/** A part of what came with the page; undefined where it came without. */
export function bootAnswer<Part extends keyof Boot>(part: Part): Boot[Part] {
  return boot[part];
}

const boot = readBoot();

function readBoot(): Boot {
  try {
    return JSON.parse(globalThis.document?.getElementById('boot')?.textContent || '{}') as Boot;
  } catch {
    return {};
  }
}
