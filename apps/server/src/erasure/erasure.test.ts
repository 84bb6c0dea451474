import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setMember } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { rebuild } from '../audit/rebuild.ts';
import { openPool } from '../database/index.ts';
import { amend } from '../record/amend.ts';
import {
  Conflict,
  commit,
  Forbidden,
  Invalid,
  listRevisions,
  NotFound,
  newId,
  openOperatorSession,
  proofOf,
  readRecord,
  search,
  sequence,
} from '../record/index.ts';
import { checkProof } from '../record/proof-check.ts';
import {
  type ErasureSubject,
  type Person,
  type Planted,
  plant,
  startErasureSubject,
} from '../testing/erasure-subject.ts';
import { TESTER } from '../testing/server.ts';
import {
  approveErasure,
  ErasureConflict,
  erasedClaims,
  exportErasures,
  finishErasures,
  listErasures,
  listFile,
  previewErasure,
  refuseErasure,
  requestErasure,
} from './index.ts';
import { scrub } from './scrub-store.ts';
import { showErasure } from './shown.ts';

const VALUE = 'Zqvarkolm';
const REASON = 'The person asked for it.';

let subject: ErasureSubject;
let planted: Planted;

beforeAll(async () => {
  subject = await startErasureSubject();
  planted = await plant(subject, VALUE);
});
afterAll(() => subject?.stop());

const as = (person: Person) => [subject.instance, subject.people[person]] as const;
const title = (): { targets: { record: string; fields: string[] }[] } => ({
  targets: [{ record: planted.titled, fields: ['title'] }],
});

describe('the preview', () => {
  test('finds the value in fields, earlier revisions, reasons, identity fields, files and imported rows, whatever its case', async () => {
    const preview = await previewErasure(...as('lead'), { targets: [], value: VALUE.toUpperCase() });
    const found = preview.places.map(
      ({ record, revision, claim, because }) => `${record} ${revision} ${claim} ${because}`,
    );
    for (const wanted of [
      `${planted.titled} 1 body.title value`,
      `${planted.edited} 2 body.summary value`,
      `${planted.edited} 2 reason value`,
      `${planted.statement} 1 body.summary value`,
      `${planted.actor} 1 body.identity value`,
      `${planted.actor} 1 body.notes value`,
      `${planted.item} 1 body.file file`,
    ])
      expect(found).toContain(wanted);
    expect(found.some((text) => text.startsWith(planted.edited) && / 3 /.test(text))).toBe(false);
    expect(preview.places.find(({ record }) => record === planted.edited)?.current).toBe(false);
    expect(preview.places.filter(({ claim }) => claim === 'body.asserts').length).toBeGreaterThan(0);
    expect(preview.files.map(({ name }) => name.replace(/^.*\./, '')).sort()).toEqual(['csv', 'txt']);
    expect(preview.derived.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['record_body', 'record_search', 'external_record', 'record_reference']),
    );
    expect(preview.complete).toBe(true);
    expect(preview.beyond).toContain('proofs');
  });

  test('looks at nothing that the session may not read, and says that it did not', async () => {
    const preview = await previewErasure(...as('contributor'), { targets: [], value: VALUE });
    const claims = preview.places.filter(({ record }) => record === planted.actor);
    expect(claims).toEqual([]);
    expect(preview.complete).toBe(false);
    const named = await previewErasure(...as('contributor'), { targets: [{ record: planted.actor }] });
    expect(named.unseen).toEqual([{ record: planted.actor, disclosures: 2 }]);
  });

  test('shows names and references that hold the value and stay', async () => {
    const { fixed } = await previewErasure(...as('lead'), { targets: [], value: 'tea-0' });
    expect(fixed.some(({ claim }) => claim === 'reference')).toBe(true);
  });

  test('is for contributors and above, of people who signed in', async () => {
    await expect(previewErasure(...as('reader'), title())).rejects.toThrow(Forbidden);
    await expect(previewErasure(...as('outsider'), title())).rejects.toThrow(NotFound);
    await expect(previewErasure(...as('low'), title())).rejects.toThrow(NotFound);
    const operator = await openOperatorSession(subject.instance);
    await expect(previewErasure(subject.instance, operator, title())).rejects.toThrow(/person who signed in/);
    const borrowed = await openOperatorSession(subject.instance, { id: subject.people.lead.account });
    await expect(previewErasure(subject.instance, borrowed, title())).rejects.toThrow(/person who signed in/);
  });
});

