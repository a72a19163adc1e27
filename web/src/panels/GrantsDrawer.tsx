import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { AccessContext, useAccess } from '../data/session.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { catalogWords } from '../figures/catalog-words.ts';
import { Failed } from './Failed.tsx';
import { GrantsDesk } from './GrantsDesk.tsx';
import { KeyNeeded } from './KeyNeeded.tsx';

export interface GrantsDrawerProps {
  readonly customer: string;
  readonly close: () => void;
}

/** A customer's grants beside its page: what is done here is done by the operator, not by the visit. */
export function GrantsDrawer({ customer, close }: GrantsDrawerProps) {
  const t = useText('operator');
  const tShell = useText('shell');
  const access = useAccess();
  const { ownClient } = access;
  const own = useMemo(() => ({ ...access, client: ownClient }), [access, ownClient]);
  const shown = useResource({
    key: ['customer', customer],
    load: (signal) => ownClient.customers.get(customer, { signal }),
  });
  const catalog = useResource({
    key: ['catalog', customer],
    load: (signal) => ownClient.catalog.of(customer, { signal }),
  });
  const failed = [shown, catalog].find(({ failure }) => failure);
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
            <Heading slot="title">{t('grants')}</Heading>
            <button type="button" className="quiet" aria-label={tShell('close')} onClick={close}>
              <X size={18} aria-hidden="true" />
            </button>
          </div>
          <AccessContext value={own}>
            {failed?.failure?.status === 403 ? (
              <KeyNeeded reason={failed.failure.message} />
            ) : failed?.failure ? (
              <Failed what="theGrants" failure={failed.failure} retry={failed.reload} />
            ) : shown.value && catalog.value ? (
              <GrantsDesk customer={shown.value} words={catalogWords(catalog.value)} />
            ) : (
              <div className="skeleton" data-height="table" aria-busy="true" />
            )}
          </AccessContext>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
