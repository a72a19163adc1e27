import type { Page, PageQuery, Pager } from './pager.ts';
import { path } from './path.ts';
import type { Calls } from './people-calls.ts';
import type { CallOptions } from './transport.ts';
import type * as wire from './wire.ts';

/** How members are asked about: lists beside what other groups ask. */
export interface MembershipAsk extends Calls {
  list<Row>(at: string, query?: PageQuery, options?: Signal): Pager<Row, Page<Row>>;
}

type Signal = Pick<CallOptions, 'signal'>;

type Why = Signal & { readonly reason?: string };

/** What a customer lets its members see and do, and whom it invites. */
export function membershipCalls(calls: MembershipAsk, customer: string) {
  const memberships = path`/v1/customers/${customer}/memberships`;
  const invitations = path`/v1/customers/${customer}/invitations`;
  const at = (member: string) => `${memberships}${path`/${member}`}`;
  return {
    /** Gives a member roles, binds them, or shuts them out; what is absent stays. */
    put: (member: string, body: wire.MembershipBody, options?: Signal) =>
      calls.put<wire.Membership>(at(member), body, options),

    get: (member: string, options?: Signal) => calls.get<wire.Membership>(at(member), options),

    list: (query?: PageQuery, options?: Signal) =>
      calls.list<wire.Membership>(memberships, query, options),

    /** Takes a member's roles away, and ends their sessions. */
    remove: (member: string, { reason, ...options }: Why = {}) =>
      calls.delete<wire.Membership>(at(member), { reason }, options),

    /** Makes a link by which somebody becomes a member, once, within a week. */
    invite: (body: wire.InviteMemberBody, options?: Signal) =>
      calls.post<wire.MadeMemberInvitation>(invitations, body, options),

    invitations: (query?: PageQuery & wire.ListInvitationsQuery, options?: Signal) =>
      calls.list<wire.MemberInvitation>(invitations, query, options),

    /** Withdraws an invitation: its link opens nothing any more. */
    withdraw: (id: string, { reason, ...options }: Why = {}) =>
      calls.delete<wire.MemberInvitation>(`${invitations}${path`/${id}`}`, { reason }, options),
  };
}
