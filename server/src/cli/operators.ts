import type { Link, Operators } from '@fuelgauge/sdk';
import { readConfig } from '../config.ts';
import { asking, CLIENT_OPTIONS, openClient } from './client.ts';
import { type Command, CommandFault, EXIT, type Given } from './command.ts';
import { printTable } from './print-table.ts';

const WHERE =
  'It opens the database of FUELGAUGE_DATA_DIR or DATABASE_URL. When a server holds the data directory, or --url\n' +
  'is given, it asks that server, which needs a key with the scope "keys:write".';

/** `fuelgauge operators invite`. */
export const operatorsInvite: Command = {
  name: 'operators invite',
  summary: 'Print a link by which somebody becomes an operator, once',
  words: '<email>',
  count: { least: 1, most: 1 },
  options: CLIENT_OPTIONS,
  notes: [WHERE, 'The link works for a day. Whoever follows it chooses a password, or signs in.'],
  examples: ['fuelgauge operators invite ada@example.com'],
  async run(given) {
    const [email = ''] = given.words;
    return printLink(await atDesk(given, (desk) => desk.invite(email)), 'within a day');
  },
};

/** `fuelgauge operators list`. */
export const operatorsList: Command = {
  name: 'operators list',
  summary: 'List who operates this server',
  options: [{ name: 'json', meaning: 'print JSON lines' }, ...CLIENT_OPTIONS],
  notes: [WHERE],
  examples: ['fuelgauge operators list'],
  async run(given) {
    const { data } = await atDesk(given, (desk) => desk.list());
    if (given.has('json')) for (const each of data) console.log(JSON.stringify(each));
    else console.log(printTable(['email', 'name', 'second factor', 'since'], data.map(rowOf)));
    return EXIT.done;
  },
};

function rowOf({ email, name, second_factor, created_at }: Operators['data'][number]): string[] {
  return [email, name, second_factor ? 'yes' : 'no', created_at];
}

/** `fuelgauge operators remove`. */
export const operatorsRemove: Command = {
  name: 'operators remove',
  summary: 'Take an operator’s rights and sessions away at once',
  words: '<email>',
  count: { least: 1, most: 1 },
  options: [{ name: 'reason', value: 'text', meaning: 'why, for the audit' }, ...CLIENT_OPTIONS],
  notes: [WHERE],
  examples: ['fuelgauge operators remove ada@example.com --reason "left the company"'],
  async run(given) {
    const [email = ''] = given.words;
    await atDesk(given, (desk) => desk.remove(email, given.text('reason')));
    console.log(`${email} is no operator any more.`);
    return EXIT.done;
  },
};

/** `fuelgauge operators password-link`. */
export const operatorsPasswordLink: Command = {
  name: 'operators password-link',
  summary: 'Print a link by which an operator or a member sets another password, once',
  words: '<email>',
  count: { least: 1, most: 1 },
  options: [
    {
      name: 'remove-second-factor',
      meaning: 'take the second factor away too, at once, for a lost phone',
    },
    ...CLIENT_OPTIONS,
  ],
  notes: [WHERE, 'For where no mail server is set up. The link works for an hour.'],
  examples: ['fuelgauge operators password-link ada@example.com'],
  async run(given) {
    const [email = ''] = given.words;
    const removes = given.has('remove-second-factor');
    const link = await atDesk(given, (desk) => desk.passwordLink(email, removes));
    return printLink(link, 'within an hour');
  },
};

function printLink({ email, url }: Link, within: string): number {
  console.error(`For ${email}, once, ${within}:`);
  console.log(url);
  return EXIT.done;
}

/** Where operators are managed: the database itself, or a server. */
interface Desk {
  readonly invite: (email: string) => Promise<Link>;
  readonly list: () => Promise<Operators>;
  readonly remove: (email: string, reason: string | undefined) => Promise<unknown>;
  readonly passwordLink: (email: string, removesSecondFactor: boolean) => Promise<Link>;
}

async function atDesk<T>(given: Given, work: (desk: Desk) => Promise<T>): Promise<T> {
  if (given.text('url') !== undefined) return asking(given, work(serverDesk(given)));
  const config = readConfig(process.env);
  const { openExistingStore } = await import('../index.ts');
  const opened = await openExistingStore(config);
  if (opened.isHeld) {
    console.error(`${opened.reason} Asking that server.`);
    return asking(given, work(serverDesk(given)));
  }
  try {
    const { openOperatorDesk } = await import('../operator-desk.ts');
    return await work(openOperatorDesk(config, opened.context));
  } catch (error) {
    const { refusal } = error as { refusal?: { detail: string } };
    throw refusal ? new CommandFault(refusal.detail) : error;
  } finally {
    await opened.context.database.close();
  }
}

function serverDesk(given: Given): Desk {
  const { operators } = openClient(given);
  return {
    invite: (email) => operators.invite({ email }),
    list: () => operators.list(),
    remove: (email, reason) => operators.remove(email, reason === undefined ? {} : { reason }),
    passwordLink: (email, remove_second_factor) =>
      operators.passwordLink({ email, remove_second_factor }),
  };
}
