import type { Fuelgauge } from '@fuelgauge/sdk';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { locale } from '../figures/locale.ts';
import { Field } from '../ui/Field.tsx';
import { DeedForm } from './DeedForm.tsx';

export interface ForgottenFormProps {
  readonly client: Fuelgauge;
  readonly back: () => void;
}

/** Has a link for another password sent. The answer is the same whether anybody has the address. */
export function ForgottenForm({ client, back }: ForgottenFormProps) {
  const t = useText('entrance');
  const asking = useDeed((email: string) =>
    client.auth.requestPasswordReset({ email, language: locale === 'de' ? 'de' : 'en' }),
  );
  const backButton = (
    <button type="button" className="quiet" onClick={back}>
      {t('back')}
    </button>
  );
  if (asking.done) {
    return (
      <>
        <p role="status">{t('sent')}</p>
        {backButton}
      </>
    );
  }
  return (
    <DeedForm
      submit={t('send')}
      deed={asking}
      run={(field) => asking.run(field('email').trim())}
      beside={backButton}
    >
      <p>{t('forgottenText')}</p>
      <Field label={t('email')} name="email" type="email" autoComplete="username" required />
    </DeedForm>
  );
}
