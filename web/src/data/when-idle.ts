/**
 * Comes true when the browser has nothing more urgent to do, and at the latest after a second: what nobody needs to see first
 * asks for nothing before.
 */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    // Not every browser tells.
    if (window.requestIdleCallback) window.requestIdleCallback(done, { timeout: LATEST_MS });
    else setTimeout(done);
  });
}

const LATEST_MS = 1000;
