import { Fuelgauge, FuelgaugeError, type FuelgaugeOptions } from '@fuelgauge/sdk';
import { CommandFault, EXIT, type Given, type Option } from './command.ts';

/** The options of every command that asks a server. */
export const CLIENT_OPTIONS: readonly Option[] = [
  { name: 'url', value: 'url', meaning: 'the server (FUELGAUGE_URL, http://127.0.0.1:4000)' },
  { name: 'key', value: 'key', meaning: 'an operator key (FUELGAUGE_KEY, FUELGAUGE_OPERATOR_KEY)' },
];

/** The client that a command's options and the environment describe. */
export function openClient(
  given: Given,
  patience: Pick<FuelgaugeOptions, 'timeoutMs' | 'retries'> = {},
): Fuelgauge {
  const baseUrl = urlOf(given);
  const environment = process.env['FUELGAUGE_KEY'] || process.env['FUELGAUGE_OPERATOR_KEY'];
  const key = given.text('key') ?? (environment || undefined);
  return new Fuelgauge({ baseUrl, ...patience, ...(key !== undefined && { key }) });
}

/** The server's address, without a slash at the end. */
export function urlOf(given: Given): string {
  const port = process.env['FUELGAUGE_PORT'] || '4000';
  const text = given.text('url') ?? (process.env['FUELGAUGE_URL'] || `http://127.0.0.1:${port}`);
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new CommandFault(
      `"${text}" is no address of a server: give one such as --url http://127.0.0.1:4000.`,
      EXIT.usage,
    );
  }
  return text.replace(/\/+$/, '');
}

/** Adds to what the client says what to do about it. */
export async function asking<T>(given: Given, ask: Promise<T>): Promise<T> {
  try {
    return await ask;
  } catch (error) {
    throw explained(given, error);
  }
}

/** The same error, with a sentence on what to do when the server is not reached or does not know the key. */
export function explained(given: Given, error: unknown): unknown {
  if (!(error instanceof FuelgaugeError)) return error;
  if (error.status === null) {
    const hint = `Is a server running there? --url or FUELGAUGE_URL names another.`;
    return new CommandFault(
      `${urlOf(given)} was not reached: ${error.message} ${hint}`,
      EXIT.unreachable,
    );
  }
  if (error.status === 401) {
    const hint = 'Give an operator key with --key or FUELGAUGE_KEY.';
    return new CommandFault(`${urlOf(given)} knows no such key. ${hint}`, EXIT.refused);
  }
  return error;
}
