import { Fuelgauge, type Session } from '@fuelgauge/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { bootAnswer, forgetBoot } from '../data/boot.ts';
import {
  type Credential,
  keepKey,
  keepToken,
  keptCredential,
  keptKey,
} from '../data/credential.ts';
import { isDemoReader } from '../data/permissions.ts';
import type { Access } from '../data/session.ts';
import { useLook } from '../data/use-look.ts';
import { type Resource, useResource } from '../data/use-resource.ts';
import { useTokenRefresh } from '../data/use-token-refresh.ts';

/** Who is there, or on the way to be. */
export interface Entering {
  /** Null until somebody may see something. */
  readonly access: Access | null;
  readonly session: Resource<Session>;
  readonly kind: Credential['kind'] | undefined;
  /** What was shown is not accepted. */
  readonly isRefused: boolean;
  /** Somebody is there now: with a cookie, or with a key of this tab. */
  readonly enter: (key?: string) => void;
}

/** Asks who is there with what this tab has, and follows it: another key, another token, nobody any more. */
export function useEntrance(): Entering {
  const queries = useQueryClient();
  const [credential, setCredential] = useState(keptCredential);
  // Each entrance asks anew who is there, also with the same cookie jar.
  const [entrance, setEntrance] = useState(0);
  const { kind, secret } = credential ?? {};
  const client = useMemo(
    () => new Fuelgauge({ baseUrl: '', ...(secret && { key: secret }) }),
    [secret],
  );
  const boot = secret === undefined ? bootAnswer('session') : undefined;
  const session = useResource({
    key: ['session', secret ?? null, entrance],
    load: (signal) => client.session.get({ signal }),
    ...(boot && { known: boot }),
  });
  const isRefused = session.failure?.status === 401 || session.failure?.status === 403;
  const shown = isRefused ? undefined : session.value;
  const enter = useCallback(
    (key?: string) => {
      if (key !== undefined) keepKey(key);
      forgetBoot();
      queries.clear();
      setCredential(keptCredential());
      setEntrance((count) => count + 1);
    },
    [queries],
  );
  const replaceToken = useCallback((token: string | undefined) => {
    // The same view goes on with another token: what was read stays.
    if (token !== undefined) keepToken(token);
    setCredential(keptCredential());
  }, []);
  const isToken = kind === 'token';
  useTokenRefresh({
    endsAt: (isToken && shown?.expires_at) || null,
    isOver: isToken && isRefused,
    replace: replaceToken,
  });
  useLook(shown?.look);
  const access = useMemo((): Access | null => {
    if (!shown) return null;
    const own = keptKey();
    const ownClient = isToken ? new Fuelgauge({ baseUrl: '', ...(own && { key: own }) }) : client;
    const signOut = () => void leave({ kind, session: shown, client }).then(() => enter());
    const mayLeave =
      shown.authenticated && !isDemoReader(shown) && (shown.kind !== 'portal' || shown.visit);
    return {
      client,
      ownClient,
      session: shown,
      giveKey: enter,
      ...(mayLeave && { signOut }),
    };
  }, [client, shown, kind, isToken, enter]);
  return { access, session, kind, isRefused, enter };
}

interface Leaving extends Pick<Access, 'client' | 'session'> {
  readonly kind: 'key' | 'token' | undefined;
}

async function leave({ kind, client, session }: Leaving): Promise<void> {
  if (kind === 'token') keepToken(undefined);
  else if (kind === 'key') keepKey(undefined);
  else if (session.persona !== null) await client.session.choosePersona(null);
  else await client.auth.signOut();
}
