import { useEffect } from 'react';
import { takeTokenOfAddress } from './credential.ts';

/** Another token is asked for this long before one ends. */
const BEFORE_MS = 60_000;

export interface TokenRefresh {
  /** When the token ends; null when it is not known, or there is none. */
  readonly endsAt: string | null;
  /** The token is not accepted any more. */
  readonly isOver: boolean;
  readonly replace: (token: string | undefined) => void;
}

/**
 * Inside another page: asks it for another token before one ends, as `{type: 'fuelgauge:token-needed'}`, and takes the answer
 * `{type: 'fuelgauge:token', token}` from that page alone. The browser shows this page only within the origins that the server
 * lists (`frame-ancestors`), so the page around it is one of them. A token behind `#` is taken at any time.
 */
export function useTokenRefresh({ endsAt, isOver, replace }: TokenRefresh): void {
  useEffect(() => {
    const onMessage = ({ source, data }: MessageEvent) => {
      if (window.parent === window || source !== window.parent) return;
      const { type, token } = (data ?? {}) as { readonly type?: unknown; readonly token?: unknown };
      if (type !== 'fuelgauge:token' || typeof token !== 'string') return;
      if (token.startsWith('fp_')) replace(token);
    };
    const onHash = () => {
      if (takeTokenOfAddress()) replace(undefined);
    };
    window.addEventListener('message', onMessage);
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('message', onMessage);
      window.removeEventListener('hashchange', onHash);
    };
  }, [replace]);

  useEffect(() => {
    if (window.parent === window || (endsAt === null && !isOver)) return;
    // The message holds nothing that anybody may not know.
    const ask = () => window.parent.postMessage({ type: 'fuelgauge:token-needed' }, '*');
    const wait = isOver || endsAt === null ? 0 : Date.parse(endsAt) - Date.now() - BEFORE_MS;
    const timer = setTimeout(ask, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [endsAt, isOver]);
}
