import { afterAll, beforeAll, expect, test } from 'vitest';
import { commit, newId } from '../record/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { Ledger } from './findings.ts';
import { auditInParallel } from './parallel.ts';

let full: Populated;
beforeAll(async () => {
  full = await populate();
});
afterAll(() => full?.stop());

async function auditedBy(threads: number): Promise<{ findings: string[]; revisions: number; projections: number }> {
  const ledger = new Ledger();
  await auditInParallel(full.instance, ledger, { threads, least: 0 });
  const { revisions, projections } = ledger.checked;
  return { findings: ledger.findings.map(({ id, message }) => `${id} ${message}`).sort(), revisions, projections };
}

test('several threads look at the same and find the same as one', async () => {
  const { instance, session, compartment } = full;
  const one = await auditedBy(1);
  expect(one.findings).toEqual([]);
  expect(one.revisions).toBeGreaterThan(one.projections);
  expect(await auditedBy(3)).toEqual(one);

  const ids = ['0', '7', 'f'].map((digit) => digit + newId().slice(1));
  const body = { title: 'at the edge of a range' };
  const changes = ids.map((id) => ({ id, kind: 'incident' as const, compartment: compartment.id, base: 0, body }));
  await commit(instance, session, changes, 'x');
  await instance.owner.query('delete from cairn.record_body where record = any ($1)', [ids]);
  const found = await auditedBy(3);
  expect(found).toEqual(await auditedBy(1));
  expect(found.findings.map((finding) => finding.split(' ')[0])).toEqual(ids);
});
