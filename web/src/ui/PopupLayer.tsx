import type { ReactNode, RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';

export interface PopupLayerProps {
  readonly trigger: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly placement: 'top start' | 'bottom start' | 'bottom end';
  readonly close: () => void;
  readonly children: ReactNode;
}

/** The layer of a `Popup`: it holds the focus until it closes, and gives it back. */
export function PopupLayer({ trigger, label, placement, close, children }: PopupLayerProps) {
  return (
    <Popover
      className="popover"
      triggerRef={trigger}
      placement={placement}
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Dialog aria-label={label} className="popover-dialog">
        {children}
      </Dialog>
    </Popover>
  );
}
