import { Download } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useText } from '../data/use-text.ts';

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
  return (
    <MenuTrigger>
      <Button className="control">
        <Download size={16} aria-hidden="true" />
        {t('export')}
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          onAction={(key) => void all.find(({ id }) => id === key)?.run()}
          items={all}
        >
          {({ id, label }) => <MenuItem id={id}>{label}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
