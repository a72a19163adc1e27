import type { DirectoryEntry } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';

export interface EntryWords {
  /** `Active`, `Paused: no credits`. */
  readonly statusOf: (entry: DirectoryEntry) => string;
  /** The name of a member or a group; its id where it has none. */
  readonly nameOf: (kind: 'members' | 'groups', id: string) => string;
}

/** What is said of entries of the directory. Agents that are active run. */
export function useEntryWords(): EntryWords {
  const t = useText('people');
  const directory = useDirectory();
  return useMemo(
    () => ({
      statusOf: ({ kind, status, pause_reason: reason }) => {
        if (status === 'paused') return t('pausedFor', { reason: reason ?? 'other' });
        return kind === 'agents' && status === 'active' ? t('running') : t('statusIs', { status });
      },
      nameOf: (kind, id) => directory.get(kind)?.get(id)?.name ?? id,
    }),
    [t, directory],
  );
}
