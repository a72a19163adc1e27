import type { MadeMemberInvitation } from '@fuelgauge/sdk';
import { useShownZone } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { momentText } from '../figures/time-text.ts';
import { CopyField } from '../ui/CopyField.tsx';

/** What became of an invitation: it was sent, or its link is here, this once. */
export function MadeInvitation({ made }: { readonly made: MadeMemberInvitation }) {
  const t = useText('access');
  const zone = useShownZone();
  const { url, mail_fault, expires_at } = made;
  const email = made.email ?? made.member;
  if (url === null) return <p role="status">{t('sentTo', { email })}</p>;
  return (
    <div className="made-invitation">
      {mail_fault !== null && (
        <p role="alert" className="hint danger">
          {t('notSent', { fault: mail_fault })}
        </p>
      )}
      <p role="status">{t('linkFor', { email })}</p>
      <CopyField label={t('link')} value={url} copyWord={t('copy')} copiedWord={t('copied')} />
      <p className="hint">{t('linkUntil', { at: momentText(new Date(expires_at), zone) })}</p>
    </div>
  );
}
