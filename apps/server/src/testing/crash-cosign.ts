import { readFileSync } from 'node:fs';
import { openInstance } from '../database/index.ts';
import { cosign } from '../record/witnessing.ts';

// Run by a test as a process of its own: a witness that dies without warning after it has committed what it cosigns, before
// anybody is told.

const [data, request] = process.argv.slice(2) as [string, string];
const instance = await openInstance({ data });
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('not reached');
};
const dying = { ...instance, keys: { ...instance.keys, witness: { ...instance.keys.witness, sign: die } } };
await cosign(dying, readFileSync(request, 'utf8'), 'operator:tester');
process.exit(0);
