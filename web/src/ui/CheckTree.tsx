import { type KeyboardEvent, useRef, useState } from 'react';
import type { FilterNode } from '../figures/filter-choice.ts';
import { CheckRow, type CheckRowActs } from './CheckRow.tsx';

export interface CheckTreeProps extends CheckRowActs {
  readonly label: string;
  readonly nodes: readonly FilterNode[];
}

/** A row as it stands in the tree. */
interface Line {
  readonly node: FilterNode;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

/**
 * A tree of boxes: a branch is checked when all in it is, and half when some of it is. One tab stop and the keys of a tree grid: up,
 * down, Home and End between rows, left and right along branches, Space for the box.
 */
export function CheckTree(props: CheckTreeProps) {
  const { label, nodes } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string>();
  const tree = useRef<HTMLTableElement>(null);
  const lines = linesOf(nodes, closed);
  const reached = Math.max(
    0,
    lines.findIndex(({ node }) => node.id === current),
  );
  const open = (node: FilterNode, isOpen: boolean) =>
    setClosed(isOpen ? closed.difference(new Set([node.id])) : closed.union(new Set([node.id])));
  const goTo = (index: number) => {
    tree.current?.rows[Math.min(Math.max(index, 0), lines.length - 1)]?.focus();
  };
  const along = (line: Line, isDeeper: boolean) => {
    const canOpen = line.node.children.length > 0;
    const isOpen = canOpen && !closed.has(line.node.id);
    if (isDeeper && isOpen) goTo(reached + 1);
    else if (canOpen && isDeeper !== isOpen) open(line.node, isDeeper);
    else if (!isDeeper)
      goTo(lines.slice(0, reached).findLastIndex((each) => each.level < line.level));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[reached];
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') goTo(reached + 1);
    else if (event.key === 'ArrowUp') goTo(reached - 1);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(lines.length - 1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      along(line, event.key === forward);
    // The box and the buttons of a row know Space by themselves.
    else if (event.key === ' ' && event.target instanceof HTMLTableRowElement)
      event.target.querySelector('input')?.click();
    else return;
    event.preventDefault();
  };
  return (
    <div className="filter-tree">
      <table
        ref={tree}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows take the focus.
        role="treegrid"
        aria-label={label}
        aria-multiselectable="true"
        onKeyDown={onKeyDown}
      >
        <tbody>
          {lines.map((line, index) => (
            <CheckRow
              key={line.node.id}
              {...props}
              {...line}
              isOpen={!closed.has(line.node.id)}
              open={(isOpen) => open(line.node, isOpen)}
              isReached={index === reached}
              reach={() => setCurrent(line.node.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The rows that are shown, from the top. */
function linesOf(nodes: readonly FilterNode[], closed: ReadonlySet<string>, level = 1): Line[] {
  return nodes.flatMap((node, index) => [
    { node, level, position: index + 1, siblings: nodes.length },
    ...(closed.has(node.id) ? [] : linesOf(node.children, closed, level + 1)),
  ]);
}
