import { openInstance } from '../database/index.ts';
import { addFiles } from '../evidence/index.ts';
import { openOperatorSession } from '../record/index.ts';

// Run by the crash test as a process of its own: adds a folder and says on standard output what was told as stored.

const [data, folder, compartment] = process.argv.slice(2) as [string, string, string];
const instance = await openInstance({ data });
const session = await openOperatorSession(instance);
process.stdout.write('ready\n');
const report = await addFiles(instance, session, {
  paths: [folder],
  compartment,
  reason: 'test',
  onStored: (files) => void process.stdout.write(`${files.map(({ item }) => item).join(' ')}\n`),
});
process.stdout.write(`done ${JSON.stringify(report)}\n`);
await instance.close();
