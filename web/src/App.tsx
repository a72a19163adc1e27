import { Fuelgauge } from '@fuelgauge/sdk';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { router } from './app/router.ts';
import { bootAnswer } from './data/boot.ts';
import { failureOf } from './data/failure.ts';
import { type Following, FreshnessContext } from './data/freshness.ts';
import { storedKey, storeKey } from './data/operator-key.ts';
import { AccessContext } from './data/session.ts';
import { useResource } from './data/use-resource.ts';
import { locale } from './figures/locale.ts';
import type { Messages } from './messages/areas.ts';
import { SignIn } from './pages/SignIn.tsx';
import { Failed } from './panels/Failed.tsx';
import { Skeleton } from './ui/Skeleton.tsx';

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
          <SomebodyOrSignIn />
        </FreshnessContext>
      </QueryClientProvider>
    </IntlProvider>
  );
}

function SomebodyOrSignIn() {
  const [key, setKey] = useState(storedKey);
  const client = useMemo(() => new Fuelgauge({ baseUrl: '', ...(key && { key }) }), [key]);
  const boot = key === undefined ? bootAnswer('session') : undefined;
  const session = useResource({
    key: ['session', key ?? null],
    load: (signal) => client.session.get({ signal }),
    ...(boot && { known: boot }),
  });
  const changeKey = useCallback((next: string | undefined) => {
    storeKey(next);
    queries.clear();
    setKey(next);
  }, []);
  const access = useMemo(
    () =>
      session.value && {
        client,
        session: session.value,
        ...(key && { signOut: () => changeKey(undefined) }),
      },
    [client, session.value, key, changeKey],
  );

  const isRefused = session.failure?.status === 401 || session.failure?.status === 403;
  if (session.failure && !isRefused && !session.value) {
    return (
      <main className="lone">
        <div className="card">
          <Failed what="thePage" failure={session.failure} retry={session.reload} />
        </div>
      </main>
    );
  }
  if (!isRefused && !access) return <Skeleton page />;
  if (isRefused || !access || !(access.session.demo || access.session.authenticated)) {
    return <SignIn refused={key !== undefined} signIn={changeKey} />;
  }
  return (
    <AccessContext value={access}>
      <RouterProvider router={router} />
    </AccessContext>
  );
}
