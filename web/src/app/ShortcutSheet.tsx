import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../data/use-text.ts';
import { SHORTCUTS } from '../figures/shortcuts.ts';
import { usePages } from './use-pages.ts';

export interface ShortcutSheetProps {
  readonly close: () => void;
}

/** Every key, and what it does. */
export function ShortcutSheet({ close }: ShortcutSheetProps) {
  const t = useText('keyboard');
  const tShell = useText('shell');
  const pages = usePages().filter(({ shortcut }) => shortcut !== undefined);
  return (
    <ModalOverlay
      className="modal-back"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className="modal">
        <Dialog className="sheet">
          <Heading slot="title">{t('title')}</Heading>
          <dl>
            <Line keys={['Ctrl', 'K']} text={t('palette')} />
            {SHORTCUTS.map(({ key, text }) => (
              <Line key={key} keys={[key]} text={t(text)} />
            ))}
            {pages.map(({ id, shortcut }) => (
              <Line key={id} keys={['g', `${shortcut}`]} text={tShell(id)} />
            ))}
          </dl>
          <p className="mute">{t('where')}</p>
          <button type="button" onClick={close}>
            {tShell('close')}
          </button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Line({ keys, text }: { readonly keys: readonly string[]; readonly text: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{text}</dd>
    </div>
  );
}
