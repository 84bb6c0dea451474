import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { addCompartment, addUser } from '../access/index.ts';
import { clusterFolder, readPostmaster } from '../database/cluster.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { commit, newId, openOperatorSession } from './index.ts';
import { referenceMaker } from './numbers.ts';
import type { Change } from './types.ts';

test('numbers that a database gave out and forgot in a crash are not used beside those that it gives out again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-numbers-'));
  const data = join(folder, 'data');
  const instance = await openFresh(data);
  const other = await openInstance({ data });
  try {
    await addUser(instance, 'operator:tester', { email: 'lead@example.org', name: 'Lead' });
    const { id: compartment } = await addCompartment(instance, 'operator:tester', {
      name: 'Team',
      lead: 'lead@example.org',
      code: 'TEA',
    });
    const session = await openOperatorSession(instance);
    // Numbers are drawn without waiting for the disk: here nothing else writes what was drawn to it before the crash.
    await instance.owner.query("alter system set wal_writer_delay = '10s'");
    await instance.owner.query('select pg_reload_conf()');
    await sleep(300);
    const change = (): Change => ({ id: newId(), kind: 'incident', compartment, base: 0, body: { title: 'Shelling' } });
    const drawn = (await referenceMaker(instance, session, [change()]))(compartment);
    expect(drawn).toBe('TEA-000001');

    const before = readPostmaster(clusterFolder(data))?.pid ?? 0;
    process.kill(before, 'SIGQUIT');
    await untilItAnswers(instance, before, data);
    await untilItAnswers(other, before, data);

    const references: string[] = [];
    for (const each of [other, other, other, instance, instance, other, instance])
      references.push(...(await commit(each, session, [change()], 'Entered')).map(({ reference }) => reference));
    // The first was forgotten: otherwise this would test nothing.
    expect(references[0]).toBe(drawn);
    expect(new Set(references).size).toBe(references.length);
  } finally {
    await other.close();
    await instance.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function untilItAnswers({ app }: Instance, before: number, data: string): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    const now = readPostmaster(clusterFolder(data))?.pid ?? before;
    if (now !== before && (await app.query('select 1').catch(() => null)) !== null) return;
    await sleep(50);
  }
  throw new Error('the database did not come back');
}
