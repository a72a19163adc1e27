import { Navigate } from '@tanstack/react-router';
import { useAccess } from '../data/session.ts';
import { useCustomers } from '../data/use-customers.ts';
import { useText } from '../data/use-text.ts';
import { DemoLoading } from '../panels/DemoLoading.tsx';
import { Failed } from '../panels/Failed.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

/** Leads from `/` to the first customer there is. */
export function FirstCustomer() {
  const t = useText('shell');
  const { session } = useAccess();
  const { value, failure, reload } = useCustomers();
  if (!value && failure) return <Failed what="theCustomers" failure={failure} retry={reload} />;
  if (!value) return <Skeleton />;
  const [first] = value;
  if (first) return <Navigate to="/c/$customer" params={{ customer: first.customer }} replace />;
  if (session.demo) return <DemoLoading reload={reload} />;
  return (
    <Empty
      title={t('noCustomers')}
      text={t('noCustomersText')}
      link={{ href: '/docs', text: t('readReference') }}
    />
  );
}
