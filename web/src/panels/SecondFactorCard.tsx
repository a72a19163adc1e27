import type { SecondFactor } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { BackupCodes } from '../ui/BackupCodes.tsx';
import { Field } from '../ui/Field.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { DeedForm } from './DeedForm.tsx';

export interface SecondFactorCardProps {
  readonly isOn: boolean;
  readonly reload: () => void;
}

/** The code that is asked for beside the password: set up with a proof, taken away with the password. */
export function SecondFactorCard({ isOn, reload }: SecondFactorCardProps) {
  const t = useText('entrance');
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('secondFactor')}</h2>
        <span className="tag">{t(isOn ? 'factorOn' : 'factorOff')}</span>
      </div>
      {isOn ? <FactorOn reload={reload} /> : <FactorOff reload={reload} />}
    </section>
  );
}

type Part = Pick<SecondFactorCardProps, 'reload'>;

function FactorOff({ reload }: Part) {
  const t = useText('entrance');
  const client = useClient();
  const making = useDeed((password: string) => client.account.setUpSecondFactor({ password }));
  if (making.done) return <Confirming factor={making.done} reload={reload} />;
  return (
    <>
      <p>{t('factorText')}</p>
      <DeedForm submit={t('setUp')} deed={making} run={(field) => making.run(field('password'))}>
        <PasswordField />
      </DeedForm>
    </>
  );
}

function Confirming({ factor, reload }: Part & { readonly factor: SecondFactor }) {
  const t = useText('entrance');
  const client = useClient();
  const confirming = useDeed(
    (code: string) => client.account.confirmSecondFactor({ code }),
    reload,
  );
  return (
    <div className="factor">
      <QrCode text={factor.uri} label={t('qrCode')} />
      <div>
        <p>{t('scan')}</p>
        <p>
          {t('orType')} <code className="secret">{factor.secret}</code>
        </p>
        <BackupCodes codes={factor.backup_codes} title={t('backupCodes')} text={t('codesOnce')} />
        <DeedForm
          submit={t('turnOn')}
          deed={confirming}
          run={(field) => confirming.run(field('code').replace(/\s/g, ''))}
        >
          <Field
            label={t('codeShown')}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        </DeedForm>
      </div>
    </div>
  );
}

function FactorOn({ reload }: Part) {
  const t = useText('entrance');
  const client = useClient();
  const [wants, setWants] = useState<'codes' | 'off' | null>(null);
  const renewing = useDeed((password: string) => client.account.renewBackupCodes({ password }));
  const removing = useDeed(
    (password: string) => client.account.removeSecondFactor({ password }),
    reload,
  );
  if (renewing.done) {
    const codes = renewing.done.backup_codes;
    return <BackupCodes codes={codes} title={t('backupCodes')} text={t('codesOnce')} />;
  }
  if (wants === null) {
    return (
      <div className="form-actions">
        <button type="button" onClick={() => setWants('codes')}>
          {t('newCodes')}
        </button>
        <button type="button" onClick={() => setWants('off')}>
          {t('turnOff')}
        </button>
      </div>
    );
  }
  const deed = wants === 'codes' ? renewing : removing;
  return (
    <DeedForm
      submit={t(wants === 'codes' ? 'newCodes' : 'turnOff')}
      deed={deed}
      run={(field) => deed.run(field('password'))}
      beside={
        <button type="button" onClick={() => setWants(null)}>
          {t('back')}
        </button>
      }
    >
      <p>{t(wants === 'codes' ? 'newCodesText' : 'turnOffText')}</p>
      <PasswordField />
    </DeedForm>
  );
}

function PasswordField() {
  const t = useText('entrance');
  return (
    <Field
      label={t('currentPassword')}
      name="password"
      type="password"
      autoComplete="current-password"
      required
    />
  );
}
