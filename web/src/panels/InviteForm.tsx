import type { InviteMemberBody } from '@fuelgauge/sdk';
import { useId, useState } from 'react';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useDeed } from '../data/use-deed.ts';
import { useDirectory } from '../data/use-directory.ts';
import { useMail } from '../data/use-mail.ts';
import { useText } from '../data/use-text.ts';
import { locale } from '../figures/locale.ts';
import { Choice } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { type Bound, BoundSelect } from './BoundSelect.tsx';
import { DeedForm } from './DeedForm.tsx';
import { MadeInvitation } from './MadeInvitation.tsx';
import { RoleBoxes } from './RoleBoxes.tsx';

export interface InviteFormProps {
  readonly onDone: () => void;
}

const UNBOUND: Bound = { scope: null, groups: null };

/** Invites somebody: by a letter where the server sends any, else by a link that is shown once. */
export function InviteForm({ onDone }: InviteFormProps) {
  const t = useText('access');
  const client = useClient();
  const id = useId();
  const { customer } = useShownCustomer();
  const canMail = useMail();
  const [isLink, setLink] = useState(false);
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [bound, setBound] = useState(UNBOUND);
  // Fields begin anew with each invitation that was made.
  const [count, setCount] = useState(0);
  const inviting = useDeed(
    (body: InviteMemberBody) => client.memberships(customer.customer).invite(body),
    () => {
      setRoles([]);
      setBound(UNBOUND);
      setCount((made) => made + 1);
      onDone();
    },
  );
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>{t('invite')}</h2>
      </div>
      <p className="card-note">{t('inviteText')}</p>
      <DeedForm
        key={count}
        submit={t('inviteNow')}
        deed={inviting}
        run={(field) =>
          inviting.run({
            email: field('email').trim(),
            ...(field('name').trim() !== '' && { name: field('name').trim() }),
            ...(field('member') !== '' && { member: field('member') }),
            roles,
            ...bound,
            mail: canMail === true && !isLink,
            language: locale === 'de' ? 'de' : 'en',
          })
        }
      >
        <Field label={t('email')} name="email" type="email" autoComplete="off" required />
        <Field label={t('name')} name="name" maxLength={200} autoComplete="off" />
        <MemberSelect />
        <RoleBoxes chosen={roles} choose={setRoles} />
        <BoundSelect value={bound} choose={setBound} />
        {canMail === true ? (
          <Choice
            label={t('way')}
            options={[
              { id: 'mail', label: t('byMail') },
              { id: 'link', label: t('byLink') },
            ]}
            value={isLink ? 'link' : 'mail'}
            choose={(way) => setLink(way === 'link')}
          />
        ) : (
          <p className="hint">{canMail === false && t('noMail')}</p>
        )}
      </DeedForm>
      {inviting.done && !inviting.busy && <MadeInvitation made={inviting.done} />}
    </section>
  );
}

/** Somebody whose usage is there already, by their entry of the directory. */
function MemberSelect() {
  const t = useText('access');
  const id = useId();
  const members = useDirectory().get('members');
  if (!members || members.size === 0) return null;
  return (
    <div className="form-field">
      <label htmlFor={id}>{t('member')}</label>
      <select id={id} name="member" aria-describedby={`${id}-hint`}>
        <option value="">{t('anotherMember')}</option>
        {[...members.values()].map((entry) => (
          <option key={entry.id} value={entry.id}>
            {entry.name ?? entry.id}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="hint">
        {t('memberHint')}
      </p>
    </div>
  );
}
