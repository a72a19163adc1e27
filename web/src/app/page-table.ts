import type { CustomerCatalog, Panel } from '@fuelgauge/sdk';
import type { LucideIcon } from 'lucide-react';
import {
  Activity,
  BookOpenText,
  Bot,
  Building2,
  ChartColumn,
  CircleHelp,
  CircleUserRound,
  Coins,
  Gauge,
  Globe,
  HeartPulse,
  History,
  KeyRound,
  Package,
  ScrollText,
  Tags,
  UserRoundCog,
  Users,
} from 'lucide-react';

import type { ComponentType } from 'react';
import type { Messages } from '../messages/areas.ts';
import { Overview } from '../pages/Overview.tsx';

/** Groups of the navigation, in the order they are shown. */
export const PAGE_GROUPS = ['usage', 'control', 'billing', 'help', 'operator'] as const;

export type PageGroup = (typeof PAGE_GROUPS)[number];

/** A page as the navigation and the router know it. */
export interface PageEntry {
  /** Also its name in the texts of the frame. */
  readonly id: keyof Messages['shell'];
  /** Below `/c/{customer}` for pages of a customer, else from the root. */
  readonly path: string;
  readonly group: PageGroup;
  readonly icon: LucideIcon;
  /** Shown to those who have one of these permissions; to all who may see the customer when empty. */
  readonly permissions: readonly string[];
  /** About whoever looks: shown to those who are a member of the customer. */
  readonly isOwn?: boolean;
  /** About what the customer as a whole has left: shown to those who are told. */
  readonly isBalance?: boolean;
  /** The key after `g` that leads there. */
  readonly shortcut?: string;
  /** Only where the customer's catalog has something for it; everywhere when absent. */
  readonly isFor?: (catalog: CustomerCatalog) => boolean;
  /** Loaded when it is first shown, or about to be. */
  readonly load: () => Promise<ComponentType>;
}

/** The pages of a customer, in the order of the navigation. */
export const customerPages: readonly PageEntry[] = [
  {
    id: 'overview',
    path: '/',
    group: 'usage',
    icon: Gauge,
    permissions: ['usage.read'],
    shortcut: 'o',
    load: async () => Overview,
  },
  {
    id: 'me',
    path: '/me',
    group: 'usage',
    icon: CircleUserRound,
    permissions: ['usage.read.self'],
    isOwn: true,
    isFor: hasDirectory('members'),
    load: async () => (await import('../pages/Me.tsx')).Me,
  },
  {
    id: 'explore',
    path: '/usage',
    group: 'usage',
    icon: ChartColumn,
    permissions: ['usage.read', 'usage.read.self'],
    shortcut: 'u',
    load: async () => (await import('../pages/Explore.tsx')).Explore,
  },
  {
    id: 'activity',
    path: '/activity',
    group: 'usage',
    icon: ScrollText,
    permissions: ['usage.read', 'usage.read.self'],
    shortcut: 'a',
    load: async () => (await import('../pages/Activity.tsx')).Activity,
  },
  {
    id: 'insights',
    path: '/insights',
    group: 'usage',
    icon: Activity,
    permissions: ['usage.read'],
    shortcut: 'i',
    load: async () => (await import('../pages/Insights.tsx')).Insights,
  },
  {
    id: 'agents',
    path: '/agents',
    group: 'control',
    icon: Bot,
    permissions: ['usage.read', 'usage.read.self'],
    isFor: hasDirectory('agents'),
    load: async () => (await import('../pages/Agents.tsx')).Agents,
  },
  {
    id: 'members',
    path: '/members',
    group: 'control',
    icon: Users,
    permissions: ['usage.read', 'usage.read.self'],
    shortcut: 'm',
    isFor: hasDirectory('members'),
    load: async () => (await import('../pages/Members.tsx')).Members,
  },
  {
    id: 'people',
    path: '/people',
    group: 'control',
    icon: UserRoundCog,
    permissions: ['member.read'],
    load: async () => (await import('../pages/People.tsx')).People,
  },
  {
    id: 'balance',
    path: '/balance',
    group: 'billing',
    icon: Coins,
    permissions: ['usage.read', 'billing.read'],
    isBalance: true,
    shortcut: 'b',
    load: async () => (await import('../pages/Grants.tsx')).Grants,
  },
  {
    id: 'addOns',
    path: '/add-ons',
    group: 'billing',
    icon: Package,
    permissions: ['billing.read'],
    isFor: hasPanel('addons'),
    load: async () => (await import('../pages/AddOns.tsx')).AddOns,
  },
  {
    id: 'domains',
    path: '/domains',
    group: 'billing',
    icon: Globe,
    permissions: ['billing.read'],
    isFor: hasPanel('cost_items'),
    load: async () => (await import('../pages/Domains.tsx')).Domains,
  },
  {
    id: 'rates',
    path: '/rates',
    group: 'help',
    icon: Tags,
    permissions: [],
    load: async () => (await import('../pages/Rates.tsx')).Rates,
  },
  {
    id: 'howCreditsWork',
    path: '/how-credits-work',
    group: 'help',
    icon: CircleHelp,
    permissions: [],
    load: async () => (await import('../pages/HowCreditsWork.tsx')).HowCreditsWork,
  },
];

/** The pages of the operator, from the root. */
export const operatorPages: readonly PageEntry[] = [
  {
    id: 'customers',
    path: '/',
    group: 'operator',
    icon: Building2,
    permissions: [],
    load: async () => (await import('../pages/Customers.tsx')).Customers,
  },
  {
    id: 'catalogs',
    path: '/catalogs',
    group: 'operator',
    icon: BookOpenText,
    permissions: [],
    load: async () => (await import('../pages/Catalogs.tsx')).Catalogs,
  },
  {
    id: 'ingestion',
    path: '/ingestion',
    group: 'operator',
    icon: HeartPulse,
    permissions: [],
    load: async () => (await import('../pages/Ingestion.tsx')).Ingestion,
  },
  {
    id: 'unpriced',
    path: '/unpriced',
    group: 'operator',
    icon: CircleHelp,
    permissions: [],
    load: async () => (await import('../pages/Unpriced.tsx')).Unpriced,
  },
  {
    id: 'operatorLog',
    path: '/log',
    group: 'operator',
    icon: History,
    permissions: [],
    load: async () => (await import('../pages/OperatorLog.tsx')).OperatorLog,
  },
  {
    id: 'operatorKeys',
    path: '/keys',
    group: 'operator',
    icon: KeyRound,
    permissions: [],
    load: async () => (await import('../pages/OperatorKeys.tsx')).OperatorKeys,
  },
];

/** Usage is attributed to entries of a part of the directory. */
function hasDirectory(kind: string): (catalog: CustomerCatalog) => boolean {
  return ({ dimensions }) => dimensions.some(({ directory }) => directory === kind);
}

function hasPanel(type: Panel['type']): (catalog: CustomerCatalog) => boolean {
  return ({ views }) => views.some(({ panels }) => panels.some((panel) => panel.type === type));
}
