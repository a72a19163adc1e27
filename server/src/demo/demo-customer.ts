import type { Instant } from '@fuelgauge/core';
import type { WireEvent } from './wire-event.ts';

/** Something of a customer that usage is attributed to. */
export interface DirectoryEntry {
  readonly kind: 'members' | 'groups' | 'scopes' | 'agents' | 'api-keys';
  readonly id: string;
  readonly name: string;
  /** Of scopes: what of the catalog it is, such as a project or a folder. */
  readonly scopeKind?: string;
  /** The id of the entry it belongs to. */
  readonly parent?: string;
  readonly email?: string;
  /** Of an agent: the member who made it. */
  readonly createdBy?: string;
}

/** What an entry is once its history is over. */
export interface DemoStatus {
  readonly kind: DirectoryEntry['kind'];
  readonly id: string;
  readonly status: 'disabled' | 'paused' | 'deleted';
  readonly pauseReason?: 'admin' | 'no_credits' | 'limit' | 'unusual_spending';
}

/** Something paid for in money; what is absent is as the catalog says. */
export interface DemoItem {
  readonly id: string;
  readonly kind: string;
  readonly label?: string;
  readonly unitPrice?: { readonly amount: string; readonly currency: string };
  /** How many since when, oldest first. */
  readonly quantities: readonly { readonly from: Instant; readonly value: number }[];
  readonly inUse?: number;
  readonly nextChargeAt?: Instant;
  readonly expiresAt?: Instant;
  readonly autoRenew?: boolean;
}

/** A grant beyond the plan's own allotment; amounts are decimal strings. */
export interface DemoGrant {
  readonly kind: string;
  readonly amount: string;
  readonly effectiveAt: Instant;
  readonly expiresAt?: Instant;
  readonly pricePaid?: { readonly amount: string; readonly currency: string };
  readonly reference?: string;
  readonly reason?: string;
}

/** A customer of the demo: what to create, and the events to record after that. */
export interface DemoCustomer {
  readonly key: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly anchorAt: Instant;
  readonly startedAt: Instant;
  readonly billingMode?: string;
  readonly directory: readonly DirectoryEntry[];
  readonly grants: readonly DemoGrant[];
  readonly items?: readonly DemoItem[];
  /** How many of each quota are in use. */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly statuses?: readonly DemoStatus[];
  /** By time of occurrence; each call makes them anew. */
  readonly events: () => Iterable<WireEvent>;
}