describe('a request', () => {
  test('is refused with a reason that holds the value, without one, and where nothing is found', async () => {
    const value = { targets: [], value: VALUE };
    for (const reason of [`about ${VALUE.toLowerCase()}`, ' '])
      await expect(requestErasure(...as('lead'), { ...value, reason })).rejects.toThrow(Invalid);
    await expect(requestErasure(...as('lead'), { targets: [], value: 'nowhere-at-all', reason: 'x' })).rejects.toThrow(
      /Nothing/,
    );
    await expect(
      requestErasure(...as('lead'), { targets: [{ record: planted.titled, fields: ['sensitivity'] }], reason: 'x' }),
    ).rejects.toThrow(/structure/);
  });

  test('is refused with a reason that repeats a text of a field that is named, and not one that names a choice', async () => {
    const asked = (fields: string[], reason: string) =>
      requestErasure(...as('lead'), { targets: [{ record: planted.actor, fields }], reason });
    for (const reason of [`Of ${VALUE.toUpperCase()}`, `KNOWS\u00a0${VALUE}, they say`])
      await expect(asked(['identity', 'notes'], reason), reason).rejects.toThrow(Invalid);
    const error = await asked(['identity'], `Of ${VALUE}`).catch((each) => each);
    expect(error.problems).toMatchObject([{ path: '/reason', code: 'reason' }]);
    expect(JSON.stringify(error.problems)).not.toContain(VALUE);
    const made = await asked(['actorType', 'identity'], 'The person asked for it: of names only');
    await refuseErasure(...as('lead'), made.id, 'test');
  });

  test('of a value by somebody who reads a part only is marked so for the second person, and in what comes of it', async () => {
    const id = newId();
    const body = { title: 'Wyvvern crossing' };
    await commit(...as('lead'), [{ id, kind: 'incident', compartment: subject.compartment, base: 0, body }], 'x');
    const query = { targets: [], value: 'Wyvvern', reason: REASON };
    const made = await requestErasure(...as('contributor'), query);
    expect(made.complete).toBe(false);
    const shown = await showErasure(...as('lead'), made.id);
    expect(shown).toMatchObject({ erasure: { complete: false }, preview: { complete: false } });
    expect((await approveErasure(...as('lead'), made.id)).erasure.complete).toBe(false);
    expect((await audit(subject.instance)).findings).toEqual([]);
    const named = await requestErasure(...as('contributor'), { ...title(), reason: REASON });
    expect((await showErasure(...as('lead'), named.id)).preview?.complete).toBe(true);
    await refuseErasure(...as('contributor'), named.id, 'test');
  });

  test('for all of a record is refused to whoever may not read all of it', async () => {
    const query = { targets: [{ record: planted.actor }], reason: REASON };
    await expect(requestErasure(...as('contributor'), query)).rejects.toThrow(/can read all of it/);
  });

  test('is known to those who read all of it, and to nobody else; nothing is stored of the value', async () => {
    const made = await requestErasure(...as('lead'), { targets: [], value: VALUE, reason: REASON });
    expect((await listErasures(...as('second'))).map(({ id }) => id)).toContain(made.id);
    for (const person of ['contributor', 'reader', 'outsider', 'low'] as const)
      expect((await listErasures(...as(person))).map(({ id }) => id)).not.toContain(made.id);
    expect(JSON.stringify(made).toLowerCase()).not.toContain(VALUE.toLowerCase());
    expect((await refuseErasure(...as('lead'), made.id, 'On second thoughts')).state).toBe('withdrawn');
    await expect(approveErasure(...as('second'), made.id)).rejects.toThrow(ErasureConflict);
  });

  test('tells nobody below the highest rights what files hold, nor takes a field of the revisions they read alone', async () => {
    const people = ['lead', 'contributor'] as const;
    const files = people.map(async (who) => (await previewErasure(...as(who), { targets: [], value: VALUE })).files);
    expect((await Promise.all(files)).map(({ length }) => length > 0)).toEqual([true, false]);

    const id = newId();
    const incident = { id, kind: 'incident' as const, compartment: subject.compartment };
    const bodies = ['case-only', 'internal'].map((sensitivity) => ({ title: 'Once guarded', sensitivity }));
    for (const [base, body] of bodies.entries()) await commit(...as('lead'), [{ ...incident, base, body }], 'x');
    const field = { targets: [{ record: id, fields: ['title'] }], reason: REASON };
    expect((await previewErasure(...as('contributor'), field)).unseen).toEqual([{ record: id, disclosures: 1 }]);
    await expect(requestErasure(...as('contributor'), field)).rejects.toThrow(Forbidden);
    expect((await previewErasure(...as('lead'), field)).unseen).toEqual([]);
  });

  test('is refused by a second person, and then cannot be approved', async () => {
    const made = await requestErasure(...as('lead'), { ...title(), reason: REASON });
    await expect(refuseErasure(...as('contributor'), made.id, 'no')).rejects.toThrow(Forbidden);
    expect((await refuseErasure(...as('reviewer'), made.id, 'Needed as evidence')).state).toBe('refused');
    await expect(refuseErasure(...as('second'), made.id, 'again')).rejects.toThrow(ErasureConflict);
    await expect(approveErasure(...as('second'), made.id)).rejects.toThrow(/refused/);
  });
});

