import { Download } from 'lucide-react';
import { useText } from '../data/use-text.ts';
import { OptionList } from '../ui/OptionList.tsx';
import { Popup } from '../ui/Popup.tsx';

/** One thing that can be taken along. */
export interface ExportChoice {
  readonly id: string;
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

export interface ExportMenuProps {
  readonly choices: readonly ExportChoice[];
}

/** What of the page can be taken along, paper last. */
export function ExportMenu({ choices }: ExportMenuProps) {
  const t = useText('shell');
  const all = [...choices, { id: 'print', label: t('print'), run: () => window.print() }];
  const button = (
    <>
      <Download size={16} aria-hidden="true" />
      {t('export')}
    </>
  );
  return (
    <Popup className="control" shortcut="e" label={t('export')} button={button}>
      {(close) => (
        <OptionList
          options={all}
          choose={(chosen) => {
            close();
            void all.find(({ id }) => id === chosen)?.run();
          }}
        />
      )}
    </Popup>
  );
}
