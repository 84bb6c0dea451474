import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { DERIVED_TABLES } from '../audit/projection-store.ts';
import { rebuild } from '../audit/rebuild.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { type Change, commit, listRevisions, newId, readRecord, sequence } from './index.ts';
import { Conflict, Invalid } from './types.ts';

let full: Populated;
beforeAll(async () => {
  full = await populate();
});
afterAll(() => full?.stop());

function incident(title: string, more: Record<string, unknown> = {}, id = newId(), base = 0): Change {
  return { id, kind: 'incident', compartment: full.compartment.id, base, body: { title, ...more } };
}

async function counts(): Promise<Record<string, number>> {
  const tables = ['revision', 'disclosure', 'pending', ...DERIVED_TABLES.map(({ table }) => table)];
  const all = await Promise.all(
    tables.map(
      async (table) =>
        [
          table,
          Number((await full.instance.owner.query(`select count(*) as n from cairn.${table}`)).rows[0].n),
        ] as const,
    ),
  );
  return Object.fromEntries(all);
}

test('a list succeeds or fails as a whole: one bad change, and nothing of the list is written', async () => {
  const { instance, session, compartment } = full;
  const before = await counts();
  const bad: Change = { id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body: { title: 7 } };
  await expect(commit(instance, session, [incident('good'), bad], 'x')).rejects.toThrow(Invalid);
  const stranger: Change = {
    id: newId(),
    kind: 'statement',
    compartment: compartment.id,
    base: 0,
    body: { summary: 's', about: [{ record: newId() }] },
  };
  await expect(commit(instance, session, [incident('good'), stranger], 'x')).rejects.toThrow(
    'no record of this compartment',
  );
  const stale = incident('stale', {}, (await commit(instance, session, [incident('a')], 'x'))[0]?.id, 7);
  const after = await counts();
  await expect(commit(instance, session, [incident('good'), stale], 'x')).rejects.toThrow(Conflict);
  expect(await counts()).toEqual(after);
  expect(after.revision).toBe((before.revision ?? 0) + 1);
});

test('a reference across compartments is refused like one to a record that does not exist', async () => {
  const { instance, session, compartment, other } = full;
  const [there] = await commit(instance, session, [{ ...incident('there'), compartment: other.id }], 'x');
  const refusal = async (target: string): Promise<string> => {
    const change: Change = {
      id: newId(),
      kind: 'statement',
      compartment: compartment.id,
      base: 0,
      body: { summary: 's', about: [{ record: target }] },
    };
    return commit(instance, session, [change], 'x').then(
      () => '',
      (error: Error) => error.message.replace(target, 'ID'),
    );
  };
  expect(await refusal(there?.id ?? '')).toBe(await refusal(newId()));
});

test('of two people who change the same revision one wins, the other is given what it is now, and nothing is lost', async () => {
  const { instance, session } = full;
  const [made] = await commit(instance, session, [incident('first')], 'x');
  const id = made?.id ?? '';
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) => commit(instance, session, [incident(`try ${i}`, {}, id, 1)], `by ${i}`)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of tries) {
    if (outcome.status === 'fulfilled') continue;
    expect(outcome.reason).toBeInstanceOf(Conflict);
    expect((outcome.reason as Conflict).current).toMatchObject({ id, revision: 2 });
  }
  expect(await listRevisions(instance, session, id)).toHaveLength(2);
});

test('two imports of the same external identity at once: one is refused, none is doubled', async () => {
  const { instance, session, compartment } = full;
  const external = { dataset: 'race', id: '1', occurrence: 1, role: 'incident' };
  const tries = await Promise.allSettled(
    [1, 2, 3].map(() => commit(instance, session, [incident('raced', { external })], 'x')),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { rows } = await instance.owner.query(
    "select count(*) as n from cairn.external_record where dataset = 'race' and compartment = $1",
    [compartment.id],
  );
  expect(Number(rows[0].n)).toBe(1);
});

test('names that SD-JWT reserves are refused; characters that cannot be stored are kept visibly and flagged in the token', async () => {
  const { instance, session } = full;
  await expect(commit(instance, session, [incident('x', { context: { _sd: ['a'] } })], 'x')).rejects.toThrow(Invalid);
  const [made] = await commit(instance, session, [incident('nul \0 and half \ud800 pair')], 'x');
  expect((await readRecord(instance, session, made?.id ?? '')).body).toEqual({
    title: 'nul \\u0000 and half \\ud800 pair',
  });
  const { rows } = await instance.owner.query('select encoded from cairn.disclosure where record = $1', [made?.id]);
  const claims = rows
    .flatMap((row) => row.encoded.split('~'))
    .map((part: string) => Buffer.from(part, 'base64url').toString());
  expect(claims.some((text) => text.includes('"escaped",["/title"]'))).toBe(true);
});

test('what is projected can be dropped and comes out identical', async () => {
  const { instance } = full;
  await sequence(instance);
  const dump = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const { table } of DERIVED_TABLES) {
      const { rows } = await instance.owner.query(`select to_jsonb(t)::text as row from cairn.${table} t order by 1`);
      all.push(...rows.map(({ row }) => `${table} ${row}`));
    }
    return all;
  };
  const before = await dump();
  await rebuild(instance);
  expect(await dump()).toEqual(before);
  expect((await audit(instance)).findings).toEqual([]);
});

test('a hundred writers at once: every acknowledged write is in the log exactly once', async () => {
  const { instance, session } = full;
  const made = await Promise.all(
    Array.from({ length: 100 }, (_, i) => commit(instance, session, [incident(`many ${i}`)], 'x')),
  );
  await sequence(instance);
  const ids = made.flat().map(({ id }) => id);
  const { rows } = await instance.owner.query(
    'select v.record from cairn.revision v join cairn.log_entry l on l.entry = v.entry where v.record = any ($1)',
    [ids],
  );
  expect(rows.map((row) => row.record).sort()).toEqual([...ids].sort());
  const references = new Set(made.flat().map(({ reference }) => reference));
  expect(references.size).toBe(100);
});
