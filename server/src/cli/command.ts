import { parseArgs } from 'node:util';

/** What a command ends with. */
export const EXIT = {
  done: 0,
  /** The answer is no: something was refused, or differs. */
  refused: 1,
  /** The command, or a setting, cannot be understood. */
  usage: 2,
  /** The server or the data cannot be reached. */
  unreachable: 3,
} as const;

/** Thrown for what ends a command: a sentence for the person who gave it, and the exit code. */
export class CommandFault extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.refused) {
    super(message);
    this.name = 'CommandFault';
    this.exitCode = exitCode;
  }
}

/** An option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** How `--help` calls its value; absent for a switch. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly meaning: string;
}

/** What was given to a command. */
export interface Given {
  /** Everything that is no option, in order. */
  readonly words: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly has: (option: string) => boolean;
}

export interface Command {
  /** One word, or two as in `keys create`. */
  readonly name: string;
  readonly summary: string;
  /** The words it takes, such as `<file…>`. */
  readonly words?: string;
  /** How many words it takes: none when absent. */
  readonly count?: { readonly least: number; readonly most: number };
  readonly options: readonly Option[];
  /** What `--help` says beyond the options, as paragraphs. */
  readonly notes?: readonly string[];
  readonly examples: readonly string[];
  /** Answers the exit code. */
  readonly run: (given: Given) => Promise<number>;
}

/** Reads a command's arguments; throws a {@link CommandFault} for one it does not know. */
export function readArguments(command: Command, args: readonly string[]): Given {
  const { values, positionals } = parse(command, args);
  const { least, most } = command.count ?? { least: 0, most: 0 };
  if (positionals.length < least) {
    throw usageFault(command, `It needs ${command.words ?? 'more'}.`);
  }
  if (positionals.length > most) throw usageFault(command, `"${positionals[most]}" is too much.`);
  const texts = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  return {
    words: positionals,
    texts,
    text: (name) => texts(name).at(-1),
    has: (name) => values[name] === true,
  };
}

type Values = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

function parse(
  command: Command,
  args: readonly string[],
): { readonly values: Values; readonly positionals: readonly string[] } {
  const options = Object.fromEntries(
    command.options.map(({ name, short, value, isRepeatable = false }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: isRepeatable,
        ...(short !== undefined && { short }),
      },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\n/);
    throw usageFault(command, `${sentence.replaceAll("'", '"').replace(/\.$/, '')}.`);
  }
}

/** What was given to a command cannot be meant; points to its help. */
export function usageFault({ name }: Pick<Command, 'name'>, sentence: string): CommandFault {
  return new CommandFault(`${sentence} See: fuelgauge ${name} --help`, EXIT.usage);
}

/** The text of `--help` of one command. */
export function helpOf(command: Command): string {
  const { name, summary, words, options, notes = [], examples } = command;
  const usage = [`fuelgauge ${name}`, words, options.length > 0 ? '[options]' : undefined];
  const rows = options.map(({ name: option, short, value, meaning }) => {
    const letter = short === undefined ? '' : `-${short}, `;
    return [`${letter}--${option}${value === undefined ? '' : ` ${value}`}`, meaning] as const;
  });
  return [
    `${summary}.`,
    `\nUsage: ${usage.filter((part) => part !== undefined).join(' ')}\n`,
    ...(rows.length > 0 ? ['Options:', ...table(rows), ''] : []),
    ...notes.map((note) => `${note}\n`),
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}

/** Rows of two columns, the first as wide as its widest. */
export function table(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
