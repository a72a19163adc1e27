import type { CatalogDocument } from '../catalog-document.ts';
import { labelOf } from '../label-of.ts';
import { snakeWord } from './snake-word.ts';

/** A page and what is on it, from top to bottom. */
export interface ViewDescription {
  readonly id: string;
  readonly label: string;
  /** It is a part of another product's page. */
  readonly embed: boolean;
  /** Who sees it; null in either: everyone who sees usage. */
  readonly gate: {
    readonly roles: readonly string[] | null;
    readonly plans: readonly string[] | null;
  };
  readonly panels: readonly PanelDescription[];
}

/** A panel of the format with its keys, and its type, in snake case. */
export interface PanelDescription {
  readonly type: string;
  readonly [setting: string]: unknown;
}

type View = NonNullable<CatalogDocument['views']>[number];

/** Describes a view of a document without faults. */
export function describeView({ id, label, embed, gate, panels }: View): ViewDescription {
  return {
    id,
    label: label ?? labelOf(id),
    embed: embed ?? false,
    gate: { roles: gate?.roles ?? null, plans: gate?.plans ?? null },
    panels: panels.map(({ type, ...settings }) => ({
      type: snakeWord(type),
      ...Object.fromEntries(
        Object.entries(settings).map(([name, setting]) => [snakeWord(name), setting]),
      ),
    })),
  };
}

/** What pages let readers choose; what is embedded elsewhere is no page. */
export function datesWithin(views: readonly ViewDescription[]): 'current_cycle' | 'any' {
  const panels = views.filter(({ embed }) => !embed).flatMap((view) => view.panels);
  const isKept = (panel: PanelDescription) =>
    panel.type === 'date_range' && panel['within'] === 'current_cycle';
  return panels.some(isKept) ? 'current_cycle' : 'any';
}
