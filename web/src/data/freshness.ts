import { createContext, useContext } from 'react';

/**
 * How changes reach the page: not at all until something is followed (`off`), as they happen
 * (`live`), or later, because the connection broke off (`lost`).
 */
export type Following = 'off' | 'live' | 'lost';

/** Whether numbers change by themselves. */
export interface Freshness {
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
  readonly following: Following;
  readonly setFollowing: (following: Following) => void;
}

/** Given by the frame of the page. */
export const FreshnessContext = createContext<Freshness>({
  isPaused: false,
  setPaused: () => {},
  following: 'off',
  setFollowing: () => {},
});

/** Whether numbers change by themselves, and the switch that keeps them still. */
export function useFreshness(): Freshness {
  return useContext(FreshnessContext);
}
