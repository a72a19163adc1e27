import type { ReactNode } from 'react';
import { percentText } from '../figures/number-text.ts';

export interface ShareCellProps {
  /** Tenths of a percent; null where there is nothing to be a part of. */
  readonly tenths: bigint | null;
  readonly isZero: boolean;
  /** The percentage as it can be pressed. */
  readonly numberOf: (text: string) => ReactNode;
}

/** A part of the whole as a bar and in words; the amounts stand beside it. */
export function ShareCell({ tenths, isZero, numberOf }: ShareCellProps) {
  return (
    <td className="number share">
      {tenths !== null && (
        <>
          <span className="share-track" aria-hidden="true">
            <span style={{ width: `${Number(tenths) / 10}%` }} />
          </span>
          <span className="share-text">{numberOf(percentText(tenths, isZero))}</span>
        </>
      )}
    </td>
  );
}
