import { people } from './people.ts';

/** Somebody of the demo whom whoever tries it may be. */
export interface DemoPersona {
  readonly id: string;
  readonly part: 'admin' | 'manager' | 'member' | 'operator';
  readonly name: string;
  readonly email: string;
  /** The customer's key; null for who runs the server. */
  readonly customer: string | null;
  readonly binding: {
    readonly member: string;
    readonly roles: readonly string[];
    readonly scope: string | null;
    readonly groups: readonly string[] | null;
  } | null;
}

/** For each customer of the demo somebody of each part, and who runs the server. */
export function demoPersonas(): DemoPersona[] {
  return [...Object.entries(CUSTOMERS).flatMap(personasOf), OPERATOR];
}

interface Bound {
  readonly roles: readonly string[];
  readonly scope?: string;
  readonly groups?: readonly string[];
}

interface Parts {
  readonly admin: Bound;
  readonly manager: Bound;
  readonly member: Bound;
}

/** Managers are bound to a part of the customer where the catalog has parts. */
const OF_AI_WORKSPACE: Parts = {
  admin: { roles: ['owner'] },
  manager: { roles: ['admin'], scope: 'platform' },
  member: { roles: ['member'] },
};

const CUSTOMERS: Readonly<Record<string, Parts>> = {
  brambleway: {
    admin: { roles: ['owner'] },
    manager: { roles: ['developer'] },
    member: { roles: ['reviewer'] },
  },
  fernhollow: OF_AI_WORKSPACE,
  larkfield: {
    admin: { roles: ['admin'] },
    manager: { roles: ['manager'], groups: ['home-market'] },
    member: { roles: ['user'] },
  },
  oakmere: {
    admin: { roles: ['contract_owner', 'admin'] },
    manager: { roles: ['admin'], scope: 'operations' },
    member: { roles: ['member'] },
  },
  quillstone: {
    admin: { roles: ['owner'] },
    manager: { roles: ['admin'], scope: 'logistics' },
    member: { roles: ['member'] },
  },
  tidewick: OF_AI_WORKSPACE,
};

const OPERATOR: DemoPersona = {
  id: 'operator',
  part: 'operator',
  name: 'Rowan Halvard',
  email: 'rowan.halvard@operator.example',
  customer: null,
  binding: null,
};

function personasOf([customer, parts]: readonly [string, Parts]): DemoPersona[] {
  return (['admin', 'manager', 'member'] as const).map((part, index) => {
    const { roles, scope = null, groups = null } = parts[part];
    const [somebody] = people(customer, index + 1).slice(index);
    const { id: member = '', name = '', email = '' } = somebody ?? {};
    const binding = { member, roles, scope, groups };
    return { id: `${customer}-${part}`, part, name, email, customer, binding };
  });
}
