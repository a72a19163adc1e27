import type { Customer } from '@fuelgauge/sdk';
import { type Theme, useTheme } from '../data/use-theme.ts';
import { Choice } from '../ui/Choice.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';

export interface TopBarProps {
  readonly customers: readonly Customer[];
  readonly chosen: string | undefined;
  readonly choose: (customer: string) => void;
  readonly signOut?: () => void;
}

const THEMES: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'Auto' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

/** Product, customer switcher and theme. */
export function TopBar({ customers, chosen, choose, signOut }: TopBarProps) {
  const [theme, setTheme] = useTheme();
  return (
    <header className="top-bar">
      <div className="top-bar-inner">
        <Wordmark />
        {customers.length > 0 && (
          <label className="field customer-field">
            <span className="visually-hidden">Customer</span>
            <select value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
              {chosen === undefined && <option value="">Choose a customer</option>}
              {customers.map(({ customer, name, test }) => (
                <option key={customer} value={customer}>
                  {test ? `${name} (test)` : name}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="spacer" />
        <Choice label="Theme" options={THEMES} value={theme} choose={setTheme} />
        {signOut && (
          <button type="button" className="quiet" onClick={signOut}>
            Sign out
          </button>
        )}
      </div>
    </header>
  );
}
