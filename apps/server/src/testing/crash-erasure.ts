import { signInWithToken } from '../access/index.ts';
import { openInstance } from '../database/index.ts';
import { approveErasure } from '../erasure/index.ts';
import type { Session } from '../record/index.ts';

// Run by the crash test as a process of its own: approves an erasure and says on standard output when it begins and ends.

const [data, token, erasure] = process.argv.slice(2) as [string, string, string];
const instance = await openInstance({ data });
const session = (await signInWithToken(instance, token))?.session as Session;
process.stdout.write('ready\n');
const { scrubbed } = await approveErasure(instance, session, erasure);
process.stdout.write(`done ${scrubbed}\n`);
await instance.close();
