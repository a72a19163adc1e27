import type { Fuelgauge } from '@fuelgauge/sdk';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { useFaultText } from './use-fault-text.ts';

export interface ProviderButtonProps {
  readonly client: Fuelgauge;
  readonly name: string;
  /** Where to come back to; the present view when absent. */
  readonly returnTo?: string;
}

/** Goes to the provider, which comes back to the same view. */
export function ProviderButton({ client, name, returnTo }: ProviderButtonProps) {
  const t = useText('entrance');
  const faultText = useFaultText();
  const { pathname, search } = window.location;
  const here = pathname === '/sign-in' ? '/' : `${pathname}${search}`;
  const going = useDeed(
    () => client.auth.beginProvider({ return_to: returnTo ?? here }),
    ({ url }) => window.location.assign(url),
  );
  return (
    <>
      <button type="button" disabled={going.busy} onClick={() => going.run(undefined)}>
        {t('withProvider', { name })}
      </button>
      {going.failure && (
        <p className="hint danger" role="alert">
          {faultText(going.failure)}
        </p>
      )}
    </>
  );
}
