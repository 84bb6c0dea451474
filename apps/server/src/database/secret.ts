import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeDurably } from './durable.ts';
import { DatabaseUnavailable } from './errors.ts';

/**
 * A random secret of this instance, made on first use and readable by its user alone: the password of the application's
 * roles where a server asks for one.
 * @throws DatabaseUnavailable when the file is damaged
 */
export function secretOf(folder: string): string {
  const file = secretFile(folder);
  if (!existsSync(file)) makeDurably(file, randomBytes(32).toString('base64url'));
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 40)
    throw new DatabaseUnavailable(`${file} is damaged. Restore it, or remove it: the next start makes a new one.`);
  return secret;
}

export function secretFile(folder: string): string {
  return path.join(folder, 'database.secret');
}
