import { openInstance } from '../apps/server/src/database/index.ts';
import { enginePort, type ImportPort, importFile } from '../apps/server/src/exchange/index.ts';
import { openOperatorSession, sequence } from '../apps/server/src/record/index.ts';

// A process of its own, so that its memory is the import's alone: imports a file until it is in the log, then prints what it
// took. With `plain` the same bodies go into a plain table instead: all that an import does but the engine.
const [data, file, compartment, how] = process.argv.slice(2) as [string, string, string, 'engine' | 'plain'];
const instance = await openInstance({ data });
const engine = await enginePort(instance, await openOperatorSession(instance), compartment);
const port = how === 'plain' ? plainPort(engine) : engine;
const begun = performance.now();
const { read, records, flagged } = await importFile(port, { format: 'ucdp-ged', path: file });
await sequence(instance);
const seconds = (performance.now() - begun) / 1000;
const { maxRSS } = process.resourceUsage();
await instance.close();
process.stdout.write(`${JSON.stringify({ rows: read, records, flagged, seconds, peak: maxRSS * 1024 })}\n`);

function plainPort(port: ImportPort): ImportPort {
  return {
    ...port,
    findExternal: async () => [],
    commit: async (changes, _reason, after) => {
      await after;
      await instance.owner.query(
        // The batch comes twice: once more when it is concluded.
        'insert into public.bench_plain select * from json_to_recordset($1) as p (id uuid, body jsonb) on conflict (id) do update set body = excluded.body',
        [JSON.stringify(changes.map(({ id, body }) => ({ id, body })))],
      );
      return [];
    },
  };
}
