import type { Failure } from '../data/failure.ts';
import { useText } from '../data/use-text.ts';
import type { Messages } from '../messages/areas.ts';

/** Texts by the codes of refusals. */
export type FaultWords = Readonly<Record<string, keyof Messages['entrance']>>;

/** Says a failure in the reader's language where its code is known, else as the server did. */
export function useFaultText(words: FaultWords = {}): (failure: Failure) => string {
  const t = useText('entrance');
  return ({ code, status, message }) => {
    const key = (code && (words[code] ?? WORDS[code])) || undefined;
    if (key) return t(key as 'fault_unknown');
    return status === null ? t('fault_unreachable') : message;
  };
}

const WORDS: FaultWords = {
  sign_in_failed: 'fault_sign_in',
  attempts_exhausted: 'fault_attempts',
  second_factor_failed: 'fault_code',
  link_unknown: 'fault_link',
  password_weak: 'fault_weak',
  password_wrong: 'fault_wrong',
  person_exists: 'fault_exists',
  other_person: 'fault_other_person',
  signed_out: 'fault_signed_out',
  sign_in_off: 'fault_off',
};
