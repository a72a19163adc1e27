import { Navigate } from '@tanstack/react-router';
import { isOperator } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useCustomers } from '../data/use-customers.ts';
import { useText } from '../data/use-text.ts';
import { DemoLoading } from '../panels/DemoLoading.tsx';
import { Failed } from '../panels/Failed.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { pagesOf } from './use-pages.ts';

/** Leads from `/` to the first customer there is. */
export function FirstCustomer() {
  const t = useText('shell');
  const { session } = useAccess();
  const { value, failure, reload } = useCustomers();
  if (!value && failure) return <Failed what="theCustomers" failure={failure} retry={reload} />;
  if (!value) return <Skeleton />;
  if (session.kind === 'operator' && session.person) return <Navigate to="/op" replace />;
  const [first] = value;
  if (first) {
    const { customer } = first;
    const path = pagesOf(session, customer)[0]?.path ?? '/';
    const to = path === '/' ? '/c/$customer' : `/c/$customer${path}`;
    return <Navigate to={to as '/c/$customer'} params={{ customer }} replace />;
  }
  if (!isOperator(session)) return <Empty title={t('nowhere')} text={t('nowhereText')} />;
  if (session.demo) return <DemoLoading reload={reload} />;
  return (
    <Empty
      title={t('noCustomers')}
      text={t('noCustomersText')}
      link={{ href: '/docs', text: t('readReference') }}
    />
  );
}
