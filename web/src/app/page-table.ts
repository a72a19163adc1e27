import type { LucideIcon } from 'lucide-react';
import { Gauge, ScrollText } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Messages } from '../messages/areas.ts';

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
  /** The key after `g` that leads there. */
  readonly shortcut?: string;
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
    load: async () => (await import('../pages/Overview.tsx')).Overview,
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
];

/** The pages of the operator, from the root. */
export const operatorPages: readonly PageEntry[] = [];
