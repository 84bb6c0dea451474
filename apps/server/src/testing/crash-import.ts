import { openInstance } from '../database/index.ts';
import { enginePort, importFile } from '../exchange/index.ts';
import { openOperatorSession } from '../record/index.ts';

// Run by the crash test as a process of its own: imports a file and says on standard output what was acknowledged.

const [data, file, compartment] = process.argv.slice(2) as [string, string, string];
const instance = await openInstance({ data });
const session = await openOperatorSession(instance);
const port = await enginePort(instance, session, compartment);
process.stdout.write('ready\n');
const report = await importFile(
  {
    ...port,
    commit: async (changes, reason, after) => {
      const done = await port.commit(changes, reason, after);
      process.stdout.write(`${done.map(({ id, revision }) => `${id}/${revision}`).join(' ')}\n`);
      return done;
    },
  },
  { format: 'ucdp-ged', path: file },
);
process.stdout.write(`done ${JSON.stringify(report)}\n`);
await instance.close();
