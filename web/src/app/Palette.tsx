import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { keepPreference, preferences } from '../data/preferences.ts';
import { useText } from '../data/use-text.ts';
import { type PaletteEntry, paletteIndex, searchPalette, withRecent } from '../figures/palette.ts';
import { usePalette } from './use-palette.ts';

export interface PaletteProps {
  readonly close: () => void;
  readonly openSheet: () => void;
}

/** Everything one can go to or do, by its name. */
export function Palette({ close, openSheet }: PaletteProps) {
  const t = useText('keyboard');
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { entries, act } = usePalette({ text, openSheet });
  const index = useMemo(() => paletteIndex(entries), [entries]);
  const recent = useMemo(() => preferences('recent'), []);
  const found = useMemo(() => searchPalette(index, { text, recent }), [index, text, recent]);
  const choose = (id: string) => {
    keepPreference('recent', withRecent(recent, id).join('\n'));
    close();
    act(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const entry = found[active];
    if (step === undefined && !(event.key === 'Enter' && entry)) return;
    event.preventDefault();
    if (step === undefined) return entry && choose(entry.id);
    const next = Math.max(0, Math.min(found.length - 1, active + step));
    setActive(next);
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
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
          <input
            autoFocus
            role="combobox"
            aria-label={t('paletteLabel')}
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found[active] && `${listId}-${active}`}
            autoComplete="off"
            placeholder={t('paletteHint')}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <Options {...{ listId, found, active, choose }} />
          {found.length === 0 && <p className="nothing">{t('nothingFound')}</p>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface OptionsProps {
  readonly listId: string;
  readonly found: readonly PaletteEntry[];
  readonly active: number;
  readonly choose: (id: string) => void;
}

function Options({ listId, found, active, choose }: OptionsProps) {
  const t = useText('keyboard');
  return (
    <div role="listbox" id={listId} aria-label={t('found')} className="palette-list">
      {found.map(({ id, label, note }, index) => (
        <button
          key={id}
          id={`${listId}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="palette-entry"
          onClick={() => choose(id)}
        >
          <span>{label}</span>
          <span className="mute">{note}</span>
        </button>
      ))}
    </div>
  );
}
