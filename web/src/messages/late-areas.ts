import { access } from './access.ts';
import { entrance } from './entrance.ts';
import { explain } from './explain.ts';
import { me } from './me.ts';
import { operator } from './operator.ts';

/** Texts that most visits never show, by area: they come with the pages that need them. */
export const lateAreas = { access, entrance, explain, me, operator };
