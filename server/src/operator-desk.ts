import type { Config } from './config.ts';
import { publicOrigin } from './http/request-guards.ts';
import { inviteOperator, readOperators, removeOperator } from './identity/operators.ts';
import { makePasswordLink } from './identity/password-reset.ts';
import type { Answer, OperationRefusal } from './operations/answer.ts';
import type { Caller, Context } from './operations/context.ts';

/** Thrown for what an operation refuses, where nobody reads answers. */
export class DeskRefusal extends Error {
  readonly refusal: OperationRefusal;

  constructor(refusal: OperationRefusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

const MACHINE: Caller = { actor: 'machine', isTest: null, customers: null };

/** Manages operators on the data themselves, for whoever has the machine. Links begin with the first of FUELGAUGE_HOSTS. */
export function openOperatorDesk(config: Config, context: Context) {
  const desk = { context, origin: publicOrigin(config) };
  return {
    invite: async (email: string) => bodyOf(await inviteOperator(desk, MACHINE, { email })),
    list: async () => bodyOf(await readOperators(context)),
    remove: async (email: string, reason: string | undefined) =>
      bodyOf(await removeOperator(context, MACHINE, { email, reason: reason ?? null })),
    passwordLink: async (email: string, remove_second_factor: boolean) =>
      bodyOf(await makePasswordLink(desk, MACHINE, { email, remove_second_factor })),
  };
}

function bodyOf<Body>(answer: Answer<Body>): Body {
  if (answer.ok) return answer.body;
  throw new DeskRefusal(answer.refusal);
}