describe('approval', () => {
  test('takes another person, a reviewer at least, who reads all of it, and one lead', async () => {
    const byLead = await requestErasure(...as('lead'), { ...title(), reason: REASON });
    await expect(approveErasure(...as('lead'), byLead.id)).rejects.toThrow(/cannot approve it as well/);
    await expect(approveErasure(...as('contributor'), byLead.id)).rejects.toThrow(/reviewer or a lead/);
    for (const person of ['reader', 'outsider', 'low'] as const)
      await expect(approveErasure(...as(person), byLead.id), person).rejects.toThrow(NotFound);
    const byContributor = await requestErasure(...as('contributor'), { ...title(), reason: REASON });
    await expect(approveErasure(...as('reviewer'), byContributor.id)).rejects.toThrow(/is a lead/);
    const identity = { targets: [{ record: planted.actor, fields: ['identity'] }], reason: REASON };
    const hidden = await requestErasure(...as('lead'), identity);
    await expect(approveErasure(...as('reviewer'), hidden.id)).rejects.toThrow(NotFound);
    expect((await readRecord(...as('lead'), planted.titled)).body.title).toContain(VALUE);
    for (const { id } of [byLead, hidden]) await refuseErasure(...as('lead'), id, 'test');
    await refuseErasure(...as('contributor'), byContributor.id, 'test');
  });

  test('is refused when the record has changed since, and when the one who asked is no member any more', async () => {
    const { revision } = await readRecord(...as('lead'), planted.statement);
    const query = { targets: [{ record: planted.statement, fields: ['summary'] }], reason: REASON };
    const made = await requestErasure(...as('lead'), query);
    await amend(...as('lead'), { id: planted.statement, base: revision, patch: { language: 'en' }, reason: 'x' });
    await expect(approveErasure(...as('second'), made.id)).rejects.toThrow(ErasureConflict);
    // What was refused left no mark: the record can be changed.
    await amend(...as('lead'), { id: planted.statement, base: revision + 1, patch: { language: 'uk' }, reason: 'x' });
    const again = await requestErasure(...as('contributor'), query);
    const member = { compartment: 'Team', user: 'contributor@example.org', clearance: 'internal' };
    await setMember(subject.instance, TESTER, { ...member, role: 'reader' });
    await expect(approveErasure(...as('second'), again.id)).rejects.toThrow(/still a member/);
    await setMember(subject.instance, TESTER, { ...member, role: 'contributor', clearance: 'public' });
    await expect(approveErasure(...as('second'), again.id)).rejects.toThrow(/can read all of it/);
    await setMember(subject.instance, TESTER, { ...member, role: 'contributor' });
    expect((await audit(subject.instance)).findings).toEqual([]);
  });

  test('erases: the rest stays, other proofs verify, audit is clean, a rebuild gives the same, and an edit goes on', async () => {
    await sequence(subject.instance);
    const other = await proofOf(...as('lead'), planted.titled, 1, ['title']);
    const made = await requestErasure(...as('contributor'), { ...title(), reason: REASON });
    const result = await approveErasure(...as('lead'), made.id);
    expect(result).toMatchObject({ disclosures: 1, records: 1, files: 0, scrubbed: true, notDone: [] });
    expect(result.erasure).toMatchObject({ state: 'done', decided_by: subject.people.lead.account });

    const record = await readRecord(...as('lead'), planted.titled);
    expect(record.body).toEqual({});
    expect(await listRevisions(...as('lead'), planted.titled)).toMatchObject([{ revision: 1, reason: 'Planted' }]);
    expect(await erasedClaims(...as('reader'), planted.titled)).toMatchObject([{ revision: 1, claim: 'body.title' }]);
    expect(await erasedClaims(...as('outsider'), planted.titled)).toEqual([]);
    const found = await search(...as('lead'), { text: VALUE });
    expect(found.records.map(({ id }) => id)).not.toContain(planted.titled);

    await sequence(subject.instance);
    expect((await audit(subject.instance)).findings).toEqual([]);
    const before = await derived();
    await rebuild(subject.instance);
    expect(await derived()).toEqual(before);

    const proof = await proofOf(...as('lead'), planted.titled, 1, ['reason']);
    expect(checkProof(proof, {}).claims).toMatchObject({ reason: 'Planted' });
    expect(checkProof(other, {}).claims).toMatchObject({ 'body.title': `At ${VALUE} market` });
    await expect(proofOf(...as('lead'), planted.titled, 1, ['title'])).rejects.toThrow(/does not hold/);

    const edit = { id: planted.titled, base: 1, reason: 'Named anew' };
    await expect(amend(...as('lead'), { ...edit, patch: { summary: 'x' } })).rejects.toMatchObject({
      problems: [{ path: '/title', code: 'missing-field' }],
    });
    // As from a form that was opened before the erasure.
    await expect(amend(...as('lead'), { ...edit, patch: { title: `${VALUE} again` } })).rejects.toMatchObject({
      name: 'Conflict',
      current: { body: {} },
    });
    const edited = await amend(...as('lead'), { ...edit, patch: { title: 'A market' }, absent: ['title'] });
    expect(edited.revision).toBe(2);
    expect((await audit(subject.instance)).findings).toEqual([]);
  });

  test('of what a writer may not read, and carried on unseen, leaves an edit possible', async () => {
    const notes = { targets: [{ record: planted.actor, fields: ['identity'] }], reason: REASON };
    // The reviewer reads no identity field: it is carried into the second revision.
    await amend(...as('reviewer'), { id: planted.actor, base: 1, patch: { notes: 'knows nobody' }, reason: 'x' });
    const made = await requestErasure(...as('lead'), notes);
    expect(made.targets.map(({ number, claim }) => `${number} ${claim}`)).toEqual([
      '1 body.identity',
      '2 body.identity',
    ]);
    expect(new Set(made.targets.map(({ digest }) => digest)).size).toBe(1);
    await approveErasure(...as('second'), made.id);
    expect((await readRecord(...as('lead'), planted.actor)).body).not.toHaveProperty('identity');
    await amend(...as('reviewer'), { id: planted.actor, base: 2, patch: { notes: 'knows no one' }, reason: 'x' });
    expect((await audit(subject.instance)).findings).toEqual([]);
  });

  test('nobody changes a record while it is being erased, so that nothing is written back that was read before', async () => {
    const { owner } = subject.instance;
    const { revision } = await readRecord(...as('lead'), planted.edited);
    const edit = { id: planted.edited, base: revision, patch: { summary: 'Seen twice' }, reason: 'x' };
    const mark = '00000000-0000-4000-8000-00000000000a';
    await owner.query('insert into cairn.erasing (erasure, records) values ($1, $2)', [mark, [planted.edited]]);
    await expect(amend(...as('lead'), edit)).rejects.toThrow(Conflict);
    // What is left of an erasure that never came to its deed goes at the next start.
    expect(await finishErasures(subject.instance)).toEqual([]);
    expect((await amend(...as('lead'), edit)).revision).toBe(revision + 1);
  });

  test('where the database gives no right to it, the result says what was not done', async () => {
    const { database } = subject.instance;
    const weak = openPool(database.url('cairn_sequencer'), 2);
    try {
      const notDone = await scrub(weak);
      for (const what of [/cairn\.disclosure was not rewritten/, /statistics/, /checkpoint/, /old rows/])
        expect(
          notDone.some((text) => what.test(text)),
          String(what),
        ).toBe(true);
    } finally {
      await weak.end();
    }
  });

  test('a list that somebody removed is whole again after the next start', async () => {
    const text = readFileSync(listFile(subject.data), 'utf8');
    expect(text).toBe(await exportErasures(subject.instance));
    rmSync(listFile(subject.data));
    await finishErasures(subject.instance);
    expect(readFileSync(listFile(subject.data), 'utf8')).toBe(text);
  });

  test('a second approval of what is done is told so, or finishes it', async () => {
    const [done] = (await listErasures(...as('second'))).filter(({ state }) => state === 'done');
    expect((await approveErasure(...as('second'), done?.id ?? '')).scrubbed).toBe(true);
    await expect(approveErasure(...as('reviewer'), done?.id ?? '')).rejects.toThrow();
  });
});

/** Every derived row of the records, as text. */
async function derived(): Promise<string[]> {
  const rows: string[] = [];
  for (const table of [
    'record',
    'record_body',
    'record_search',
    'record_code',
    'external_record',
    'record_reference',
  ]) {
    const found = await subject.instance.owner.query(`select t::text as row from cairn.${table} t order by 1`);
    rows.push(...found.rows.map(({ row }) => `${table} ${row}`));
  }
  return rows;
}
