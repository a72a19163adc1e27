import type { Fuelgauge, LiveMessage } from '@fuelgauge/sdk';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { overviewThatCame } from './boot.ts';
import { type Following, useFreshness } from './freshness.ts';
import { useClient } from './session.ts';
import { useLooked } from './use-looked.ts';
import { whenIdle } from './when-idle.ts';

/**
 * Follows a customer while its page is looked at and updates are not paused: whatever happens to it
 * makes its answers be asked for again, at most once a second. Where following is refused, the page
 * goes on asking by itself.
 */
export function useLive(customer: string): void {
  const client = useClient();
  const queries = useQueryClient();
  const { isPaused, setFollowing } = useFreshness();
  const isLooked = useLooked();
  // Kept over pauses: what happened meanwhile is told when it goes on.
  const last = useRef<Told>(NOTHING);
  const isOn = !isPaused && isLooked;
  useEffect(() => {
    if (!isOn) return;
    const end = new AbortController();
    const stale = staleSoon(queries, { customer, signal: end.signal });
    if (last.current.customer !== customer) last.current = { ...NOTHING, customer };
    void followTo(client, {
      customer,
      lastEventId: () => last.current.seq ?? oldestSeq(queries, customer),
      signal: end.signal,
      setFollowing,
      onMessage: (message) => {
        const before = last.current;
        last.current = toldBy(message, before);
        if (isNews(message) || isOtherGaps(last.current, before)) stale();
      },
    });
    return () => {
      end.abort();
      setFollowing('off');
    };
  }, [client, queries, customer, isOn, setFollowing]);
}

const TOGETHER_MS = 1000;
/** What stays as it was read: rows under a reader, and what changes by being published. */
const STEADY = new Set(['activity', 'activity-summary', 'entry', 'directory', 'catalog', 'acts']);

interface Followed {
  readonly customer: string;
  /** From where it is followed; undefined from now on. */
  readonly lastEventId: () => number | undefined;
  readonly signal: AbortSignal;
  readonly setFollowing: (following: Following) => void;
  readonly onMessage: (message: LiveMessage) => void;
}

async function followTo(client: Fuelgauge, followed: Followed): Promise<void> {
  const { customer, signal, setFollowing, onMessage } = followed;
  const onLost = () => !signal.aborted && setFollowing('lost');
  try {
    await whenIdle();
    if (signal.aborted) return;
    const lastEventId = followed.lastEventId();
    for await (const message of client.live(customer, { signal, lastEventId, onLost })) {
      setFollowing('live');
      onMessage(message);
    }
  } catch {
    if (!signal.aborted) setFollowing('off');
  }
}

/** Makes the customer's answers be asked for again: at once, then at most once a second. */
function staleSoon(
  queries: QueryClient,
  { customer, signal }: { readonly customer: string; readonly signal: AbortSignal },
): () => void {
  let isWaiting = false;
  let isAgain = false;
  const refresh = () => {
    if (signal.aborted) return;
    isWaiting = true;
    isAgain = false;
    void queries.invalidateQueries({
      predicate: ({ queryKey: [name, of] }) => of === customer && !STEADY.has(`${name}`),
    });
    setTimeout(() => {
      isWaiting = false;
      if (isAgain) refresh();
    }, TOGETHER_MS);
  };
  return () => {
    if (isWaiting) isAgain = true;
    else refresh();
  };
}

/** A start that goes on brings all there was as usage; one that does not leaves everything to be read. */
function isNews(message: LiveMessage): boolean {
  if (message.kind === 'start') return !message.resumed;
  return message.kind === 'usage';
}

/** What a page was told last of the customer it follows. */
interface Told {
  readonly customer: string | null;
  readonly seq: number | undefined;
  /** As JSON. */
  readonly gaps: string | undefined;
}

const NOTHING: Told = { customer: null, seq: undefined, gaps: undefined };

function toldBy(message: LiveMessage, before: Told): Told {
  if (message.kind === 'gaps') return { ...before, gaps: JSON.stringify(message.gaps) };
  if (message.kind === 'start' || message.kind === 'usage') return { ...before, seq: message.seq };
  return before;
}

/** The first time they are those of the answers that are shown. */
function isOtherGaps({ gaps }: Told, before: Told): boolean {
  return before.gaps !== undefined && gaps !== before.gaps;
}

/**
 * The ledger number of the oldest answer that is in sight: what came after it has to be told. Of what came with the page where no
 * answer says; undefined where nothing did.
 */
function oldestSeq(queries: QueryClient, customer: string): number | undefined {
  const found = queries
    .getQueriesData<{ readonly seq?: unknown; readonly as_of?: unknown }>({
      type: 'active',
      predicate: ({ queryKey: [, of] }) => of === customer,
    })
    // An entry has a number too, and is of no moment.
    .flatMap(([, answer]) => (answer?.as_of && typeof answer.seq === 'number' ? answer.seq : []));
  if (found.length > 0) return Math.min(...found);
  return overviewThatCame(customer)?.seq;
}
