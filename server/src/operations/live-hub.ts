import { bounds } from '../bounds.ts';
import { listHeads } from '../store/ledgers.ts';
import type { Context, SeenCustomer } from './context.ts';
import { liveFor } from './live-for.ts';
import { type LiveMessage, type LiveNews, readLive } from './read-live.ts';

/** Who follows what, from where. */
export interface Following {
  readonly ref: SeenCustomer;
  /** Each caller may follow so many at once. */
  readonly actor: string;
  /** The sequence number of the last usage it knows; null: what comes from now on. */
  readonly after: number | null;
  /** When it ends by itself; null: when the reader goes away. */
  readonly endAfterMs: number | null;
  /** Whether the caller may still see the customer. */
  readonly isAllowed: () => Promise<boolean>;
}

/** Customers that are followed, and by whom, in this process. */
export interface LiveHub {
  /** A stream of server-sent events; why not, when there are too many or the process is stopping. */
  follow(following: Following): ReadableStream<Uint8Array> | 'full' | 'caller_full' | 'stopping';
  /** Streams that are open. */
  count(): number;
  /** Ends every stream at once. */
  close(): void;
}

/** How much is followed, and how often is looked; others in tests alone. */
export type LiveLimits = Readonly<
  Record<
    | 'liveStreams'
    | 'liveStreamsPerCaller'
    | 'liveBytes'
    | 'livePollMs'
    | 'liveBeatMs'
    | 'liveCheckMs',
    number
  >
>;

interface Follower extends Following {
  after: number | null;
  /** What it was told of the customer's state last. */
  readonly told: Map<string, string>;
  isStarted: boolean;
  readonly endsAtMs: number | null;
  sentAtMs: number;
  checkedAtMs: number;
  readonly to: ReadableStreamDefaultController<Uint8Array>;
}

const encoder = new TextEncoder();

interface Hub {
  readonly context: Context;
  readonly limits: LiveLimits;
  readonly followers: Set<Follower>;
  /** What the numbers of each ledger were when its followers were told last. */
  readonly known: Map<bigint, string>;
  timer: NodeJS.Timeout | undefined;
  isLooking: boolean;
  isClosed: boolean;
}

/**
 * Follows customers for readers: one look a beat at the numbers of all ledgers that are followed, and one reading of each that
 * changed, whoever follows it and on whichever server it was written. Every stretch of sequence numbers is told once.
 */
export function openLiveHub(context: Context, limits: LiveLimits = bounds): LiveHub {
  const hub: Hub = {
    context,
    limits,
    followers: new Set(),
    known: new Map(),
    timer: undefined,
    isLooking: false,
    isClosed: false,
  };
  return {
    follow: (following) => whyNot(hub, following) ?? streamOf(hub, following),
    count: () => hub.followers.size,
    close() {
      hub.isClosed = true;
      clearTimeout(hub.timer);
      for (const follower of hub.followers) end(hub, follower);
    },
  };
}

function whyNot({ isClosed, followers, limits }: Hub, { actor }: Following) {
  if (isClosed) return 'stopping';
  if (followers.size >= limits.liveStreams) return 'full';
  const own = [...followers].filter((each) => each.actor === actor);
  return own.length >= limits.liveStreamsPerCaller ? 'caller_full' : undefined;
}

function streamOf(hub: Hub, following: Following): ReadableStream<Uint8Array> {
  let follower: Follower | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(to) {
        follower = followerOf(following, to);
        hub.followers.add(follower);
        if (!hub.isLooking) schedule(hub, 0);
      },
      cancel() {
        if (follower) leave(hub, follower);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: hub.limits.liveBytes }),
  );
}

function schedule(hub: Hub, ms: number): void {
  clearTimeout(hub.timer);
  if (hub.isClosed || hub.followers.size === 0) return;
  hub.timer = setTimeout(() => void beat(hub), ms);
  hub.timer.unref();
}

/** A store that fails is asked again at the next beat: readers wait for it, and miss nothing. */
async function beat(hub: Hub): Promise<void> {
  hub.isLooking = true;
  try {
    await look(hub);
  } catch {
    hub.known.clear();
  }
  await Promise.allSettled([...hub.followers].map((follower) => attend(hub, follower)));
  hub.isLooking = false;
  schedule(hub, hub.limits.livePollMs);
}

async function look(hub: Hub): Promise<void> {
  const customers = [...new Set([...hub.followers].map(({ ref }) => ref.customerId))];
  const marks = await listHeads(hub.context.database, customers);
  for (let next = 0; next < customers.length; next += AT_ONCE) {
    const group = customers.slice(next, next + AT_ONCE);
    await Promise.all(group.map((customer) => lookAt(hub, customer, marks.get(customer))));
  }
}

