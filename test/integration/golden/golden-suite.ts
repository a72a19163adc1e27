import type { CustomerBody } from '@fuelgauge/sdk';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Engine } from '../../../server/src/store/database.ts';
import { expectAgreement } from './expect-agreement.ts';
import { type GoldenCustomer, openCustomer } from './golden-customer.ts';
import { type GoldenServer, startGoldenServer } from './golden-server.ts';

/** What the tests of one engine share. */
export interface GoldenSuite {
  readonly server: GoldenServer;
  /** A test customer; after the test all that is said of it must agree. */
  open(catalog: string, terms: Terms): Promise<GoldenCustomer>;
  /** Asserts that the server can prove every customer of the suite from its events up. */
  expectProof(): Promise<void>;
}

type Terms = CustomerBody & { readonly started_at: string };

/** Starts one server for all tests of a `describe`, and ends it with them. */
export function goldenSuite(engine: Engine, catalogs: readonly string[]): GoldenSuite {
  let server: GoldenServer;
  let opened: GoldenCustomer[] = [];
  const keys: string[] = [];

  beforeAll(async () => {
    server = await startGoldenServer(engine, catalogs);
  });
  afterEach(async () => {
    const customers = opened;
    opened = [];
    for (const customer of customers) await expectAgreement(server, customer);
  });
  afterAll(() => server.close());

  return {
    get server() {
      return server;
    },
    async open(catalog, terms) {
      const customer = await openCustomer(server, { ...terms, catalog });
      opened.push(customer);
      keys.push(customer.key);
      return customer;
    },
    async expectProof() {
      const proved: unknown[] = [];
      for await (const line of server.client.verify({ customers: keys })) {
        if (line.kind === 'ledger') proved.push(line);
      }
      const customers = keys.length;
      expect(proved).toMatchObject([{ proved: true, customers, differences: 0, unknown: [] }]);
      expect(customers).toBeGreaterThan(0);
    },
  };
}
