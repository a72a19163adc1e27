import { Download } from 'lucide-react';
import { useState } from 'react';
import { type Failure, failureOf } from '../data/failure.ts';
import { permits } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { OptionList } from '../ui/OptionList.tsx';
import { Popup } from '../ui/Popup.tsx';
import { Failed } from './Failed.tsx';

/** One thing that can be taken along. */
export interface ExportChoice {
  readonly id: string;
  readonly label: string;
  /** The server writes it, for whom it is permitted. */
  readonly isOfServer?: boolean;
  readonly run: () => void | Promise<void>;
}

export interface ExportMenuProps {
  readonly choices: readonly ExportChoice[];
}

/** What of the page can be taken along, paper last; and what became of it if it could not. */
export function ExportMenu({ choices }: ExportMenuProps) {
  const t = useText('shell');
  const { session } = useAccess();
  const { customer } = useShownCustomer();
  const [failed, setFailed] = useState<{ choice: ExportChoice; failure: Failure } | null>(null);
  const mayExport = permits(session, customer.customer, ['usage.export']);
  const offered = choices.filter(({ isOfServer }) => mayExport || isOfServer !== true);
  const all = [...offered, { id: 'print', label: t('print'), run: () => window.print() }];
  const run = async (choice: ExportChoice) => {
    setFailed(null);
    try {
      await choice.run();
    } catch (error) {
      setFailed({ choice, failure: failureOf(error) });
    }
  };
  const button = (
    <>
      <Download size={16} aria-hidden="true" />
      {t('export')}
    </>
  );
  return (
    <>
      <Popup className="control" shortcut="e" label={t('export')} button={button}>
        {(close) => (
          <OptionList
            options={all}
            choose={(chosen) => {
              close();
              const choice = all.find(({ id }) => id === chosen);
              if (choice) void run(choice);
            }}
          />
        )}
      </Popup>
      {failed && (
        <Failed what="theFile" failure={failed.failure} retry={() => void run(failed.choice)} />
      )}
    </>
  );
}