async function lookAt(hub: Hub, customerId: bigint, mark: string | undefined): Promise<void> {
  const own = [...hub.followers].filter(({ ref }) => ref.customerId === customerId);
  const isNews = hub.known.get(customerId) !== mark;
  const waiting = own.filter(({ isStarted }) => isNews || !isStarted);
  const [first] = waiting;
  if (!first) return;
  const after = waiting.flatMap((each) => (each.after === null ? [] : [each.after]));
  const news = await readLive(hub.context, first.ref, new Set(after));
  for (const follower of waiting) {
    if (news) tell(hub, follower, news);
    else end(hub, follower);
  }
  const isFollowed = own.some((each) => hub.followers.has(each));
  if (mark !== undefined && isFollowed) hub.known.set(customerId, mark);
}

function tell(hub: Hub, follower: Follower, news: LiveNews): void {
  if (!follower.isStarted) {
    const start = startOf(follower, news);
    follower.isStarted = true;
    send(hub, follower, eventText(start, start.resumed ? null : news.seq));
    if (!start.resumed) follower.after = news.seq;
  }
  const usage = follower.after === null ? undefined : news.usageAfter.get(follower.after);
  const { sight } = follower.ref;
  const shown = usage && liveFor(usage, sight);
  if (shown) send(hub, follower, eventText(shown, news.seq));
  follower.after = news.seq;
  for (const each of news.state) {
    const message = liveFor(each, sight);
    if (message === null) continue;
    const json = JSON.stringify(message, (key, value: unknown) => (key === 'as_of' ? null : value));
    if (follower.told.get(message.kind) === json) continue;
    follower.told.set(message.kind, json);
    send(hub, follower, eventText(message, null));
  }
}

/** What a reader does not take in time is not kept for it: it is cut off, and comes back where it was. */
function send(hub: Hub, follower: Follower, text: string): void {
  if (!hub.followers.has(follower)) return;
  follower.sentAtMs = performance.now();
  if ((follower.to.desiredSize ?? 0) < 0) end(hub, follower, new Error('the reader is too slow'));
  else follower.to.enqueue(encoder.encode(text));
}

/** Says that it is there, and sees whether it still may be. */
async function attend(hub: Hub, follower: Follower): Promise<void> {
  const { limits, followers } = hub;
  const nowMs = performance.now();
  if (!followers.has(follower)) return;
  if (follower.endsAtMs !== null && follower.isStarted && nowMs >= follower.endsAtMs) {
    end(hub, follower);
    return;
  }
  if (nowMs - follower.sentAtMs > limits.liveBeatMs) send(hub, follower, ': beat\n\n');
  if (nowMs - follower.checkedAtMs < limits.liveCheckMs) return;
  follower.checkedAtMs = nowMs;
  if (!(await follower.isAllowed()) && followers.has(follower)) end(hub, follower);
}

function end(hub: Hub, follower: Follower, error?: Error): void {
  leave(hub, follower);
  if (error) follower.to.error(error);
  else follower.to.close();
}

function leave({ followers, known }: Hub, follower: Follower): void {
  followers.delete(follower);
  const { customerId } = follower.ref;
  if (![...followers].some(({ ref }) => ref.customerId === customerId)) known.delete(customerId);
}

/** Customers read at the same time: the pool is there for others too. */
const AT_ONCE = 4;

function followerOf(
  following: Following,
  to: ReadableStreamDefaultController<Uint8Array>,
): Follower {
  const nowMs = performance.now();
  const { endAfterMs } = following;
  return {
    ...following,
    told: new Map(),
    isStarted: false,
    endsAtMs: endAfterMs === null ? null : nowMs + endAfterMs,
    sentAtMs: nowMs,
    checkedAtMs: nowMs,
    to,
  };
}

/** Where the ledger was restored from before what the reader knows, or too much came since, it has to read anew. */
function startOf({ after }: Follower, { seq, usageAfter }: LiveNews) {
  const isResumed = after !== null && (after === seq || usageAfter.has(after));
  return { kind: 'start', seq, resumed: isResumed } as const;
}

/** Only what says up to where usage is known has an id: state is told anew whenever a reader comes back. */
function eventText(message: LiveMessage, id: number | null): string {
  const idLine = id === null ? '' : `id: ${id}\n`;
  return `${idLine}event: ${message.kind}\ndata: ${JSON.stringify(message)}\n\n`;
}
