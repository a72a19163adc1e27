import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { isOperator, membershipOf, permits } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import type { RoleNeededProps } from '../panels/RoleNeeded.tsx';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { PageEntry } from './page-table.ts';

// Navigation leads nobody here: it comes when an address does.
const RoleNeeded = lazy(async () => ({
  default: (await import('../panels/RoleNeeded.tsx')).RoleNeeded,
}));

export interface PageGateProps {
  readonly page: Pick<PageEntry, 'id' | 'group' | 'permissions'>;
  readonly children?: ReactNode;
}

/** Shows a page to those who may see it, and tells everybody else what they lack. */
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
  const readsAll = page.permissions.includes('usage.read');
  if (membership.gate && readsAll && membership.permissions.includes('usage.read')) {
    return <Told page={page.id} needs={membership.gate} membership={membership} />;
  }
  return children;
}

function Told(props: RoleNeededProps) {
  return (
    <WithLateTexts fallback={<Skeleton />}>
      <RoleNeeded {...props} />
    </WithLateTexts>
  );
}
