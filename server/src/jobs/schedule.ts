/** Work that is done again and again, never twice at once. */
export interface Schedule {
  /** Begins nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface Scheduled {
  /** Counted from the end of one run to the beginning of the next. */
  readonly intervalMs: number;
  /** When the first run begins; after an interval when absent. */
  readonly firstMs?: number;
  /** Should end early once the signal says so. */
  readonly work: (signal: AbortSignal) => Promise<unknown>;
  /** Hears of a run that failed; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
}

/** Runs work at intervals until it is stopped. Does not keep the process alive. */
export function schedule({ intervalMs, firstMs = intervalMs, work, onError }: Scheduled): Schedule {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, firstMs).unref();

  function begin(): void {
    running = run();
  }

  async function run(): Promise<void> {
    try {
      await work(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
    }
    if (!stopping.signal.aborted) timer = setTimeout(begin, intervalMs).unref();
  }

  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return running;
    },
  };
}
