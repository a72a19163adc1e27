import { ChevronRight } from 'lucide-react';
import { type FilterNode, valuesIn } from '../figures/filter-choice.ts';

/** What a tree of boxes tells each of its rows. */
export interface CheckRowActs {
  readonly isChosen: (value: string) => boolean;
  /** Chooses a node and all in it, or none of it. */
  readonly choose: (node: FilterNode, isOn: boolean) => void;
  readonly only: (node: FilterNode) => void;
  /** `Only`, and with a name what it means for a screen reader. */
  readonly onlyWord: (label: string | null) => string;
}

export interface CheckRowProps extends CheckRowActs {
  readonly node: FilterNode;
  /** From 1, like its position among those beside it. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
  readonly open: (isOpen: boolean) => void;
  /** It is where Tab leads into the tree. */
  readonly isReached: boolean;
  readonly reach: () => void;
}

/** A row of a tree of boxes. The row has the focus, and its button is the next stop. */
export function CheckRow(props: CheckRowProps) {
  const { node, level, position, siblings, isOpen, open, isReached, reach } = props;
  const values = valuesIn(node);
  const chosen = values.filter(props.isChosen).length;
  const isFull = chosen === values.length;
  const isBranch = node.children.length > 0;
  return (
    <tr
      aria-label={node.label}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isFull}
      {...(isBranch && { 'aria-expanded': isOpen })}
      tabIndex={isReached ? 0 : -1}
      onFocus={reach}
    >
      <td className="filter-item" style={{ paddingInlineStart: 4 + (level - 1) * 20 }}>
        <div>
          {isBranch ? (
            <button
              type="button"
              className="quiet icon opener"
              aria-expanded={isOpen}
              aria-label={node.label}
              tabIndex={-1}
              onClick={() => open(!isOpen)}
            >
              <ChevronRight size={14} aria-hidden="true" />
            </button>
          ) : (
            <span className="opener" />
          )}
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isFull}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && !isFull;
              }}
              onChange={() => props.choose(node, !isFull)}
            />
            <span className="filter-name" dir="auto">
              {node.label}
            </span>
          </label>
          <span className="filter-amount">{node.amount}</span>
          <button
            type="button"
            className="quiet only"
            aria-label={props.onlyWord(node.label)}
            tabIndex={isReached ? 0 : -1}
            onClick={() => props.only(node)}
          >
            {props.onlyWord(null)}
          </button>
        </div>
      </td>
    </tr>
  );
}
