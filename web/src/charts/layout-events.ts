import type { ChartEvent } from './chart-data.ts';

/** Events that stand at one place because they would not fit beside each other. */
export interface EventCluster {
  readonly x: number;
  readonly events: readonly ChartEvent[];
}

/** A target is at least so wide (WCAG 2.5.8). */
export const EVENT_PX = 24;

/** Places events by time; one that would touch the last joins it. */
export function layoutEvents(
  events: readonly ChartEvent[],
  { band, width }: { readonly band: number; readonly width: number },
): EventCluster[] {
  const clusters: { x: number; events: ChartEvent[] }[] = [];
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const x = Math.min(Math.max(event.at * band, EVENT_PX / 2), width - EVENT_PX / 2);
    const last = clusters.at(-1);
    if (last && x - last.x < EVENT_PX) last.events.push(event);
    else clusters.push({ x, events: [event] });
  }
  return clusters;
}
