import { useId } from 'react';
import { useDirectory } from '../data/use-directory.ts';
import { useText } from '../data/use-text.ts';
import { useBoundText } from './use-bound-text.ts';

/** Which part of a customer somebody is bound to; null twice for none. */
export interface Bound {
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
}

export interface BoundSelectProps {
  readonly value: Bound;
  readonly choose: (bound: Bound) => void;
}

/** Chooses the part of the usage that somebody sees: what the roles permit, or one scope or group alone. */
export function BoundSelect({ value, choose }: BoundSelectProps) {
  const t = useText('access');
  const id = useId();
  const boundText = useBoundText();
  const directory = useDirectory();
  const found: readonly Bound[] = [
    ...[...(directory.get('scopes') ?? [])].map(([scope]) => ({ scope, groups: null })),
    ...[...(directory.get('groups') ?? [])].map(([group]) => ({ scope: null, groups: [group] })),
  ];
  const options = [UNBOUND, ...found];
  // What is in force stays to be chosen, whatever it is made of.
  const isListed = options.some((each) => keyOf(each) === keyOf(value));
  const all = isListed ? options : [...options, value];
  if (all.length === 1) return null;
  return (
    <div className="form-field">
      <label htmlFor={id}>{t('sees')}</label>
      <select
        id={id}
        value={keyOf(value)}
        onChange={({ target }) =>
          choose(all.find((each) => keyOf(each) === target.value) ?? UNBOUND)
        }
      >
        {all.map((each) => (
          <option key={keyOf(each)} value={keyOf(each)}>
            {boundText(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

const UNBOUND: Bound = { scope: null, groups: null };

function keyOf({ scope, groups }: Bound): string {
  return JSON.stringify([scope, groups]);
}
