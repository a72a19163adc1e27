import { Check, ChevronRight, Minus } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  type Key,
  type Selection,
  Tree,
  TreeItem,
  TreeItemContent,
} from 'react-aria-components';
import { type FilterNode, valuesIn } from '../figures/filter-choice.ts';

export interface CheckTreeProps {
  readonly label: string;
  readonly nodes: readonly FilterNode[];
  readonly isChosen: (value: string) => boolean;
  /** Chooses a node and all in it, or none of it. */
  readonly choose: (node: FilterNode, isOn: boolean) => void;
  readonly only: (node: FilterNode) => void;
  /** `Only`, and with a name what it means for a screen reader. */
  readonly onlyWord: (label: string | null) => string;
}

/** A tree of boxes: a branch is checked when all in it is, and half when some of it is. */
export function CheckTree(props: CheckTreeProps) {
  const { label, nodes, isChosen, choose } = props;
  const all = nodes.flatMap(branch);
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const branches = all.filter(({ value }) => value === null).map(({ id }) => id);
  const isFull = (node: FilterNode) => valuesIn(node).every(isChosen);
  const selected = new Set<Key>(all.filter(isFull).map(({ id }) => id));
  const onSelection = (next: Selection) => {
    if (next === 'all') return;
    const changed = [...selected.symmetricDifference(next)][0];
    const node = all.find(({ id }) => id === changed);
    if (node) choose(node, next.has(node.id));
  };
  return (
    <Tree
      className="filter-tree"
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={onSelection}
      escapeKeyBehavior="none"
      expandedKeys={branches.filter((id) => !closed.has(id))}
      onExpandedChange={(keys) => setClosed(new Set(branches).difference(new Set(keys)))}
    >
      {nodes.map((node) => item(node, props))}
    </Tree>
  );
}

/** Not a component: the tree reads its items, and all below them, as they stand. */
function item(node: FilterNode, props: CheckTreeProps) {
  const { isChosen, only, onlyWord } = props;
  const values = valuesIn(node);
  const chosen = values.filter(isChosen).length;
  return (
    <TreeItem key={node.id} id={node.id} textValue={node.label} className="filter-item">
      <TreeItemContent>
        {({ hasChildItems }) => (
          <>
            {hasChildItems ? (
              <Button slot="chevron" className="quiet icon opener">
                <ChevronRight size={14} aria-hidden="true" />
              </Button>
            ) : (
              <span className="opener" />
            )}
            <Checkbox
              slot="selection"
              className="box"
              isIndeterminate={chosen > 0 && chosen < values.length}
            >
              {({ isSelected, isIndeterminate }) => (
                <span className="box-mark" aria-hidden="true">
                  {isIndeterminate ? <Minus size={12} /> : isSelected ? <Check size={12} /> : null}
                </span>
              )}
            </Checkbox>
            <span className="filter-name" dir="auto">
              {node.label}
            </span>
            <span className="filter-amount">{node.amount}</span>
            <Button
              className="quiet only"
              aria-label={onlyWord(node.label)}
              onPress={() => only(node)}
            >
              {onlyWord(null)}
            </Button>
          </>
        )}
      </TreeItemContent>
      {node.children.map((child) => item(child, props))}
    </TreeItem>
  );
}

function branch(node: FilterNode): readonly FilterNode[] {
  return [node, ...node.children.flatMap(branch)];
}
