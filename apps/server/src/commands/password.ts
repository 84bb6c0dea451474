import { type Context, UsageError } from './command.ts';

/** What a person typed, with Enter; ended by Ctrl-C. */
class Interrupted extends Error {}

/**
 * The password that was piped in; at a terminal it is asked for twice, and what is typed is not shown.
 *
 * @param usage of the command, told when there is none
 * @throws UsageError when it is empty, or when the two differ
 */
export async function readPassword(context: Context, usage: string): Promise<string> {
  const typed = process.stdin.isTTY === true;
  const password = typed ? await askTwice() : (await context.readStdin()).replace(/\r?\n$/, '');
  if (password !== '') return password;
  if (typed) throw new UsageError('The password is empty. Nothing was written.');
  throw new UsageError(`No password came by standard input, so nothing was written. Pipe it in: cairn ${usage} < FILE`);
}

async function askTwice(): Promise<string> {
  const first = await ask('Password: ');
  if (first === '' || first === (await ask('The same again: '))) return first;
  throw new UsageError('The two passwords differ. Nothing was written; run the command again.');
}

/**
 * Reads a line at a terminal in raw mode, in which it shows nothing of it.
 *
 * @throws UsageError on Ctrl-C
 */
export async function ask(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  process.stdin.setRawMode(true);
  try {
    return await line();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new UsageError('Interrupted. Nothing was written.');
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stderr.write('\n');
  }
}

function line(): Promise<string> {
  const { stdin } = process;
  return new Promise((done, failed) => {
    const typed: string[] = [];
    const end = (settle: () => void): void => {
      stdin.off('data', take);
      settle();
    };
    const take = (part: Buffer): void => {
      for (const key of part.toString('utf8')) {
        if (key === '\r' || key === '\n' || key === '\u0004') {
          end(() => done(typed.join('')));
          return;
        }
        if (key === '\u0003') {
          end(() => failed(new Interrupted()));
          return;
        }
        if (key === '\u007f' || key === '\b') typed.pop();
        else typed.push(key);
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
