import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { Entrance } from './app/Entrance.tsx';
import { failureOf } from './data/failure.ts';
import { type Following, FreshnessContext } from './data/freshness.ts';
import { locale } from './figures/locale.ts';
import type { Messages } from './messages/areas.ts';

export interface AppProps {
  readonly messages: Messages;
}

const queries = new QueryClient({
  queryCache: new QueryCache({
    // Whoever is no longer known to the server signs in anew; the address stays, and so the view.
    onError: (error, { queryKey: [name] }) => {
      if (failureOf(error).status !== 401 || name === 'session') return;
      void queries.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    // The client repeats what fails for a reason that passes, and nothing else should be repeated.
    queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: false },
  },
});

/** The dashboard: its language, its answers, and whoever is there. */
export function App({ messages }: AppProps) {
  const [isPaused, setPaused] = useState(false);
  const [following, setFollowing] = useState<Following>('off');
  const freshness = useMemo(
    () => ({ isPaused, setPaused, following, setFollowing }),
    [isPaused, following],
  );
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <FreshnessContext value={freshness}>
          <Entrance />
        </FreshnessContext>
      </QueryClientProvider>
    </IntlProvider>
  );
}
