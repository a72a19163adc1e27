import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { type ComponentType, createElement } from 'react';
import { readView, type Search, writeView } from '../data/view.ts';
import { WithLateTexts } from '../panels/WithLateTexts.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { CustomerFrame } from './CustomerFrame.tsx';
import { FirstCustomer } from './FirstCustomer.tsx';
import { NotFound } from './NotFound.tsx';
import { PageGate, type PageGateProps } from './PageGate.tsx';
import { customerPages, operatorPages, type PageEntry } from './page-table.ts';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const first = createRoute({ getParentRoute: () => root, path: '/', component: FirstCustomer });

// Whatever a query says that no view knows is dropped from the address.
const validateSearch = (search: Record<string, unknown>): Search =>
  writeView(readView(search as Search));

const customer = createRoute({
  getParentRoute: () => root,
  path: '/c/$customer',
  validateSearch,
  component: CustomerFrame,
});

const operator = createRoute({ getParentRoute: () => root, path: '/op', validateSearch });

const pagesOf = (parent: typeof customer | typeof operator, pages: typeof customerPages) =>
  pages.map((page) =>
    createRoute({
      getParentRoute: () => parent as typeof customer,
      path: page.path,
      component: gated(page),
    }),
  );

type AsyncPage = ComponentType & { readonly preload: () => Promise<void> };

/** The component of a page, loaded when it is shown to somebody who may see it. */
function gated(page: PageGateProps['page'] & Pick<PageEntry, 'load'>) {
  const Page = lazyRouteComponent(async () => ({ default: await page.load() })) as AsyncPage;
  const Gated = () => createElement(PageGate, { page }, createElement(Page));
  return Object.assign(Gated, { preload: Page.preload });
}

const desk = createRoute({
  getParentRoute: () => operator,
  // Not called as in a customer's own pages: the navigation is the operator's here.
  path: '/customers/$subject',
  component: gated({
    id: 'customers',
    group: 'operator',
    permissions: [],
    load: async () => (await import('../pages/CustomerDesk.tsx')).CustomerDesk,
  }),
});

const Account = lazyRouteComponent(async () => ({
  default: (await import('../pages/Account.tsx')).Account,
}));

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: () =>
    createElement(WithLateTexts, { fallback: createElement(Skeleton) }, createElement(Account)),
});

const routeTree = root.addChildren([
  first,
  customer.addChildren(pagesOf(customer, customerPages)),
  operator.addChildren([...pagesOf(operator, operatorPages), desk]),
  account,
]);

/** Every address of the page. The query stays plain text: what is shown can be read in it. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const query = new URLSearchParams(search as Search).toString();
    return query === '' ? '' : `?${readable(query)}`;
  },
});

/** What may stand in a query as it is: addresses are read by people. */
function readable(query: string): string {
  return query.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%3B/g, ';');
}
