import { ConfigFault } from '../config.ts';
import { backup } from './backup.ts';
import { catalogDiff, catalogPublish, catalogValidate } from './catalog.ts';
import { type Command, CommandFault, EXIT, helpOf, readArguments, table } from './command.ts';
import { customersList, customersPut, customersRelease, customersShow } from './customers.ts';
import { demo } from './demo.ts';
import { importEvents } from './import.ts';
import { keysCreate, keysList, keysRevoke } from './keys.ts';
import { migrate } from './migrate.ts';
import { move } from './move.ts';
import {
  operatorsInvite,
  operatorsList,
  operatorsPasswordLink,
  operatorsRemove,
} from './operators.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { verify } from './verify.ts';

const COMMANDS: readonly Command[] = [
  start,
  serve,
  demo,
  migrate,
  importEvents,
  verify,
  backup,
  restore,
  move,
  catalogValidate,
  catalogDiff,
  catalogPublish,
  customersList,
  customersShow,
  customersPut,
  customersRelease,
  keysCreate,
  keysList,
  keysRevoke,
  operatorsInvite,
  operatorsList,
  operatorsRemove,
  operatorsPasswordLink,
];

/** Runs what the words of a command line ask for, and answers the exit code. Says everything that went wrong on stderr. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    console.error(`fuelgauge: ${sentenceOf(error)}`);
    if (process.env['FUELGAUGE_DEBUG'] && error instanceof Error) console.error(error.stack);
    return exitCodeOf(error);
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  const words = args.filter((each) => !each.startsWith('-'));
  const command = COMMANDS.find(({ name }) => isPrefix(name.split(' '), args));
  const wantsHelp = args.some((each) => each === '--help' || each === '-h') || args[0] === 'help';
  if (command && !wantsHelp) {
    const given = readArguments(command, args.slice(command.name.split(' ').length));
    return command.run(given);
  }
  if (command) console.log(helpOf(command));
  else if (wantsHelp) console.log(helpFor(words));
  else if (args.length > 0) throw new CommandFault(unknownCommand(words), EXIT.usage);
  else console.error(overview(COMMANDS));
  return command || wantsHelp ? EXIT.done : EXIT.usage;
}

function isPrefix(name: readonly string[], args: readonly string[]): boolean {
  return name.every((word, index) => args[index] === word);
}

/** `help import` and `keys --help` tell of what they name; anything else of everything. */
function helpFor(words: readonly string[]): string {
  const [first] = words[0] === 'help' ? words.slice(1) : words;
  const exact = COMMANDS.find(({ name }) => name === words.slice(1).join(' '));
  if (exact) return helpOf(exact);
  const some = COMMANDS.filter(({ name }) => name.split(' ')[0] === first);
  return overview(some.length > 0 ? some : COMMANDS);
}

function overview(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ name, words, summary }) =>
      [words === undefined ? name : `${name} ${words}`, summary] as const,
  );
  return [
    'Fuelgauge meters, prices, grants, draws down and shows usage credits.\n',
    'Usage: fuelgauge <command> [options]\n',
    'Commands:',
    ...table(rows),
    '\nfuelgauge <command> --help tells more. Exit codes: 0 done, 1 refused or different, 2 not',
    'understood, 3 not reached. FUELGAUGE_DEBUG=1 adds the place in the program to an error.',
  ].join('\n');
}

function unknownCommand(words: readonly string[]): string {
  const some = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(`${words[0]} `));
  const known = some.length > 0 ? `It has: ${some.join(', ')}.` : 'See: fuelgauge --help';
  return words[0] === undefined
    ? 'A command comes first. See: fuelgauge --help'
    : `There is no command "${words.slice(0, 2).join(' ')}". ${known}`;
}

/** Faults that say in a sentence what is wrong and what to do; everything else is a fault of the program. */
const SENTENCES = new Set(['BackupFault', 'CommandFault', 'StoreFault', 'FuelgaugeError']);

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `It failed: ${String(error)}`;
  if (error instanceof ConfigFault || SENTENCES.has(error.name)) {
    return [error.message, ...placesOf(error)].join('\n  ');
  }
  const known = SYSTEM_SENTENCES[codeOf(error) ?? '']?.(error as SystemError);
  const hint = process.env['FUELGAUGE_DEBUG'] ? '' : ' FUELGAUGE_DEBUG=1 shows where.';
  return known ?? `It failed, and should not have: ${error.message}.${hint}`;
}

interface SystemError extends Error {
  readonly address?: string;
  readonly port?: number;
  readonly path?: string;
}

const SYSTEM_SENTENCES: Readonly<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is in use: stop what listens there, or set FUELGAUGE_PORT to another (0 takes any free one).`,
  EADDRNOTAVAIL: ({ address }) =>
    `This machine has no address ${address}: set FUELGAUGE_HOST to one of its own.`,
  EACCES: ({ port, path, message }) =>
    port === undefined
      ? `${path ?? message} may not be used by this user.`
      : `This user may not listen on port ${port}: set FUELGAUGE_PORT to 1024 or above.`,
  ENOTFOUND: ({ message }) => `The host name is not known (${message}): check FUELGAUGE_HOST.`,
  ENOENT: ({ path, message }) => `${path ?? message} is not there.`,
  EISDIR: ({ path, message }) => `${path ?? message} is a folder, not a file.`,
};

function placesOf(error: Error): string[] {
  const { errors } = error as { errors?: unknown };
  if (!Array.isArray(errors)) return [];
  const places = errors as readonly { pointer?: string; parameter?: string; detail?: string }[];
  const further = places.filter(({ detail }) => detail !== error.message);
  return further.map(
    ({ pointer, parameter, detail }) => `${parameter ?? (pointer || '/')}: ${detail}`,
  );
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFault) return error.exitCode;
  if (error instanceof ConfigFault) return EXIT.usage;
  const { name, code, status } = error as { name?: string; code?: string; status?: number | null };
  if (name === 'StoreFault' || code === 'EADDRINUSE') return EXIT.unreachable;
  if (code === 'ENOENT' || code === 'EISDIR') return EXIT.usage;
  const isUnreached = name === 'FuelgaugeError' && (status === null || (status ?? 0) >= 500);
  return isUnreached ? EXIT.unreachable : EXIT.refused;
}

function codeOf(error: Error): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return code;
}

let isOutputLost = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop reading it, as head does.
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  // A full disk: the command fails in the end, and a server serves on until then.
  if (!isOutputLost) console.error(`fuelgauge: The output cannot be written (${error.code}).`);
  isOutputLost = true;
});

// What cannot be logged is not worth the work that goes on.
process.stderr.on('error', () => {});

const exitCode = await main(process.argv.slice(2));
process.exitCode = isOutputLost && exitCode === EXIT.done ? EXIT.refused : exitCode;
