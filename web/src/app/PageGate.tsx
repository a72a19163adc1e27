import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { isGated, isOperator, membershipOf, permits, seesBalance } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import type { RoleNeededProps } from '../panels/RoleNeeded.tsx';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { PageEntry } from './page-table.ts';

// Navigation leads nobody here: it comes when an address does.
const RoleNeeded = lazy(async () => ({
  default: (await import('../panels/RoleNeeded.tsx')).RoleNeeded,
}));

const NotShown = lazy(async () => ({
  default: (await import('../panels/NotShown.tsx')).NotShown,
}));

export interface PageGateProps {
  readonly page: Pick<PageEntry, 'id' | 'group' | 'permissions' | 'isBalance'>;
  readonly children?: ReactNode;
}

/** Shows a page to those who may see it, or their own part of it, and tells everybody else what they lack. */
export function PageGate({ page, children }: PageGateProps) {
  const shown = <Gate page={page}>{children}</Gate>;
  return page.group === 'operator' ? (
    <WithLateTexts fallback={<Skeleton />}>{shown}</WithLateTexts>
  ) : (
    shown
  );
}

function Gate({ page, children }: PageGateProps) {
  const { session } = useAccess();
  const { customer } = useParams({ strict: false });
  if (isOperator(session)) return children;
  if (page.group === 'operator') return <Told page={page.id} needs="operator" />;
  const membership = membershipOf(session, customer);
  // The server says that there is no such customer.
  if (!membership || customer === undefined) return children;
  if (!permits(session, customer, page.permissions)) {
    return <Told page={page.id} needs={page.permissions} membership={membership} />;
  }
  if (page.isBalance && !seesBalance(session, customer)) {
    return <Told page={page.id} needs="whole" membership={membership} />;
  }
  const { gate } = membership;
  if (gate === null || !isGated(session, customer) || !page.permissions.includes('usage.read')) {
    return children;
  }
  const isOwnShown = membership.member !== null && page.permissions.includes('usage.read.self');
  if (!isOwnShown) return <Told page={page.id} needs={gate} membership={membership} />;
  return (
    <>
      {children}
      <WithLateTexts fallback={null}>
        <NotShown />
      </WithLateTexts>
    </>
  );
}

function Told(props: RoleNeededProps) {
  return (
    <WithLateTexts fallback={<Skeleton />}>
      <RoleNeeded {...props} />
    </WithLateTexts>
  );
}
