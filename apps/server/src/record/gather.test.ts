import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { type Change, commit, newId, readRecord, type Session, sequence } from './index.ts';

let full: Populated;
beforeAll(async () => {
  full = await populate();
});
afterAll(() => full?.stop());

function statement(summary: string, about: string): Change {
  const { id: compartment } = full.compartment;
  return { id: newId(), kind: 'statement', compartment, base: 0, body: { summary, about: [{ record: about }] } };
}

function incident(title: string): Change {
  return { id: newId(), kind: 'incident', compartment: full.compartment.id, base: 0, body: { title } };
}

test('writers at the same moment do not share a fate: whoever is refused fails alone', async () => {
  const { instance, session } = full;
  const forged: Session = { ...session, secret: 'cairn_forged' };
  const twin = incident('twice');
  const elsewhere = incident('not of your list');
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 12 }, (_, i) => commit(instance, session, [incident(`before ${i}`)], 'x')),
    commit(instance, forged, [incident('forged')], 'x'),
    commit(instance, session, [statement('of nothing', newId())], 'x'),
    commit(instance, session, [twin], 'x'),
    commit(instance, session, [twin], 'x'),
    ...Array.from({ length: 12 }, (_, i) => commit(instance, session, [incident(`after ${i}`)], 'x')),
  ]);
  const refused = outcomes.map(({ status }) => status === 'rejected');
  expect(refused.slice(0, 14)).toEqual([...Array(12).fill(false), true, true]);
  expect(refused.slice(14, 16).sort()).toEqual([false, true]);
  expect(refused.slice(16)).toEqual(Array(12).fill(false));
  expect((await readRecord(instance, session, twin.id)).body.title).toBe('twice');
  const unnamed = Promise.all([
    commit(instance, session, [elsewhere], 'x'),
    commit(instance, session, [statement('too early', newId())], 'x'),
  ]);
  await expect(unnamed).rejects.toThrow('no record of this compartment');
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
});

test('what is written together keeps its own author, reason and place', async () => {
  const { instance, session } = full;
  const made = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const place = incident(`place ${i}`);
      await commit(instance, session, [place, statement(`says ${i}`, place.id)], `reason ${i}`);
      return { i, place };
    }),
  );
  for (const { i, place } of made.slice(0, 5)) {
    expect((await readRecord(instance, session, place.id)).body.title).toBe(`place ${i}`);
  }
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
});
