import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../server/src/store/database.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import { parseScenario } from '../scenarios/scenario.ts';
import { serverRunner } from '../scenarios/server-runner.ts';

/** The key of the customer that {@link recordVariedHistory} makes. */
export const VARIED_CUSTOMER = 'varied.customer-1';

/** Gives one customer a history with something of everything: each kind of operation, entry, meter and price. */
export async function recordVariedHistory(database: Database): Promise<void> {
  await runScenario(parseScenario(HISTORY), serverRunner(database, 'varied'), readCatalog);
}

function readCatalog(name: string): Readonly<Record<string, unknown>> {
  const file = join(import.meta.dirname, '../scenarios/catalogs', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
}

const METERS = `[
    { "id": "work", "label": "Work", "category": "work", "event": "work", "aggregation": "sum", "value": "amount", "unit": "unit", "dims": ["team", "user"] },
    { "id": "extra", "label": "Extra", "category": "extra", "event": "extra", "aggregation": "sum", "value": "amount", "unit": "unit", "dims": ["model", "user"] },
    { "id": "peak", "label": "Peak", "category": "work", "event": "seats", "aggregation": "max", "value": "seats", "unit": "seat", "dims": [] },
    { "id": "people", "label": "People", "category": "work", "event": "work", "aggregation": "unique", "value": "who", "unit": "person", "dims": [], "where": { "counted": "true" } },
    { "id": "reveal", "label": "Reveal", "category": "work", "event": "reveal", "aggregation": "count", "unit": "reveal", "dims": ["user"] },
    { "id": "video", "label": "Video", "category": "work", "event": "video", "aggregation": "sum", "value": "minutes", "unit": "minute", "dims": [] },
    { "id": "stored", "label": "Stored", "category": "work", "event": "sample", "aggregation": "time_weighted", "value": "images", "unit": "image-month", "dims": ["user"] }
  ]`;

const card = (rows: string) => `[{ "id": "one", "from": "2026-01-01", "rates": [
    { "meter": "work", "model": "unit", "credits": "1", "per": "3" },
    { "meter": "extra", "model": "matrix", "by": ["model"], "per": "1", "rows": ${rows} },
    { "meter": "peak", "model": "unit", "credits": "10", "per": "1", "scope": "cycle" },
    { "meter": "people", "model": "unit", "credits": "1", "per": "1" },
    { "meter": "reveal", "model": "unit", "credits": "5", "per": "1", "dedupe": { "by": ["contact"], "window": "forever" } },
    { "meter": "video", "model": "package", "credits": "1", "per": "500", "round": "up", "scope": "cycle", "cap": { "credits": "20", "series": "plan", "by": "camera" } },
    { "meter": "stored", "model": "unit", "credits": "1", "per": "10" }
  ] }]`;

const HISTORY = `# A history with something of everything.
catalog small with {
  "key": "varied",
  "timeZone": "Europe/Berlin",
  "dimensions": [
    { "id": "team", "label": "Team", "kind": "flat", "unattributed": "No team", "directory": "groups" },
    { "id": "user", "label": "User", "kind": "tree", "parent": "team", "unattributed": "Nobody", "directory": "members" },
    { "id": "model", "label": "Model", "kind": "flat", "unattributed": "Unknown", "hourly": true },
    { "id": "camera", "label": "Camera", "kind": "flat", "unattributed": "None" }
  ],
  "meters": ${METERS},
  "rateCards": ${card('[["old", "2"]]')},
  "grantTypes": [
    { "id": "promo", "category": "promo", "priority": 5, "cycleBound": true },
    { "id": "monthly", "category": "included", "priority": 10, "cycleBound": true, "rollover": { "max": "50", "cycles": 2 } },
    { "id": "bought", "category": "prepaid", "priority": 20, "cycleBound": false },
    { "id": "thanks", "category": "goodwill", "priority": 20, "cycleBound": false },
    { "id": "billed", "category": "overage", "priority": 90, "cycleBound": true }
  ]
}
customer plan basic, zone Europe/Berlin, started 2026-01-10
entry user ann under sales
clock 2026-01-12T10:00:00Z
grant promo 30
grant later: bought 200 effective 2026-01-20
grant never: bought 300 effective 2026-01-25
void grant never
events
  w1: work with amount 10, counted true, who u1 for user ann → charged 4.333333333
  w2: work with amount 20, counted true, who u2 for user bob, team own → charged 7.666666667
  w3: work with amount 1, counted true, who u1 for user cid → charged 0.333333333
  seats with seats 3 → charged 30
  s5: seats with seats 5 → charged 20
  r1: reveal with contact c1 for user ann → charged 5
  r2: reveal with contact c1 for user bob → charged 0 already_charged list 5
  v1: video with minutes 6000 for camera yard → charged 12
  v2: video with minutes 5000 for camera yard → charged 8
  x1: extra with amount 4 for model old, user ann → charged 8
  x2: extra with amount 40 for model new, user ann → unpriced
event sample with images 3100 for user ann → charged 0 accrues_daily
entry user ann under support
clock 2026-01-15T00:30:00Z
event work at 2026-01-12T12:00:00Z with amount 7 for user ann → charged 2.333333333
event work with amount 9 for user ann → charged 3
amend w2: work with amount 60, counted true, who u9
void s5
void v1
void r1
event r3: reveal with contact c1 for user cid → charged 5
event l1: sample at 2026-01-13T06:00:00Z with images 6200 for user ann → charged 0 accrues_daily
void l1
plan plus
clock 2026-01-16
event big: work with amount 12000 for user ann → charged 4000
event work with amount 90 for user ann enforce → denied insufficient_credits
clock 2026-01-20T12:00:00Z
clock 2026-01-28
grant repaying: bought 500
void w1
zone America/New_York
plan basic
clock 2026-02-12
publish varied with {
  "rateCards": ${card('[["old", "2"], ["new", "3"]]')}
} → priced x2
clock 2026-03-11T09:00:00Z
event october: work at 2026-01-11 with amount 30 for user ann backfill → charged 10
event late: work at 2026-03-09T12:00:00Z with amount 30 for user ann → charged 10
event tardy: work at 2026-02-09 with amount 3 for user ann → late 1
event work with amount 150 for user ann → charged 50
void big compensate
amend late: work with amount 33
grant thanks 25
clock 2026-04-20
event last: work with amount 4000 for user bob → charged 1333.333333333
`;
