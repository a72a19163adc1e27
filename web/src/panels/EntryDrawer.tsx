import { X } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useOwn } from '../data/use-own.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { type ActivityRow, eventOf } from '../figures/activity-row.ts';
import type { LogWords } from '../figures/log-words.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { Failed } from './Failed.tsx';
import { MovementDetail } from './MovementDetail.tsx';

export interface EntryDrawerProps {
  /** The row, as the address says it. */
  readonly address: string;
  readonly words: LogWords;
  /** As it is listed, where it is loaded. */
  readonly row: ActivityRow | undefined;
}

/** All that is known of one entry, beside the log. The focus goes in, and back to the row. */
export function EntryDrawer({ address, words, row }: EntryDrawerProps) {
  const t = useText('activity');
  const client = useClient();
  const own = useOwn();
  const { customer } = useShownCustomer();
  const [, changeView] = useView();
  const [isCopied, setCopied] = useState(false);
  const ref = eventOf(address);
  const entry = useResource({
    key: ['entry', customer.customer, address],
    load:
      ref &&
      ((signal) => {
        const query = { source: ref.source, ...own };
        return client.events.get(customer.customer, ref.id, { ...query, signal });
      }),
  });
  const number = /^entry:(\d{1,15})$/.exec(address)?.[1];
  if (!ref && number === undefined) return null;
  const { value, failure } = entry;
  const id = ref?.id ?? `#${number}`;
  const shown = value?.id === ref?.id ? value : undefined;
  const close = () => changeView.replace({ selected: null });
  return (
    <ModalOverlay
      className="drawer-back"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className="drawer">
        <Dialog className="drawer-body">
          <div className="drawer-head">
            <Heading slot="title">
              {t('detail')} <code>{id}</code>
            </Heading>
            <button
              type="button"
              onClick={async () => {
                await navigator.clipboard.writeText(window.location.href);
                setCopied(true);
              }}
            >
              <span role="status">{t(isCopied ? 'copied' : 'copyLink')}</span>
            </button>
            <button type="button" className="quiet" aria-label={t('close')} onClick={close}>
              <X size={18} aria-hidden="true" />
            </button>
          </div>
          {!ref && row ? (
            <MovementDetail row={row} words={words} />
          ) : !ref || failure?.status === 404 ? (
            <p>{t('unknownEntry', { id })}</p>
          ) : failure && !shown ? (
            <Failed what="theEntry" failure={failure} retry={entry.reload} />
          ) : shown ? (
            <EntryDetail event={shown} words={words} />
          ) : (
            <div className="skeleton" data-height="table" aria-busy="true" />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
