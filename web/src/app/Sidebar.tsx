import { Link, useParams } from '@tanstack/react-router';
import { Menu, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { Wordmark } from '../ui/Wordmark.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { CustomerSwitcher } from './CustomerSwitcher.tsx';
import { pageLink } from './page-link.ts';
import { PAGE_GROUPS, type PageEntry } from './page-table.ts';
import { usePages } from './use-pages.ts';

/** The navigation: customer, pages by group, account. A drawer on small screens. */
export function Sidebar() {
  const t = useText('shell');
  const [isOpen, setOpen] = useState(false);
  const pages = usePages();
  const { session } = useAccess();
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [isOpen]);
  const groups = PAGE_GROUPS.map((group) => ({
    group,
    entries: pages.filter((page) => page.group === group),
  })).filter(({ entries }) => entries.length > 0);
  return (
    <header className="sidebar" data-open={isOpen}>
      <div className="sidebar-head">
        {session.look?.logo ? (
          <img className="logo" src={session.look.logo} alt="" />
        ) : (
          <Wordmark />
        )}
        <button
          type="button"
          className="quiet sidebar-toggle"
          aria-expanded={isOpen}
          aria-controls="navigation"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <X size={18} aria-hidden="true" /> : <Menu size={18} aria-hidden="true" />}
          <span>{isOpen ? t('close') : t('menu')}</span>
        </button>
      </div>
      <div className="sidebar-body" id="navigation">
        <CustomerSwitcher />
        <nav aria-label={t('pages')} onClickCapture={() => setOpen(false)}>
          {groups.map(({ group, entries }) => (
            <div key={group} className="nav-group">
              <p className="nav-heading">{t(group)}</p>
              <ul>
                {entries.map((page) => (
                  <li key={page.id}>
                    <PageLink page={page} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <AccountMenu />
      </div>
    </header>
  );
}

function PageLink({ page }: { readonly page: PageEntry }) {
  const t = useText('shell');
  const { customer = '' } = useParams({ strict: false });
  const [view] = useView();
  const { id, path, icon: Icon } = page;
  const { to, params, search } = pageLink(page, { customer, view });
  return (
    <Link
      to={to}
      params={params as never}
      search={search as never}
      activeOptions={{ exact: path === '/', includeSearch: false }}
      className="nav-link"
    >
      <Icon size={16} aria-hidden="true" />
      {t(id)}
    </Link>
  );
}
