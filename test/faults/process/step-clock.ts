// Loaded into a server by clock-stepped.ts, before anything else and in its worker too: `Date`, which PGlite also asks, shows
// what the file says.

import fs from 'node:fs';

const RealDate = Date;
const realNow = Date.now;

function now(): number {
  const { aheadMs, frozenMs } = JSON.parse(
    fs.readFileSync(process.env['STEPPED_CLOCK'] ?? '', 'utf8'),
  );
  return frozenMs ?? realNow() + aheadMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, words, from) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, from),
});
RealDate.now = now;
