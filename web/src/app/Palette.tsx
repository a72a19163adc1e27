import { useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { keepPreference, preferences } from '../data/preferences.ts';
import { useText } from '../data/use-text.ts';
import { paletteIndex, searchPalette, withRecent } from '../figures/palette.ts';
import { usePalette } from './use-palette.ts';

export interface PaletteProps {
  readonly close: () => void;
  readonly openSheet: () => void;
}

/** Everything one can go to or do, by its name. */
export function Palette({ close, openSheet }: PaletteProps) {
  const t = useText('keyboard');
  const [text, setText] = useState('');
  const { entries, act } = usePalette({ text, openSheet });
  const index = useMemo(() => paletteIndex(entries), [entries]);
  const recent = useMemo(() => preferences('recent'), []);
  const found = useMemo(() => searchPalette(index, { text, recent }), [index, text, recent]);
  const choose = (id: string) => {
    keepPreference('recent', withRecent(recent, id).join('\n'));
    close();
    act(id);
  };
  return (
    <ModalOverlay
      className="modal-back"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className="modal palette">
        <Dialog aria-label={t('palette')} className="palette-body">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t('paletteLabel')} autoFocus>
              <Input placeholder={t('paletteHint')} />
            </SearchField>
            <ListBox
              aria-label={t('found')}
              className="palette-list"
              items={found}
              selectionMode="none"
              onAction={(id) => choose(`${id}`)}
              renderEmptyState={() => <p className="nothing">{t('nothingFound')}</p>}
            >
              {({ id, label, note }) => (
                <ListBoxItem id={id} textValue={label} className="palette-entry">
                  <span>{label}</span>
                  <span className="mute">{note}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
