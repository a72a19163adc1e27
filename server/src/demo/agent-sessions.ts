import { SECOND, shift } from '@fuelgauge/core';
import { assign, assignWeighted, fractionOf } from './assignment.ts';
import type { DemoFiles } from './demo-files.ts';
import { officeMoments, type Period } from './period.ts';
import { around, readTable } from './table.ts';
import type { Draft } from './wire-event.ts';

/** One captured session of a coding agent: its requests, in order, as rows of the data. */
export type Session = readonly (readonly string[])[];

/** Who may work where: users by group, workspaces by group, and one workspace of no group. */
export interface Workplace {
  readonly groups: readonly {
    readonly id: string;
    readonly workspaces: readonly string[];
    readonly users: readonly string[];
  }[];
  readonly ungrouped: string;
}

/** The captured sessions whose share in [0, 1), drawn from their id, lies in `[from, to)`. */
export function sessionsBetween(
  files: DemoFiles,
  { from, to }: { from: number; to: number },
): Session[] {
  const sessions = Map.groupBy(readTable(files['agent-sessions']), ([session = '']) => session);
  return [...sessions]
    .filter(([id]) => fractionOf(`share ${id}`) >= from && fractionOf(`share ${id}`) < to)
    .sort(([a], [b]) => fractionOf(`order ${a}`) - fractionOf(`order ${b}`))
    .map(([, rows]) => rows);
}

/** A run started and its requests' tokens, for each session; sessions begin in office hours, each at its own. */
export function sessionDrafts(input: {
  readonly files: DemoFiles;
  readonly sessions: readonly Session[];
  readonly workplace: Workplace;
  readonly within: Period;
}): Draft[] {
  const { files, sessions, workplace, within } = input;
  const starts = officeMoments(files.invoices, within, sessions.length);
  const weights = readTable(files['client-shares']).map(([requests]) => Number(requests));
  return sessions.flatMap((rows, index) => {
    const [id = '', , , model = ''] = rows[0] ?? [];
    const run = `session-${id}`;
    const dimensions = placeOf(id, workplace, weights);
    const start = shift(around(starts, index), Math.floor(fractionOf(id) * 60) * SECOND);
    const started: Draft = {
      at: start,
      id: run,
      type: 'agent.run.started',
      dimensions: { ...dimensions, model },
      run,
    };
    const requests = rows.map((row): Draft => {
      const [, sequence = '', seconds = '', used = ''] = row;
      return {
        // One second after the run began, so that the order of time is the order of things.
        at: shift(start, Math.round(Number(seconds) * 10 + 10) * (SECOND / 10)),
        id: `${run}/${sequence}`,
        type: 'agent.tokens',
        dimensions: { ...dimensions, model: used },
        data: tokensOf(row),
        run,
        sequence: Number(sequence),
      };
    });
    return [started, ...requests];
  });
}

/** The prompt cache works in blocks of this many tokens. */
const BLOCK = 64;

/**
 * Whole blocks that were not read from the cache are written to it; what is left of the prompt, less than a block,
 * is neither read nor written.
 */
function tokensOf([, , , , prompt, cached, output]: readonly string[]): Record<string, number> {
  const promptTokens = Number(prompt);
  const cacheRead = Number(cached);
  const cacheWrite = Math.max(0, Math.floor(promptTokens / BLOCK) * BLOCK - cacheRead);
  return {
    input_tokens: promptTokens - cacheRead - cacheWrite,
    output_tokens: Number(output),
    cache_read_tokens: cacheRead,
    cache_write_tokens: cacheWrite,
    prompt_tokens: promptTokens,
  };
}

const WEB_SHARE = 0.35;
const UNGROUPED_SHARE = 0.06;

function placeOf(
  id: string,
  workplace: Workplace,
  weights: readonly number[],
): Record<string, string> {
  const surface = fractionOf(`surface ${id}`) < WEB_SHARE ? 'web' : 'cli';
  const group = assignWeighted(workplace.groups, weights, `group ${id}`);
  const user = assignWeighted(group.users, weights, `user ${id}`);
  if (fractionOf(`place ${id}`) < UNGROUPED_SHARE) {
    return { surface, workspace: workplace.ungrouped, user };
  }
  const workspace = assign(group.workspaces, `workspace ${id}`);
  return { surface, workspace_group: group.id, workspace, user };
}
