import type { CatalogFault } from '../catalog-fault.ts';
import { LOG_WORDS, TABLE_WORDS, TILE_WORDS } from '../format/panels.ts';
import type { ItemOf, ListSection, Placed, Reading } from './reading.ts';
import { reference, references } from './reference.ts';

type Panel = ItemOf<'views'>['panels'][number];

/** Views and reports show what exists. */
export function* checkPages(reading: Reading): Generator<CatalogFault> {
  for (const { pointer, value: view } of reading.list('views')) {
    yield* references(reading, 'roles', {
      pointer: `${pointer}/gate/roles`,
      ids: view.gate?.roles,
    });
    yield* references(reading, 'plans', {
      pointer: `${pointer}/gate/plans`,
      ids: view.gate?.plans,
    });
    for (const [index, panel] of view.panels.entries()) {
      yield* checkPanel(reading, { pointer: `${pointer}/panels/${index}`, value: panel });
    }
  }
  for (const placed of reading.list('reports')) yield* checkReport(reading, placed);
  for (const role of Object.keys(reading.one('roleLabels') ?? {})) {
    yield* reference(reading, 'roles', { pointer: `/roleLabels/${role}`, id: role });
  }
}

function* checkPanel(
  reading: Reading,
  { pointer, value: panel }: Placed<Panel>,
): Generator<CatalogFault> {
  switch (panel.type) {
    case 'tiles':
      return yield* counts(reading, { pointer: `${pointer}/items`, value: panel.items });
    case 'insights':
      return yield* counts(reading, { pointer: `${pointer}/native`, value: panel.native });
    case 'balance':
      return yield* references(reading, 'grantTypes', {
        pointer: `${pointer}/grants`,
        ids: panel.grants,
      });
    case 'progress':
      return yield* references(reading, 'grantTypes', {
        pointer: `${pointer}/segments`,
        ids: panel.segments,
      });
    case 'breakdown':
      if (BREAKDOWNS.has(panel.by)) return;
      return yield* reference(reading, 'dimensions', { pointer: `${pointer}/by`, id: panel.by });
    case 'timeseries':
      return yield* checkTimeseries(reading, { pointer, value: panel });
    case 'table':
      return yield* checkTable(reading, { pointer, value: panel });
    case 'periodPager':
      return yield* reference(reading, 'cycles', {
        pointer: `${pointer}/series`,
        id: panel.series,
      });
    case 'quotas':
      return yield* references(reading, 'quotas', {
        pointer: `${pointer}/items`,
        ids: panel.items,
      });
    case 'costItems':
      return yield* reference(reading, 'costItems', { pointer: `${pointer}/kind`, id: panel.kind });
    case 'auditLog':
      return yield* columns(
        reading,
        { pointer: `${pointer}/columns`, value: panel.columns },
        LOG_COLUMNS,
      );
    default:
      return;
  }
}

const BREAKDOWNS = new Set(['meter', 'category', 'category>meter']);

/** Tile words are no ids: what is left refers to a meter, a quota or the directory. */
function* counts(
  reading: Reading,
  { pointer, value: items }: Placed<readonly string[]>,
): Generator<CatalogFault> {
  const words: readonly string[] = TILE_WORDS;
  for (const [index, item] of items.entries()) {
    const at = `${pointer}/${index}`;
    if (words.includes(item) || item.startsWith('directory:')) continue;
    const isQuota = item.startsWith('quota:');
    yield* reference(reading, isQuota ? 'quotas' : 'meters', {
      pointer: at,
      id: item.replace('quota:', ''),
    });
  }
}

function* checkTimeseries(
  reading: Reading,
  { pointer, value: panel }: Placed<Extract<Panel, { type: 'timeseries' }>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'meters', { pointer: `${pointer}/meter`, id: panel.meter });
  yield* references(reading, 'meters', { pointer: `${pointer}/series`, ids: panel.series });
  yield* reference(reading, 'dimensions', { pointer: `${pointer}/split`, id: panel.split });
  yield* references(reading, 'displayModes', { pointer: `${pointer}/display`, ids: panel.display });
  for (const [index, filter] of (panel.filters ?? []).entries()) {
    if (BREAKDOWNS.has(filter)) continue;
    for (const id of filter.split('|')) {
      yield* reference(reading, 'dimensions', { pointer: `${pointer}/filters/${index}`, id });
    }
  }
}

interface Vocabulary {
  readonly words: readonly string[];
  readonly sections: readonly ListSection[];
}

const TABLE_COLUMNS: Vocabulary = { words: TABLE_WORDS, sections: ['dimensions', 'meters'] };
const LOG_COLUMNS: Vocabulary = { words: LOG_WORDS, sections: ['dimensions'] };

function* checkTable(
  reading: Reading,
  { pointer, value: panel }: Placed<Extract<Panel, { type: 'table' }>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'dimensions', { pointer: `${pointer}/by`, id: panel.by });
  yield* reference(reading, 'dimensions', { pointer: `${pointer}/filter`, id: panel.filter });
  yield* columns(reading, { pointer: `${pointer}/columns`, value: panel.columns }, TABLE_COLUMNS);
}

function* columns(
  reading: Reading,
  { pointer, value: ids }: Placed<readonly string[]>,
  { words, sections }: Vocabulary,
): Generator<CatalogFault> {
  for (const [index, column] of ids.entries()) {
    const at = `${pointer}/${index}`;
    const [id = '', all] = column.split(':');
    if (all !== undefined) {
      yield* reference(reading, 'dimensions', { pointer: at, id });
    } else if (!words.includes(id) && !sections.some((section) => reading.ids(section)?.has(id))) {
      const choices = words.map((word) => `"${word}"`).join(', ');
      yield {
        pointer: at,
        message: `"${id}" is no column: write ${choices}, or one of the ${sections.join(' or ')}.`,
      };
    }
  }
}

const REPORT_GROUPS = new Set(['meter', 'category', 'api_key_prefix']);

function* checkReport(
  reading: Reading,
  { pointer, value: report }: Placed<ItemOf<'reports'>>,
): Generator<CatalogFault> {
  yield* reference(reading, 'reports', { pointer: `${pointer}/of`, id: report.of });
  yield* reference(reading, 'dimensions', { pointer: `${pointer}/rows`, id: report.rows });
  if (report.of === undefined && report.format === undefined) {
    yield {
      pointer: `${pointer}/format`,
      message: 'Say what the report is written as, or which report it sends with "of".',
    };
  }
  for (const [index, id] of (report.by ?? []).entries()) {
    if (REPORT_GROUPS.has(id)) continue;
    yield* reference(reading, 'dimensions', { pointer: `${pointer}/by/${index}`, id });
  }
  for (const [index, column] of (report.columns ?? []).entries()) {
    const [, id] = column.split(':');
    yield* reference(reading, 'dimensions', { pointer: `${pointer}/columns/${index}`, id });
  }
}
