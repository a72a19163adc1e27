import type { Fuelgauge } from '@fuelgauge/sdk';
import { useState } from 'react';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { Field } from '../ui/Field.tsx';
import { DeedForm } from './DeedForm.tsx';

export interface CodeFormProps {
  readonly client: Fuelgauge;
  readonly done: () => void;
  /** Back to address and password. */
  readonly restart: () => void;
}

/** The code of the authenticator app, or one of the backup codes. */
export function CodeForm({ client, done, restart }: CodeFormProps) {
  const t = useText('entrance');
  const [isBackup, setBackup] = useState(false);
  const giving = useDeed(
    (code: string) => client.auth.giveSecondFactor(isBackup ? { backup_code: code } : { code }),
    done,
  );
  return (
    <DeedForm
      key={`${isBackup}`}
      submit={t('continue')}
      deed={giving}
      faults={{ sign_in_failed: 'fault_restart' }}
      run={(field) =>
        giving.run(isBackup ? field('code').trim() : field('code').replace(/\s/g, ''))
      }
      beside={
        <button type="button" className="quiet" onClick={restart}>
          {t('startOver')}
        </button>
      }
    >
      <p>{t(isBackup ? 'backupText' : 'codeText')}</p>
      <Field
        label={t(isBackup ? 'backupCode' : 'code')}
        name="code"
        autoComplete="one-time-code"
        inputMode={isBackup ? 'text' : 'numeric'}
        autoFocus
        required
      />
      <button
        type="button"
        className="quiet"
        onClick={() => {
          giving.forget();
          setBackup(!isBackup);
        }}
      >
        {t(isBackup ? 'useCode' : 'useBackup')}
      </button>
    </DeedForm>
  );
}
