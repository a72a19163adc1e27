import { Outlet } from '@tanstack/react-router';
import { SeriesPatterns } from '../charts/SeriesPatterns.tsx';
import { useText } from '../data/use-text.ts';
import { Sidebar } from './Sidebar.tsx';

/** The frame of every page: a way past the navigation, the navigation, and the page. */
export function Shell() {
  const t = useText('shell');
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <SeriesPatterns />
      <div className="shell">
        <Sidebar />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </>
  );
}
