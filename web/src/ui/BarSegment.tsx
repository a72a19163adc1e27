import { type ReactNode, useEffect, useState } from 'react';
import type { GrantLook } from '../figures/catalog-words.ts';

export interface BarSegmentProps {
  readonly label: string;
  /** What the segment says, in words. */
  readonly text: string;
  readonly look: GrantLook;
  /** Its part of the bar, and of the segment what is used and what is held: 0 to 1. */
  readonly grow: number;
  readonly used: number;
  readonly held: number;
  /** Levels on it. */
  readonly marks: ReactNode;
}

/**
 * A piece of the balance bar; its numbers open on pointer, focus and touch, can be reached with the pointer, and close with
 * Escape.
 */
export function BarSegment(props: BarSegmentProps) {
  const { label, text, look, grow, used, held, marks } = props;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    // Wherever the focus is: the pointer alone may have opened it.
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false);
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [open]);
  return (
    <div
      className={look === 'overage' || look === 'overdraft' ? 'bar-slot bar-over' : 'bar-slot'}
      style={{ flexGrow: grow }}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn in parts. */}
      <div
        className="bar-pot"
        data-look={look}
        role="meter"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its numbers open on focus.
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(used * 100)}
        aria-valuetext={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      >
        <span className="bar-used" data-look={look} style={{ width: width(used) }} />
        <span className="bar-held" style={{ width: width(held) }} />
      </div>
      {marks}
      {open && (
        <div className="tip" role="tooltip">
          <strong>{label}</strong> {text}
        </div>
      )}
    </div>
  );
}

function width(part: number): string {
  return part > 0 ? `max(2px, ${part * 100}%)` : '0';
}
