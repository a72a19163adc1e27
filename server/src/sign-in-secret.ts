import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';

/** The file of the data directory that keeps the secret. */
export const SECRET_FILE = 'secret';

/**
 * What signs sessions and encrypts second factors: the one of the settings, else the one that lies beside the embedded
 * database, made when it is missing. It is never in the database, so that a copy of that opens no session. Null on
 * PostgreSQL without one: several servers have to know the same.
 */
export function signInSecret({
  secret,
  databaseUrl,
  dataDirectory,
}: Pick<Config, 'secret' | 'databaseUrl' | 'dataDirectory'>): string | null {
  if (secret !== null || databaseUrl !== null) return secret;
  const file = path.join(dataDirectory, SECRET_FILE);
  if (!fs.existsSync(file)) {
    // Whole or not at all, whenever the power fails.
    const unfinished = `${file}.unfinished`;
    fs.writeFileSync(unfinished, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    fs.renameSync(unfinished, file);
  }
  return fs.readFileSync(file, 'utf8').trim();
}
