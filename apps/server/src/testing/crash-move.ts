import { openInstance } from '../database/index.ts';
import { moveStore } from '../evidence/move.ts';
import type { Place } from '../store/index.ts';

// Run by the crash test as a process of its own: moves the store and says on standard output how far it has come.

const [data, to] = process.argv.slice(2) as [string, string];
const instance = await openInstance({ data });
process.stdout.write('ready\n');
const report = await moveStore(instance, JSON.parse(to) as Place, {
  by: 'operator:tester',
  progress: ({ done }) => process.stdout.write(`${done}\n`),
});
process.stdout.write(`done ${JSON.stringify(report)}\n`);
await instance.close();
