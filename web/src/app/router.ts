import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { readView, type Search, writeView } from '../data/view.ts';
import { CustomerFrame } from './CustomerFrame.tsx';
import { FirstCustomer } from './FirstCustomer.tsx';
import { NotFound } from './NotFound.tsx';
import { customerPages, operatorPages } from './page-table.ts';
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
  pages.map(({ path, load }) =>
    createRoute({
      getParentRoute: () => parent as typeof customer,
      path,
      component: lazyRouteComponent(async () => ({ default: await load() })),
    }),
  );

const routeTree = root.addChildren([
  first,
  customer.addChildren(pagesOf(customer, customerPages)),
  operator.addChildren(pagesOf(operator, operatorPages)),
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
