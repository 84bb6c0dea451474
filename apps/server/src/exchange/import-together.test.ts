import { expect, onTestFinished, test } from 'vitest';
import { openOperatorSession } from '../record/index.ts';
import { startTestServer } from '../testing/server.ts';
import { enginePort } from './engine-port.ts';
import { importFile } from './import.ts';
import { csvOf, fileOf, ucdpRow } from './invented-files.ts';
import { ucdpGed } from './ucdp-ged.ts';

test('two imports of one file at once both end with an account that balances, and nothing is doubled', async () => {
  const cairn = await startTestServer();
  onTestFinished(() => cairn.stop());
  const rows = Array.from({ length: 300 }, (_, index) =>
    ucdpRow({ id: String(index), side_b_new_id: String(index % 9) }),
  );
  const path = await fileOf('events.csv', csvOf(ucdpGed, rows));
  const run = async () => {
    const port = await enginePort(cairn.instance, await openOperatorSession(cairn.instance), 'Team');
    return importFile(port, { format: 'ucdp-ged', path });
  };
  const reports = await Promise.all([run(), run()]);
  for (const { read, created, updated, unchanged, rejected } of reports) {
    expect([read, created + updated + unchanged + rejected]).toEqual([300, 300]);
  }
  expect(reports.map(({ created }) => created).sort()).toEqual([0, 300]);
  const { rows: counted } = await cairn.instance.owner.query(
    "select count(*)::int as n from cairn.record where kind = 'incident'",
  );
  expect(counted).toEqual([{ n: 300 }]);
});
