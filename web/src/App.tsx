import { Fuelgauge } from '@fuelgauge/sdk';
import { useCallback, useMemo, useState } from 'react';
import { Customers } from './Customers.tsx';
import { storedKey, storeKey } from './data/operator-key.ts';
import { useResource } from './data/use-resource.ts';
import { SignIn } from './pages/SignIn.tsx';
import { Failed } from './panels/Failed.tsx';
import { Skeleton } from './ui/Skeleton.tsx';

/** The dashboard: asks who is there, and for an operator key when nobody is. */
export function App() {
  const [key, setKey] = useState(storedKey);
  const client = useMemo(() => new Fuelgauge({ baseUrl: '', ...(key && { key }) }), [key]);
  const session = useResource(useCallback(() => client.session.get(), [client]));

  const changeKey = (next: string | undefined) => {
    storeKey(next);
    setKey(next);
  };

  if (session.busy && !session.failure) return <Skeleton page />;
  const refused = session.failure?.status === 401 || session.failure?.status === 403;
  if (session.failure && !refused) {
    return (
      <main className="lone">
        <div className="card">
          <Failed what="the page" failure={session.failure} retry={session.reload} />
        </div>
      </main>
    );
  }
  if (!session.value?.demo && (refused || !session.value?.authenticated)) {
    return <SignIn refused={key !== undefined} signIn={changeKey} />;
  }
  return (
    <Customers
      client={client}
      demo={session.value.demo}
      {...(key && { signOut: () => changeKey(undefined) })}
    />
  );
}
