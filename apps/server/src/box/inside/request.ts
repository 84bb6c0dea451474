import type { Places } from '../launch.ts';

// The server tells a box that could not be made from a parser that died by this line.
process.stdout.write('ready\n');

/** Where a program may write: memory, which is gone with the box. */
export const SCRATCH = process.env.TMPDIR ?? '/scratch';

/** Where the box's program finds what it was given. */
export function places(): Places {
  return JSON.parse(process.argv[2] ?? '{}') as Places;
}

/** What the server asks for: all of standard input, as JSON. */
export async function request<T>(): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
}

/** Says what was found, once, and ends. */
export function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`, () => process.exit(0));
}
