import type { CustomerCatalog, LogPage, Overview, Session } from '@fuelgauge/sdk';
import { keptCredential, takeTokenOfAddress } from './credential.ts';

/** What the server wrote into the page, so that the first paint asks for nothing. */
interface Boot {
  readonly session?: Session;
  /** What was asked of `overview`, as the API takes it. */
  readonly query?: string;
  readonly overview?: Overview | null;
  readonly catalog?: CustomerCatalog | null;
  /** The first entries of the period, where the page lists them. */
  readonly activity?: LogPage | null;
}

/** When what came with the page was read. */
export const bootAt = Date.now();

/** A part of what came with the page; undefined where it came without. */
export function bootAnswer<Part extends keyof Boot>(part: Part): Boot[Part] {
  return boot[part];
}

/** The overview that came with the page, where it is of this customer. */
export function overviewThatCame(customer: string): Overview | undefined {
  const { overview } = boot;
  return overview?.customer.customer === customer ? overview : undefined;
}

/** Somebody else is there now: what came with the page was not for them. */
export function forgetBoot(): void {
  boot = {};
}

// The page is asked for with cookies alone: what came with it is not for whoever shows a key or a token.
// Where there is no page, as in a test that lists what pages there are, nothing comes with it.
let boot: Boot = !globalThis.document || takeTokenOfAddress() || keptCredential() ? {} : readBoot();

function readBoot(): Boot {
  try {
    return JSON.parse(document.getElementById('boot')?.textContent || '{}') as Boot;
  } catch {
    return {};
  }
}
