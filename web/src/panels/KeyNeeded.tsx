import { useAccess } from '../data/session.ts';
import { useText } from '../data/use-text.ts';
import { KeyForm } from './KeyForm.tsx';

/** Says what somebody may not do as they are there, and takes an operator key that may. */
export function KeyNeeded({ reason }: { readonly reason: string }) {
  const t = useText('operator');
  const { giveKey } = useAccess();
  return (
    <div className="key-needed">
      <p>{reason}</p>
      <details>
        <summary>{t('giveKey')}</summary>
        <KeyForm submit={t('takeKey')} giveKey={giveKey} />
      </details>
    </div>
  );
}
