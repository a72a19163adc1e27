import { createContext, useContext } from 'react';

/** Whether numbers change by themselves. */
export interface Freshness {
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
}

/** Given by the frame of the page. */
export const FreshnessContext = createContext<Freshness>({ isPaused: false, setPaused: () => {} });

/** Whether numbers change by themselves, and the switch that keeps them still. */
export function useFreshness(): Freshness {
  return useContext(FreshnessContext);
}
