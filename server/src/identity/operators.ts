import { formatInstant } from '@fuelgauge/core';
import type { Language } from '../mail/letters.ts';
import { type Answer, answered, refused } from '../operations/answer.ts';
import type { Caller, Context } from '../operations/context.ts';
import { withdrawLinks } from '../store/one-time-links.ts';
import { insertOperatorAudit } from '../store/operations.ts';
import { deleteSessions, findPersonByEmail, listOperators, markOperator } from '../store/people.ts';
import { invite, type LinkDesk, type LinkJson } from './invite.ts';
import { emailOf, nowOf } from './people.ts';

/** Somebody who operates this server. */
export interface OperatorJson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly second_factor: boolean;
  readonly created_at: string;
}

export interface InviteOperator {
  readonly email: string;
  /** Sends the link instead of answering it. */
  readonly mail?: boolean | undefined;
  readonly language?: Language | undefined;
}

/** Makes a link by which the owner of this address becomes an operator. It works once within a day. */
export async function inviteOperator(
  desk: LinkDesk,
  { actor }: Caller,
  { email: text, mail: isMailed = false, language = 'en' }: InviteOperator,
): Promise<Answer<LinkJson>> {
  const email = emailOf(text);
  const about = { to: null, invitedBy: null, language };
  const wanted = { purpose: 'operator', email, isMailed, createdBy: actor } as const;
  const answer = await invite(desk, { ...wanted, ...about });
  if (!answer.ok) return answer;
  const { link_id: _, ...body } = answer.body;
  await insertOperatorAudit(desk.context.database, {
    at: nowOf(desk.context),
    actor,
    act: 'operator.invite',
    subject: `mailbox/${email}`,
    before: null,
    after: { expires_at: body.expires_at, mailed: isMailed },
    reason: null,
  });
  return answered(body, 201);
}

/** Everybody who operates this server, oldest first. */
export async function readOperators({
  database,
}: Pick<Context, 'database'>): Promise<Answer<{ data: readonly OperatorJson[] }>> {
  const operators = await listOperators(database);
  return answered({
    data: operators.map((each) => ({
      id: each.personId,
      name: each.name,
      email: each.email,
      second_factor: each.hasSecondFactor,
      created_at: formatInstant(each.createdAt),
    })),
  });
}

/** Takes an operator's rights and sessions away at once, and withdraws links that would give them again. */
export async function removeOperator(
  context: Context,
  { actor }: Caller,
  { email: text, reason }: { email: string; reason: string | null },
): Promise<Answer<{ email: string }>> {
  const email = emailOf(text);
  const at = nowOf(context);
  return context.database.transaction({ owner: true, lockTimeoutMs: 2_000 }, async (tx) => {
    await withdrawLinks(tx, { purpose: 'operator', email });
    const person = await findPersonByEmail(tx, email);
    if (!person?.isOperator)
      return refused('person_unknown', `No operator has the address ${email}.`);
    const { personId } = person;
    await markOperator(tx, personId, { isOperator: false, at });
    await deleteSessions(tx, personId);
    const act = { act: 'operator.remove', subject: `person/${personId}`, before: { email } };
    await insertOperatorAudit(tx, { ...act, at, actor, after: null, reason });
    return answered({ email });
  });
}
