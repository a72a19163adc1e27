import { SETTINGS } from '../config.ts';
import { table } from './command.ts';

/** The settings of a server as a paragraph of `--help`. */
export const SETTINGS_NOTE = [
  'Settings, from the environment:',
  ...table(
    SETTINGS.map(([name, value, meaning]) => [
      name,
      value === '' ? meaning : `${meaning} (${value})`,
    ]),
  ),
].join('\n');
