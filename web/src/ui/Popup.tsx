import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';

export interface PopupProps {
  /** What stands on the button. */
  readonly button: ReactNode;
  readonly className: string;
  /** The name of what opens. */
  readonly label: string;
  readonly placement?: 'top start' | 'bottom start' | 'bottom end';
  /** The single key that presses the button. */
  readonly shortcut?: string;
  readonly onOpen?: () => void;
  readonly children: (close: () => void) => ReactNode;
}

const load = () => import('./PopupLayer.tsx');
// What opens on a click is loaded for the click: most visits open nothing.
const PopupLayer = lazy(async () => ({ default: (await load()).PopupLayer }));

/** A button that opens a layer beside it. Escape, a click elsewhere and the layer itself close it. */
export function Popup(props: PopupProps) {
  const { button, className, label, placement, shortcut, onOpen, children } = props;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-haspopup="dialog"
        aria-keyshortcuts={shortcut}
        aria-expanded={isOpen}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setOpen(!isOpen);
          if (!isOpen) onOpen?.();
        }}
      >
        {button}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PopupLayer
            trigger={trigger}
            label={label}
            placement={placement ?? 'bottom end'}
            close={() => setOpen(false)}
          >
            {children(() => setOpen(false))}
          </PopupLayer>
        </Suspense>
      )}
    </>
  );
}
