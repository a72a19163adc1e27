import { useLocation } from '@tanstack/react-router';
import { useText } from '../data/use-text.ts';
import { Empty } from '../ui/Empty.tsx';

/** An address that leads nowhere, and the way back with the period kept. */
export function NotFound() {
  const t = useText('shell');
  const { pathname, searchStr } = useLocation();
  const [, customer] = /^\/c\/([^/]+)/.exec(pathname) ?? [];
  return (
    <Empty
      title={t('unknownPage')}
      text={t('unknownPageText', { path: pathname.slice(0, PATH_MAX) })}
      link={{ href: customer ? `/c/${customer}${searchStr}` : '/', text: t('toOverview') }}
    />
  );
}

const PATH_MAX = 80;
