import { useMemo } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { writeFilter } from '../figures/filter.ts';
import { periodText } from '../figures/time-text.ts';
import type { UsageFigures } from '../figures/usage-figures.ts';
import type { ExportChoice } from './ExportMenu.tsx';
import type { ShownOverview } from './use-usage-figures.ts';
import type { UsageTitle } from './use-usage-title.ts';

export interface OverviewExportsInput extends ShownOverview {
  readonly figures: UsageFigures | undefined;
  readonly title: UsageTitle;
}

/** What Overview shows, as files, and cycles that can be had in no other way; what makes them comes when one is chosen. */
export function useOverviewExports(input: OverviewExportsInput): readonly ExportChoice[] {
  const { overview, facts, figures, title } = input;
  const t = useText('shell');
  const client = useClient();
  const [{ filter }] = useView();
  const past = usePastCycles();
  if (!overview || !facts || !figures) return [];
  const { usage } = overview;
  const shown = { overview, scale: facts.scale, figures, ...title };
  const files = () => import('./overview-files.ts');
  const saveEntries = async ({ from, to }: Stretch) => {
    const asked = { from, to, ...(filter.length > 0 && { filter: writeFilter(filter) }) };
    const rows = await client.exports.activity(usage.customer, asked);
    await (await files()).saveEntries(usage, { from, to }, rows);
  };
  return [
    { id: 'csv', label: t('tableCsv'), run: async () => (await files()).saveTable(shown) },
    {
      id: 'entries',
      label: t('entriesCsv'),
      isOfServer: true,
      run: () => saveEntries(usage),
    },
    { id: 'json', label: t('json'), run: async () => (await files()).saveAnswer(shown) },
    { id: 'svg', label: t('chartSvg'), run: async () => (await files()).saveDrawing(shown) },
    { id: 'png', label: t('chartPng'), run: async () => (await files()).savePicture(shown) },
    ...past.map(({ start, end }) => ({
      id: start,
      label: t('cycleCsv', {
        period: periodText({ start: new Date(start), end: new Date(end) }, usage.time_zone),
      }),
      isOfServer: true,
      run: () => saveEntries({ from: start, to: end }),
    })),
  ];
}

interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Where readers are kept to the current cycle: the cycles that are over, newest first. */
function usePastCycles() {
  const { catalog, cycles } = useShownCustomer();
  return useMemo(() => {
    if (catalog.dates_within !== 'current_cycle') return [];
    const own = cycles.filter(({ series }) => series === 'plan');
    return own.filter(({ state, is_current }) => !is_current && state !== 'next');
  }, [catalog, cycles]);
}
