import { type Instant, operate, parseInstant } from '@fuelgauge/core';
import type { Answer } from '../../server/src/operations/answer.ts';
import { openCatalogShelf } from '../../server/src/operations/catalog-shelf.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { amendEvent, voidEvent } from '../../server/src/operations/correct-event.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import { voidGrantOf } from '../../server/src/operations/void-grant.ts';
import { withBook } from '../../server/src/operations/with-book.ts';
import type { Database } from '../../server/src/store/database.ts';
import type {
  CustomerTerms,
  DirectoryEntry,
  ScenarioRunner,
  SentEvent,
} from '../scenarios/runner.ts';

export const OPERATOR: Caller = { actor: 'test', isTest: null, customers: null };

/**
 * Answers as `first` does, and does everything that a scenario writes through the operations on a database too. Names of
 * customers and catalogs begin with `prefix`, so that scenarios share a database without meeting.
 */
export function mirrorScenario(
  first: ScenarioRunner,
  { database, prefix }: { database: Database; prefix: string },
): ScenarioRunner {
  const mirror = openMirror(database, prefix);
  return {
    ...first,
    async publish(document) {
      await mirror.publish(document as Mirrored);
      return first.publish(document);
    },
    async openCustomer(customer) {
      await mirror.openCustomer(customer);
      return first.openCustomer(customer);
    },
    async advanceClock(to) {
      await mirror.advanceClock(to);
      return first.advanceClock(to);
    },
    async putDirectoryEntry(entry) {
      await mirror.putDirectoryEntry(entry);
      return first.putDirectoryEntry(entry);
    },
    async record(events, options) {
      await mirror.record(events, options.backfill);
      return first.record(events, options);
    },
    async voidEvent(request) {
      await voidEvent(mirror.context, OPERATOR, { customer: mirror.customer(), body: request });
      return first.voidEvent(request);
    },
    async amendEvent(request) {
      const { event, reason } = request;
      const { id, source, occurred_at, dimensions, data } = event;
      const body = { id, source, occurred_at, dimensions, data, reason };
      await amendEvent(mirror.context, OPERATOR, { customer: mirror.customer(), body });
      return first.amendEvent(request);
    },
    async grant(request) {
      const body = request as Parameters<typeof issueGrant>[2]['body'];
      await issueGrant(mirror.context, OPERATOR, { customer: mirror.customer(), body });
      return first.grant(request);
    },
    async voidGrant(id) {
      await mirror.voidGrant(Number(id.slice('grt_'.length)));
      return first.voidGrant(id);
    },
    async changeTerms(change) {
      const request = { customer: mirror.customer(), body: change };
      await putCustomer(mirror.context, OPERATOR, request);
      return first.changeTerms(change);
    },
  };
}

interface Mirrored {
  readonly key: string;
  readonly dimensions?: readonly { readonly id: string; readonly directory?: string }[];
}

function openMirror(database: Database, prefix: string) {
  let now = 0 as Instant;
  let customer = '';
  const kinds = new Map<string, string>();
  const context: Context = {
    database,
    catalogs: openCatalogShelf(),
    customers: new Map(),
    clock: () => now,
  };
  const nameOf = (name: string) => `${prefix} ${name}`;
  const keyOf = (catalog: string) => `${prefix}-${catalog}`;
  return {
    context,
    customer: () => customer,

    async publish(document: Mirrored) {
      for (const { id, directory } of document.dimensions ?? []) {
        if (directory !== undefined) kinds.set(id, directory);
      }
      const renamed = { ...document, key: keyOf(document.key) };
      done(await publishCatalog(context, OPERATOR, { document: renamed }));
    },

    async openCustomer({ customer: name, catalog, ...terms }: CustomerTerms) {
      customer = nameOf(name);
      now = momentOf(terms.started_at);
      const body = { ...terms, catalog: keyOf(catalog) };
      done(await putCustomer(context, OPERATOR, { customer, body }));
    },

    async advanceClock(to: string) {
      now = momentOf(to);
      const ref = await findCustomerFor(context, OPERATOR, customer);
      if (!ref) throw new Error(`There is no customer ${customer}.`);
      await withBook(context, { ...ref, kind: 'advance' }, async ({ open, asOf }) => {
        operate.advance(open.book, asOf);
        return { answer: { ok: true, status: 200, body: null } };
      });
    },

    async putDirectoryEntry({ dimension, value, parent, from }: DirectoryEntry) {
      const kind = kinds.get(dimension) as Parameters<typeof putDirectory>[2]['kind'] | undefined;
      if (kind === undefined) return;
      const body = { parent, effective_at: from };
      done(await putDirectory(context, OPERATOR, { customer, kind, id: value, body }));
    },

    async record(events: readonly SentEvent[], isBackfill: boolean) {
      const ref = await findCustomerFor(context, OPERATOR, customer);
      if (!ref) throw new Error(`There is no customer ${customer}.`);
      const formed = events.flatMap((event) => {
        const form = formEvent({ ...event, customer });
        return form.ok ? [form.event] : [];
      });
      await recordEvents(context, { ...ref, events: formed, isBackfill });
    },

    async voidGrant(grantId: number) {
      const ref = await findCustomerFor(context, OPERATOR, customer);
      const grant = `grt_${ref?.customerId.toString(36)}_${grantId.toString(36)}`;
      const body = { reason: 'a test' };
      await voidGrantOf(context, OPERATOR, { customer, grant, body });
    },
  };
}

function momentOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`${text} is no instant.`);
  return at;
}

/** The answer, when it is not a refusal. */
export function done<Body>(answer: Answer<Body>): Body {
  if (answer.ok) return answer.body;
  const { code, detail, errors = [] } = answer.refusal;
  const places = errors.map((each) => `${each.pointer}: ${each.detail}`);
  throw new Error([`${code}: ${detail}`, ...places].join('\n'));
}
