import { openInstance } from '../database/index.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';

// Run by the crash test as a process of its own: serves a folder whose database others run, until it is killed.

const instance = await openInstance({ data: process.argv[2] as string });
const server = buildServer(instance);
await listen(server, 0);
const address = server.server.address();
process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
