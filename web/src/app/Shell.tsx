import { Outlet, useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import { SeriesPatterns } from '../charts/SeriesPatterns.tsx';
import { isDemoReader } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { PersonaLine } from './PersonaLine.tsx';
import { Sidebar } from './Sidebar.tsx';

// Hardly anybody visits: the stripe comes with its texts.
const VisitStripe = lazy(async () => ({
  default: (await import('./VisitStripe.tsx')).VisitStripe,
}));

/** The frame of every page: a way past the navigation, the navigation, and the page. */
export function Shell() {
  const t = useText('shell');
  const { session } = useAccess();
  const { customer } = useParams({ strict: false });
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <SeriesPatterns />
      <div className="shell">
        {session.look?.chrome !== 'none' && <Sidebar />}
        <main id="content" tabIndex={-1}>
          {session.visit && (
            <WithLateTexts fallback={<div className="stripe" />}>
              <VisitStripe visit={session.visit} />
            </WithLateTexts>
          )}
          {isDemoReader(session) && customer !== undefined && <PersonaLine />}
          <Outlet />
        </main>
      </div>
    </>
  );
}
