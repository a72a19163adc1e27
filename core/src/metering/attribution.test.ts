import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog, Dimension } from '../catalog.ts';
import { type Instant, instant } from '../time.ts';
import { attribute, unknownDimension } from './attribution.ts';
import type { Directory, UsageEvent } from './event.ts';

const NOON = instant(43_200_000_000);

const folders = catalogWith(
  dimension({ id: 'folder', kind: 'tree', from: ['folder', 'api_key', 'project'] }),
  dimension({ id: 'api_key' }),
  dimension({ id: 'project' }),
  dimension({ id: 'user' }),
);

// The workspace holds folders A and B; A holds A1 and A2; A1 holds A11.
const tree = directoryOf({
  folder: { A: null, B: null, A1: 'A', A2: 'A', A11: 'A1' },
  project: { P1: 'A', P2: 'B', P3: 'A1', P4: 'A2', loose: null },
  api_key: { keyB: 'B', workspaceKey: null },
});

describe('several values of a tree dimension', () => {
  it.each([
    [['A', 'B'], undefined],
    [['A1', 'A2'], 'A'],
    [['A11', 'A2'], 'A'],
    [['A', 'A11'], 'A'],
    [['A11', 'A1'], 'A1'],
    [['A11', 'A11'], 'A11'],
    [['A11', 'A1', 'B'], undefined],
    [['A', 'unknown'], undefined],
    [[], undefined],
  ])('%j are charged to their lowest common ancestor %s (G17)', (folder, expected) => {
    expect(attribute(folders, eventWith({ folder }), tree)['folder']).toBe(expected);
  });

  it.each([
    [['P1', 'P2'], undefined],
    [['P1', 'P3'], 'A'],
    [['P3', 'P4'], 'A'],
    [['P3', 'loose'], undefined],
  ])(
    'projects %j are charged to the deepest folder that holds them all (G17)',
    (project, folder) => {
      expect(attribute(folders, eventWith({ project }), tree)).toEqual(folder ? { folder } : {});
    },
  );

  it('resolve alike in any order', () => {
    const value = fc.constantFrom('A', 'B', 'A1', 'A2', 'A11');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const forward = attribute(folders, eventWith({ folder: values }), tree);
        expect(attribute(folders, eventWith({ folder: values.toReversed() }), tree)).toEqual(
          forward,
        );
      }),
    );
  });

  it('end at a circle in the directory instead of following it for ever', () => {
    const circle = directoryOf({ folder: { A: 'B', B: 'A', C: null } });
    expect(attribute(folders, eventWith({ folder: ['A', 'C'] }), circle)).toEqual({});
    expect(attribute(folders, eventWith({ folder: ['A', 'B'] }), circle)).toEqual({ folder: 'A' });
  });
});

describe('the first source present', () => {
  it('decides, in the order listed', () => {
    const all = eventWith({ folder: 'A2', api_key: 'keyB', project: 'P1' });
    expect(attribute(folders, all, tree)['folder']).toBe('A2');
    const keyed = eventWith({ api_key: 'keyB', project: 'P1' });
    expect(attribute(folders, keyed, tree)['folder']).toBe('B');
    expect(attribute(folders, eventWith({ project: 'P1' }), tree)['folder']).toBe('A');
  });

  it('decides even where it belongs to no folder', () => {
    const event = eventWith({ api_key: 'workspaceKey', project: 'P1' });
    expect(attribute(folders, event, tree)).toEqual({ api_key: 'workspaceKey', project: 'P1' });
  });

  it('may be a property, whose value is taken as it stands', () => {
    const catalog = catalogWith(dimension({ id: 'model', from: ['model_name'] }));
    const event = eventWith({}, { model_name: 'sonnet' });
    expect(attribute(catalog, event, tree)).toEqual({ model: 'sonnet' });
  });

  it('may be a dimension of the same people, whose value is taken as it stands', () => {
    const catalog = catalogWith(
      dimension({ id: 'user', from: ['creator'] }),
      dimension({ id: 'creator' }),
    );
    expect(attribute(catalog, eventWith({ creator: 'u1' }), tree)).toEqual({
      user: 'u1',
      creator: 'u1',
    });
  });

  it('is its own name unless that is listed later', () => {
    const event = eventWith({ model: 'sent' }, { model_name: 'sonnet' });
    const own = catalogWith(dimension({ id: 'model', from: ['model_name'] }));
    expect(attribute(own, event, tree)).toEqual({ model: 'sent' });
    const later = catalogWith(dimension({ id: 'model', from: ['model_name', 'model'] }));
    expect(attribute(later, event, tree)).toEqual({ model: 'sonnet' });
  });

  it('is never the dimension itself by way of another', () => {
    const circle = catalogWith(
      dimension({ id: 'a', from: ['b'] }),
      dimension({ id: 'b', from: ['a', 'c'] }),
      dimension({ id: 'c' }),
    );
    expect(attribute(circle, eventWith({}), tree)).toEqual({});
    expect(attribute(circle, eventWith({ c: 'v' }), tree)).toEqual({ a: 'v', b: 'v', c: 'v' });
  });

  it('is a property of its own name before a dimension sent, as prices look it up', () => {
    const event = eventWith({ user: 'sent' }, { user: 'u1' });
    expect(attribute(folders, event, tree)).toEqual({ user: 'u1' });
  });
});

