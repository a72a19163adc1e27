import type { DirectoryEntry, DirectoryKind, Fuelgauge } from '@fuelgauge/sdk';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClient } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';

/** Who and what a customer's usage is attributed to, by kind and id, as far as it is loaded. */
export type Directory = ReadonlyMap<string, ReadonlyMap<string, DirectoryEntry>>;

/**
 * The parts of the directory that the customer's catalog attributes usage to. Empty until they are
 * there; a part that may not be read stays empty, and ids are shown as they are.
 */
export function useDirectory(): Directory {
  const client = useClient();
  const { customer, catalog } = useShownCustomer();
  const id = customer.customer;
  const kinds = useMemo(
    () => [...new Set(catalog.dimensions.map(({ directory }) => directory))].filter(isKind),
    [catalog],
  );
  return useQueries({
    queries: kinds.map((kind) => ({
      queryKey: ['directory', id, kind],
      staleTime: FRESH_MS,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        entriesOf(client, { customer: id, kind, signal }),
    })),
    combine: (answers) =>
      new Map(kinds.map((kind, index) => [kind, answers[index]?.data ?? NOBODY] as const)),
  });
}

const FRESH_MS = 300_000;
const PAGE = 1000;
/** Beyond these, ids are shown as they are, and the server is asked for what is searched. */
const ENTRIES_MAX = 5000;
const NOBODY: ReadonlyMap<string, DirectoryEntry> = new Map();

interface Part {
  readonly customer: string;
  readonly kind: DirectoryKind;
  readonly signal: AbortSignal;
}

async function entriesOf(client: Fuelgauge, { customer, kind, signal }: Part) {
  const entries = new Map<string, DirectoryEntry>();
  for await (const entry of client.directory(customer, kind).list({ limit: PAGE }, { signal })) {
    entries.set(entry.id, entry);
    if (entries.size >= ENTRIES_MAX) break;
  }
  return entries;
}

function isKind(kind: string | null | undefined): kind is DirectoryKind {
  return kind !== null && kind !== undefined;
}
