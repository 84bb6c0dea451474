import type { Credentials } from '../store/index.ts';
import { type Context, UsageError } from './command.ts';

/** For the help of commands that take credentials. */
export const CREDENTIALS_HELP =
  'The credentials come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) or, with\n' +
  '--key-stdin, from standard input: the key id on the first line, the secret on the second. They are kept in\n' +
  'keys/s3.json of the data folder, readable by its owner alone, and in no database and no backup.';

/** Credentials as they were given, never among the arguments, which other programs see; null where none were. */
export async function givenCredentials(context: Context, fromStdin: boolean): Promise<Credentials | null> {
  if (fromStdin) {
    const [accessKeyId = '', secretAccessKey = ''] = (await context.readStdin())
      .split(/\r?\n/)
      .map((line) => line.trim());
    if (accessKeyId === '' || secretAccessKey === '')
      throw new UsageError('--key-stdin takes two lines: the key id, and the secret.');
    return { accessKeyId, secretAccessKey };
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env;
  if (!accessKeyId || !secretAccessKey) return null;
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) };
}