describe('a missing parent', () => {
  const members = catalogWith(
    dimension({ id: 'group' }),
    dimension({ id: 'user', kind: 'tree', parent: 'group' }),
  );
  const nested = catalogWith(
    dimension({ id: 'workspace_group' }),
    dimension({ id: 'workspace', kind: 'tree', parent: 'workspace_group' }),
    dimension({ id: 'agent', kind: 'tree', parent: 'workspace' }),
  );

  it('is derived from the child as the directory stood when the event happened', () => {
    const moved: Directory = {
      parentOf: (name, value, at) =>
        name === 'user' && value === 'u1' ? (at < NOON ? 'sales' : 'support') : undefined,
    };
    const early = eventWith({ user: 'u1' }, {}, instant(NOON - 1));
    expect(attribute(members, early, moved)).toEqual({ group: 'sales', user: 'u1' });
    const late = eventWith({ user: 'u1' }, {}, NOON);
    expect(attribute(members, late, moved)).toEqual({ group: 'support', user: 'u1' });
  });

  it('is derived through several dimensions', () => {
    const directory = directoryOf({ agent: { a1: 'w1' }, workspace: { w1: 'g1' } });
    expect(attribute(nested, eventWith({ agent: 'a1' }), directory)).toEqual({
      workspace_group: 'g1',
      workspace: 'w1',
      agent: 'a1',
    });
  });

  it('is left as sent when it is there, and absent when the directory has none', () => {
    const directory = directoryOf({ user: { u1: 'sales', u2: null } });
    const sent = eventWith({ user: 'u1', group: 'support' });
    expect(attribute(members, sent, directory)['group']).toBe('support');
    expect(attribute(members, eventWith({ user: 'u2' }), directory)).toEqual({ user: 'u2' });
    expect(attribute(members, eventWith({ user: 'u3' }), directory)).toEqual({ user: 'u3' });
  });

  it('of several children is the one they share', () => {
    const directory = directoryOf({ user: { u1: 'sales', u2: 'sales', u3: 'support' } });
    const together = eventWith({ user: ['u1', 'u2'] });
    expect(attribute(members, together, directory)).toEqual({ group: 'sales' });
    expect(attribute(members, eventWith({ user: ['u1', 'u3'] }), directory)).toEqual({});
  });
});

describe('unknownDimension', () => {
  it('names the first dimension the catalog has not', () => {
    expect(unknownDimension(folders, eventWith({ folder: 'A', team: 't', other: 'o' }))).toBe(
      'team',
    );
    expect(unknownDimension(folders, eventWith({ folder: 'A' }))).toBeUndefined();
    expect(unknownDimension(folders, eventWith({ constructor: 'A' }))).toBe('constructor');
  });

  it('is no part of the attribution', () => {
    expect(attribute(folders, eventWith({ user: 'u1', team: 't' }), tree)).toEqual({ user: 'u1' });
  });
});

function directoryOf(parents: Record<string, Record<string, string | null>>): Directory {
  return { parentOf: (name, value) => parents[name]?.[value] };
}

function dimension(given: Partial<Dimension> & { id: string }): Dimension {
  return {
    label: given.id,
    kind: 'flat',
    parent: null,
    values: [],
    valueLabels: new Map(),
    unattributed: 'None',
    directory: null,
    from: [],
    hourly: false,
    ...given,
  };
}

function catalogWith(...dimensions: Dimension[]): Catalog {
  return {
    key: 'test',
    version: 1,
    name: 'Test',
    timeZone: 'UTC',
    billingStartsAt: null,
    windowUs: 0,
    units: [],
    creditUnit: 'credit',
    dimensions: new Map(dimensions.map((each) => [each.id, each])),
    categories: [],
    meters: new Map(),
    metersByType: new Map(),
    cards: [],
    grantKinds: new Map(),
    plans: new Map(),
    series: [],
    planChange: { upgrade: 'keep_cycle_prorated', downgrade: 'at_renewal' },
    overdraftAtReset: 'write_off',
    billingModes: new Map(),
    keep: new Set(),
    roles: new Map(),
    views: [],
  };
}

function eventWith(
  dimensions: UsageEvent['dimensions'],
  data: UsageEvent['data'] = {},
  occurredAt: Instant = NOON,
): UsageEvent {
  return {
    key: '0'.repeat(32),
    source: 'test',
    id: 'e1',
    type: 'any',
    occurredAt,
    dimensions,
    data,
    run: null,
    sequence: null,
    fingerprint: '0'.repeat(32),
    enforce: false,
  };
}
