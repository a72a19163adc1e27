import type { DirectoryEntry, DirectoryKind } from '@fuelgauge/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFreshness } from '../data/freshness.ts';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';
import { useTheme } from '../data/use-theme.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import type { PaletteEntry } from '../figures/palette.ts';
import { cycleText } from '../figures/period.ts';
import { periodText } from '../figures/time-text.ts';
import { pageLink } from './page-link.ts';
import { usePages } from './use-pages.ts';

export interface PaletteInput {
  readonly text: string;
  readonly openSheet: () => void;
}

export interface PaletteContent {
  readonly entries: readonly PaletteEntry[];
  /** Does what the entry stands for. */
  readonly act: (id: string) => void;
}

/** What the palette offers: what the page knows at once, and what the server finds beside it. */
export function usePalette({ text, openSheet }: PaletteInput): PaletteContent {
  const { customer } = useShownCustomer();
  const navigate = useNavigate();
  const pages = usePages();
  const [view, changeView] = useView();
  const people = useEntities(text);
  const others = useOthers();
  const { isPaused, setPaused } = useFreshness();
  const [theme, setTheme] = useTheme();
  const entries = useMemo(() => [...others, ...people], [others, people]);
  const toLog = (name: string, value: string) =>
    void navigate({
      to: '/c/$customer/activity',
      params: { customer: customer.customer },
      search: writeView({
        ...DEFAULT_VIEW,
        period: view.period,
        filter: [{ name, isIn: true, values: [value] }],
      }),
    } as never);
  const act = (id: string) => {
    const [kind = '', name = '', value = ''] = id.split(' ').map(decodeURIComponent);
    if (kind === 'page') {
      const page = pages.find((each) => each.id === name);
      if (page) void navigate(pageLink(page, { customer: customer.customer, view }) as never);
    } else if (kind === 'usage') toLog(name, value);
    else if (kind === 'period') changeView.push({ period: name, selected: null });
    else if (name === 'pause') setPaused(!isPaused);
    else if (name === 'theme') setTheme(theme === 'dark' ? 'light' : 'dark');
    else openSheet();
  };
  return { entries, act };
}

const FOUND_MAX = 20;

/** Members, agents and the like: those the page knows, then what the server finds beside them. */
function useEntities(text: string): readonly PaletteEntry[] {
  const client = useClient();
  const { customer, catalog } = useShownCustomer();
  const directory = useDirectory();
  const kinds = [...directory.keys()] as DirectoryKind[];
  const found = useQuery({
    queryKey: ['palette', customer.customer, text],
    enabled: text.length > 1,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const pages = kinds.map((kind) =>
        client.directory(customer.customer, kind).list({ q: text, limit: FOUND_MAX }, { signal }),
      );
      return (await Promise.all(pages)).flatMap(({ data }) => data);
    },
  });
  return useMemo(() => {
    const known = [...directory.values()].flatMap((entries) => [...entries.values()]);
    const have = new Set(known.map(({ kind, id }) => `${kind} ${id}`));
    const more = (found.data ?? []).filter(({ kind, id }) => !have.has(`${kind} ${id}`));
    return [...known, ...more].flatMap((entry): readonly PaletteEntry[] => {
      const dimension = catalog.dimensions.find(({ directory: kind }) => kind === entry.kind);
      return dimension ? [entityEntry(entry, dimension)] : [];
    });
  }, [directory, found.data, catalog]);
}

function entityEntry(
  { id, name }: DirectoryEntry,
  dimension: { readonly id: string; readonly label: string },
): PaletteEntry {
  return {
    id: idOf('usage', dimension.id, id),
    group: 'entity',
    label: name ?? id,
    note: dimension.label,
  };
}

/** Pages, features, periods and actions. */
function useOthers(): readonly PaletteEntry[] {
  const t = useText('keyboard');
  const tShell = useText('shell');
  const tPeriod = useText('period');
  const { customer, catalog, cycles } = useShownCustomer();
  const pages = usePages();
  return useMemo(() => {
    const zone = customer.time_zone;
    const make = (id: string, group: PaletteEntry['group'], label: string): PaletteEntry => ({
      id,
      group,
      label,
      note: t(group),
    });
    const span = ({ start, end }: { readonly start: string; readonly end: string }) =>
      periodText({ start: new Date(start), end: new Date(end) }, zone);
    return [
      ...pages.map((page) => make(idOf('page', page.id), 'page', tShell(page.id))),
      make(idOf('period', 'current'), 'period', tPeriod('current')),
      make(idOf('period', 'prev'), 'period', tPeriod('previous')),
      make(idOf('period', '24h'), 'period', tPeriod('last24h')),
      make(idOf('period', '7d'), 'period', tPeriod('last7d')),
      make(idOf('period', '30d'), 'period', tPeriod('last30d')),
      ...cycles
        .filter(({ state, is_current }) => state !== 'next' && !is_current)
        .map((cycle) => make(idOf('period', cycleText(cycle, zone)), 'period', span(cycle))),
      ...catalog.meters.map(({ id, label }) => make(idOf('usage', 'meter', id), 'feature', label)),
      make(idOf('do', 'pause'), 'action', t('pause')),
      make(idOf('do', 'theme'), 'action', t('theme')),
      make(idOf('do', 'sheet'), 'action', t('title')),
    ];
  }, [customer, catalog, cycles, pages, t, tShell, tPeriod]);
}

function idOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join(' ');
}
