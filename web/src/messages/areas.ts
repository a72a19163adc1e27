import { activity } from './activity.ts';
import { chart } from './chart.ts';
import { explore } from './explore.ts';
import { grants } from './grants.ts';
import { insights } from './insights.ts';
import { items } from './items.ts';
import { keyboard } from './keyboard.ts';
import type { lateAreas } from './late-areas.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { period } from './period.ts';
import { rates } from './rates.ts';
import { shell } from './shell.ts';

/** The texts that a first page may need, by area. A build holds one language of them in each of its chunks. */
export const areas = {
  activity,
  chart,
  explore,
  grants,
  insights,
  items,
  keyboard,
  overview,
  people,
  period,
  rates,
  shell,
};

/** The texts of one language as components receive them, those of {@link lateAreas} once they are there. */
export type Messages = {
  readonly [Area in keyof Areas]: { readonly [Key in keyof Areas[Area]]: string };
};

type Areas = typeof areas & typeof lateAreas;
