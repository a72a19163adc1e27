import type { ReactNode } from 'react';
import type { GrantLook } from '../figures/catalog-words.ts';

export interface PotLineProps {
  readonly look: GrantLook | 'held';
  readonly name: string;
  readonly note: string;
  /** The amount. */
  readonly children: ReactNode;
}

/** One part of the balance: its pattern, its name, its amount. Belongs in a list. */
export function PotLine({ look, name, note, children }: PotLineProps) {
  return (
    <li>
      <span className="swatch" data-look={look} aria-hidden="true" />
      <span className="pot-name">{name}</span>
      <span className="pot-amount">{children}</span>
      <span className="pot-note">{note}</span>
    </li>
  );
}
