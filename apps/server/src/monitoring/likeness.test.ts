import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompartment } from '../access/index.ts';
import {
  type Change,
  commit,
  newId,
  openOperatorSession,
  readRecord,
  type Session,
  withSession,
} from '../record/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { ceilingOf, compareReady, readySide } from './duplicates-compare.ts';
import { compareNow } from './duplicates-loop.ts';
import { sidesById } from './duplicates-store.ts';

// Records that may be the same: found, decided, given back. And what is linked to a record, one hop.

let cairn: TestServer;
let operator: Session;
let editor: string;
let reader: string;
let low: string;

beforeAll(async () => {
  cairn = await startTestServer();
  operator = await openOperatorSession(cairn.instance);
  editor = await cairn.addPerson('editor', { role: 'contributor', clearance: 'case-only' });
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
  low = await cairn.addPerson('low', { role: 'reader', clearance: 'public' });
});
afterAll(async () => cairn?.stop());

const change = (kind: Change['kind'], body: Record<string, unknown>): Change => ({
  ...{ id: newId(), kind, compartment: cairn.compartment.id, base: 0, body },
});
const keep = async (...changes: Change[]): Promise<string[]> =>
  (await commit(cairn.instance, operator, changes, 'Taken in')).map(({ id }) => id);

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
async function call(method: string, path: string, token: string, body?: unknown): Promise<any> {
  const answer = await fetch(cairn.origin + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}
const get = (path: string, token = reader) => call('GET', path, token);
const post = (path: string, body: unknown, token = editor) => call('POST', path, token, body);

const MARCH = { start: '2031-03-03', precision: 'day' };
const VERLISK = { point: { latitude: 49.98, longitude: 36.25 }, name: { en: 'Verlisk' }, precision: 'near' };
const clinic = (over: object = {}) =>
  change('incident', { title: 'Shelling of the clinic in Verlisk', time: MARCH, place: VERLISK, ...over });
const pairIds = ({ pairs }: { pairs: { a: { id: string }; b: { id: string } }[] }) =>
  pairs.map(({ a, b }) => [a.id, b.id].sort());
const list = async (query = '', token = reader) => get(`/api/v1/duplicates?compartment=TEA${query}`, token);
const ended = async (id: string) => (await readRecord(cairn.instance, operator, id)).body;

test('what came in twice is proposed with reasons, on entry and afterwards, and other days and towns are not', async () => {
  const told = clinic({ title: 'Clinic in Verlisk shelled', status: 'open' });
  const again = clinic({ time: { start: '2031-03', precision: 'month' } });
  const later = clinic({ time: { start: '2031-03-20', precision: 'day' } });
  const elsewhere = clinic({ place: { ...VERLISK, point: { latitude: 47.1, longitude: 37.5 }, name: { en: 'Tarn' } } });
  const batch = change('batch', { title: 'Import of March', batchKind: 'import' });
  const imported = clinic({ batch: batch.id, title: 'Обстріл лікарні, Verlisk', summary: 'x' });
  await keep(batch, told, again, later, elsewhere, imported);
  // What is still to be compared is counted, of what whoever asks may see; nobody takes the list for whole.
  const comparing = (query: string, token = reader) =>
    get(`/api/v1/duplicates/comparing?compartment=TEA${query}`, token);
  expect(await comparing('')).toEqual({ status: 200, n: 5, more: false });
  expect(await comparing('', low)).toMatchObject({ n: 0 });
  expect([(await comparing(`&batch=${batch.id}`)).n, (await comparing(`&record=${told.id}`)).n]).toEqual([1, 1]);
  expect((await comparing('&kind=actor')).n).toBe(0);
  expect(await compareNow(cairn.instance)).toBeGreaterThan(4);
  expect((await comparing('')).n).toBe(0);
  const found = await list();
  const ids = pairIds(found);
  expect(ids).toContainEqual([told.id, again.id].sort());
  for (const other of [later.id, elsewhere.id]) {
    expect(ids).not.toContainEqual([told.id, other].sort());
    expect(ids).not.toContainEqual([again.id, elsewhere.id].sort());
  }
  const { reasons, score } = found.pairs.find(
    ({ a, b }: never) =>
      [(a as { id: string }).id, (b as { id: string }).id].sort().join() === [told.id, again.id].sort().join(),
  );
  expect(score).toBeGreaterThan(0.7);
  expect(reasons).toContainEqual(expect.objectContaining({ of: 'time', detail: { overlap: true, hoursApart: 0 } }));
  expect(reasons).toContainEqual(expect.objectContaining({ of: 'place', detail: { km: 0, within: true } }));
  // Of one batch, its own pairs alone.
  const ofBatch = pairIds(await list(`&batch=${batch.id}`));
  expect(ofBatch.length).toBeGreaterThan(0);
  for (const pair of ofBatch) expect(pair).toContain(imported.id);
  // Page by page they are the same ones.
  const paged: string[][] = [];
  for (let cursor = ''; ; ) {
    const page = await list(`&limit=1${cursor}`);
    paged.push(...pairIds(page));
    if (page.next === null) break;
    cursor = `&cursor=${page.next}`;
  }
  expect(paged).toEqual(ids);

  const body = { title: 'Verlisk clinic shelled', time: MARCH, place: VERLISK, counts: 'not yet' };
  const check = { kind: 'incident', compartment: 'TEA', body };
  const { candidates } = await post('/api/v1/duplicates/check', check, reader);
  expect(candidates[0]).toMatchObject({ id: told.id, title: 'Clinic in Verlisk shelled', score: expect.any(Number) });
  const own = await post('/api/v1/duplicates/check', { ...check, record: told.id }, reader);
  expect(own.candidates.map(({ id }: { id: string }) => id)).not.toContain(told.id);
  // A form that holds nothing yet finds nothing, and fails at nothing.
  const empty = await post('/api/v1/duplicates/check', { ...check, body: { time: 7, place: [] } }, reader);
  expect(empty).toEqual({ status: 200, candidates: [] });
});

test('a pair is shown to whoever may read both, by what they read', async () => {
  const place = { point: { latitude: 40.5, longitude: 20.5 }, precision: 'near' };
  const open = clinic({ place, sensitivity: 'public' });
  const both = clinic({ place, sensitivity: 'public' });
  const secret = clinic({ place, sensitivity: 'case-only' });
  await keep(open, both, secret);
  await compareNow(cairn.instance);
  const near = async (token: string) =>
    pairIds(await list('', token)).filter((pair) => pair.some((id) => [open.id, both.id, secret.id].includes(id)));
  expect(await near(low)).toEqual([[open.id, both.id].sort()]);
  expect(await near(reader)).toEqual([[open.id, both.id].sort()]);
  expect(await near(editor)).toHaveLength(3);
  // As many as the page of the record may speak of.
  const possible = async (token: string) => (await get(`/api/v1/records/${open.id}/same`, token)).possible;
  expect([await possible(low), await possible(reader), await possible(editor)]).toEqual([1, 1, 2]);
  // What stands in fields that a reader of both may not read raises no pair: two public titles that differ, one hidden summary.
  const far = { point: { latitude: 30, longitude: 20 }, precision: 'near' };
  const words = 'The very same words stand here, written down by the same person on the same evening.';
  const x = clinic({ place: far, title: 'Alpha', sensitivity: 'public', summary: words });
  const y = clinic({ place: far, title: 'Omega', sensitivity: 'public', summary: words });
  await keep(x, y);
  await compareNow(cairn.instance);
  expect(pairIds(await list('', low))).not.toContainEqual([x.id, y.id].sort());
  expect((await get(`/api/v1/records/${secret.id}/same`, low)).status).toBe(404);
  const denied = { a: open.id, b: both.id, as: 'same', reasons: 'the same' };
  expect((await post('/api/v1/duplicates/decisions', denied, reader)).status).toBe(403);
  const hidden = { a: open.id, b: secret.id, as: 'same', reasons: 'the same' };
  const absent = await post('/api/v1/duplicates/decisions', { ...hidden, b: newId() }, low);
  expect(await post('/api/v1/duplicates/decisions', hidden, low)).toEqual(absent);
  // What somebody wrote down of a guarded record, and that it is named, stands behind the same guard.
  const decided = await post('/api/v1/duplicates/decisions', { ...hidden, as: 'different' }, editor);
  const link = { from: both.id, to: secret.id, type: 'possible-duplicate-of', reasons: 'The same yard' };
  const { links } = await post('/api/v1/relations', { links: [link], reason: 'Related' }, editor);
  for (const id of [decided.id, links[0].id]) {
    expect((await get(`/api/v1/records/${id}`, editor)).body.sensitivity).toBe('case-only');
    expect((await get(`/api/v1/records/${id}`, reader)).status).toBe(404);
  }
});

test('split of a merge gives back both, bodies, status and counts', async () => {
  const place = { point: { latitude: 10, longitude: 20 }, precision: 'exact' };
  const counts = [{ outcome: 'killed', count: { low: 3, high: 5, unit: 'persons' } }];
  const a = clinic({ place, counts, status: 'needs-help', tags: ['first'] });
  const b = clinic({
    place,
    counts: [{ outcome: 'killed', count: { best: 4, unit: 'persons' } }],
    summary: 'By phone.',
  });
  const c = clinic({ place, status: 'duplicate' });
  await keep(a, b, c);
  await compareNow(cairn.instance);
  const before = [await ended(a.id), await ended(b.id), await ended(c.id)];
  const merge = (one: Change, main: Change) =>
    post('/api/v1/duplicates/decisions', {
      a: one.id,
      b: main.id,
      as: 'same',
      main: main.id,
      reasons: 'One shelling, told twice',
    });
  const ofThese = async () =>
    pairIds(await list('', editor)).filter((pair) => pair.every((id) => [a.id, b.id, c.id].includes(id)));
  expect(await ofThese()).toHaveLength(3);

  const first = await merge(a, b);
  expect(first.status).toBe(201);
  const second = await merge(c, b);
  expect([await ended(a.id), await ended(b.id), await ended(c.id)]).toEqual([
    { ...before[0], status: 'duplicate', merged: { status: 'needs-help' } },
    before[1],
    before[2],
  ]);
  expect(await ofThese()).toEqual([]);
  const group = await get(`/api/v1/records/${c.id}/same`, editor);
  expect(group.main).toBe(b.id);
  expect(group.members.map(({ id }: { id: string }) => id).sort()).toEqual([a.id, b.id, c.id].sort());
  expect(group.decisions).toHaveLength(2);
  // Groups count once.
  const { rows } = await cairn.instance.app.query('select * from cairn.merged_records($1)', [operator.secret]);
  expect(
    rows
      .filter(({ main }) => main === b.id)
      .map(({ record }) => record)
      .sort(),
  ).toEqual([a.id, c.id].sort());
  expect((await merge(a, b)).status).toBe(422);

  // In two groups at once; the status comes back with the last of them.
  const other = clinic({ place: { ...place, precision: 'near' } });
  await keep(other);
  const third = await merge(a, other);
  const split = (link: string) =>
    post(`/api/v1/duplicates/decisions/${link}/withdraw`, { reasons: 'Two shellings after all' });
  expect((await split(first.id)).status).toBe(200);
  expect((await ended(a.id)).status).toBe('duplicate');
  expect((await split(third.id)).status).toBe(200);
  expect((await split(second.id)).status).toBe(200);
  expect((await split(second.id)).status).toBe(404);
  expect([await ended(a.id), await ended(b.id), await ended(c.id)]).toEqual(before);
  await compareNow(cairn.instance);
  expect(await ofThese()).toHaveLength(3);
  expect((await get(`/api/v1/records/${a.id}/same`, editor)).members).toEqual([]);

  const parted = await post('/api/v1/duplicates/decisions', {
    a: a.id,
    b: b.id,
    as: 'different',
    reasons: 'Two clinics',
  });
  expect(await ofThese()).not.toContainEqual([a.id, b.id].sort());
  await keep(); // Nothing new comes, and the pair does not come back by itself.
  await compareNow(cairn.instance);
  expect(await ofThese()).not.toContainEqual([a.id, b.id].sort());
  await split(parted.id);
  expect(await ofThese()).toContainEqual([a.id, b.id].sort());
});

test('what two people reviewed comes back from a merge reviewed', async () => {
  const [a, b] = [clinic({ title: 'Reviewed once', status: 'open' }), clinic({ title: 'Reviewed twice' })];
  await keep(a, b);
  const body = { ...a.body, status: 'review', review: { readyBy: operator.author } };
  await commit(cairn.instance, operator, [{ ...a, base: 1, body }], 'Ready');
  const lead = await openOperatorSession(cairn.instance, { id: await leadId() });
  const reviewed = { ...body, status: 'reviewed', review: { ...body.review, reviewedBy: lead.author } };
  await commit(cairn.instance, lead, [{ ...a, base: 2, body: reviewed }], 'Looked at');
  const made = await post('/api/v1/duplicates/decisions', {
    a: b.id,
    b: a.id,
    as: 'same',
    main: b.id,
    reasons: 'the same',
  });
  expect(await ended(a.id)).toMatchObject({ status: 'duplicate', merged: { status: 'reviewed' } });
  const taken = await post(`/api/v1/duplicates/decisions/${made.id}/withdraw`, { reasons: 'not the same' });
  expect(taken.status).toBe(200);
  expect(await ended(a.id)).toEqual(reviewed);
});

async function leadId(): Promise<string> {
  return (await get('/api/v1/session', cairn.token)).account.id;
}

test('actors meet by their public names across scripts, persons without one do not', async () => {
  const column = change('actor', { actorType: 'group', names: [{ text: 'Сіра колона' }] });
  const again = change('actor', { actorType: 'group', names: [{ text: 'Sira Kolona' }] });
  const hidden = { actorType: 'person', identity: { names: [{ text: 'Orvela Tisk' }] } };
  const [one, two] = [change('actor', hidden), change('actor', hidden)];
  await keep(column, again, one, two);
  await compareNow(cairn.instance);
  expect(pairIds(await list('&kind=actor', editor))).toEqual([[column.id, again.id].sort()]);
  const lead = pairIds(await list('&kind=actor', cairn.token));
  expect(lead).toEqual([[column.id, again.id].sort()]);
});

test('relations are told one hop, page by page, with counts by type and direction, as far as both ends are seen', async () => {
  const incident = change('incident', { title: 'March' });
  const item = change('item', { itemKind: 'paper', title: 'List' });
  const basis = [{ itemId: item.id }];
  const act = change('act', { incident: incident.id, type: { scheme: 'act-type', code: 'killing' }, basis });
  const before = change('incident', { title: 'February' });
  const victims = Array.from({ length: 12 }, (_, i) =>
    change('actor', { actorType: 'group', names: [{ text: `Column ${i}` }] }),
  );
  const sealed = change('actor', { actorType: 'group', sensitivity: 'case-only', names: [{ text: 'Unseen' }] });
  await keep(incident, item, act, before, ...victims, sealed);
  const links = [
    ...victims.map(({ id: from }) => ({ from, to: act.id, type: 'victim-of', basis })),
    { from: sealed.id, to: act.id, type: 'victim-of', basis },
    { from: before.id, to: incident.id, type: 'precedes', basis },
    { from: incident.id, to: before.id, type: 'retaliates-for', basis },
  ];
  const made = await post('/api/v1/relations', { links, reason: 'By the list' });
  expect(made.status).toBe(201);
  expect(made.links).toHaveLength(15);

  const all = await get(`/api/v1/records/${incident.id}/relations?group=1&limit=5`);
  expect(all.groups).toEqual([
    { type: 'precedes', direction: 'in', n: 1 },
    { type: 'retaliates-for', direction: 'out', n: 1 },
    { type: 'victim-of', direction: 'in', n: 12 },
  ]);
  const seen = [...all.links];
  for (let next = all.next; next !== null; ) {
    const page = await get(`/api/v1/records/${incident.id}/relations?limit=5&cursor=${next}`);
    seen.push(...page.links);
    next = page.next;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(14);
  expect(all.nodes).toContainEqual({
    id: act.id,
    kind: 'act',
    reference: expect.any(String),
    name: '',
    code: 'killing',
    incident: incident.id,
  });
  const of = (query: string, token = reader) => get(`/api/v1/records/${incident.id}/relations?${query}`, token);
  expect((await of('type=victim-of', editor)).links).toHaveLength(13);
  expect((await of('direction=out')).links).toHaveLength(1);
  expect((await of('limit=0&group=1')).links).toEqual([]);
  expect((await of('direction=in&type=victim-of')).nodes.map(({ name }: { name: string }) => name)).toContain(
    'Column 7',
  );
  const around = await get(`/api/v1/records/${victims[0]?.id}/relations`);
  expect(around.links).toMatchObject([{ from: victims[0]?.id, to: act.id, type: 'victim-of' }]);
  expect((await get(`/api/v1/records/${sealed.id}/relations`)).status).toBe(404);

  // All or none, and nothing that stands elsewhere.
  const strange = { links: [links[0], { ...links[1], to: newId() }], reason: 'x' };
  expect((await post('/api/v1/relations', strange)).status).toBe(422);
  expect((await of('type=victim-of', editor)).links).toHaveLength(13);
  expect((await post('/api/v1/relations', { links: [links[0]], reason: 'x' }, reader)).status).toBe(403);
});

test('many compared together give the pairs that every record beside every other gives, and so again after changes', async () => {
  const home = await addCompartment(cairn.instance, TESTER, { name: 'Apart', code: 'APA', lead: 'lead@example.org' });
  const inHome = (each: Change): Change => ({ ...each, compartment: home.id });
  const words = ['clinic', 'school', 'bridge', 'market', 'depot', 'harbour'];
  const changes = Array.from({ length: 66 }, (_, n) => {
    const [group, of] = [Math.floor(n / 6), n % 6];
    const place = { point: { latitude: 10 + group * 3, longitude: 20 + of * 0.004 }, precision: 'near' };
    const title = `Shelling of the ${words[of % 3]} in quarter ${group}, ${words[(of + group) % 6]}`;
    const time = { start: `2031-05-${String(1 + group * 2).padStart(2, '0')}`, precision: 'day' };
    const sensitivity = of === 5 ? 'case-only' : 'internal';
    return inHome(change('incident', { title, time, place, sensitivity, summary: `Told by phone, ${words[of]}.` }));
  });
  const item = inHome(change('item', { itemKind: 'paper', title: 'List' }));
  const acts = changes.map(({ id }, n) =>
    inHome(
      change('act', {
        incident: id,
        type: { scheme: 'act-type', code: n % 2 ? 'killing' : 'torture' },
        basis: [{ itemId: item.id }],
      }),
    ),
  );
  const actors = ['Sira kolona', 'Sira Kolonna', 'Сіра колона', 'Inna Vydumana', 'Ina Vydumana'].map((text) =>
    inHome(change('actor', { actorType: 'group', names: [{ text }] })),
  );
  await commit(cairn.instance, operator, [item, ...changes, ...acts, ...actors], 'Taken in');
  const ids = [...changes, ...actors].map(({ id }) => id).sort();
  const everyPair = async (): Promise<string[]> => {
    const sides = await withSession(cairn.instance, operator, (db) => sidesById(db, ids));
    return sides
      .flatMap((a) => sides.map((b) => [a, b] as const))
      .filter(([a, b]) => a.id < b.id && a.kind === b.kind)
      .flatMap(([a, b]) => {
        const ceiling = ceilingOf(a, b);
        const { score } = compareReady(readySide(a, ceiling), readySide(b, ceiling));
        return score >= 0.7 ? [`${a.id} ${b.id} ${Math.round(score * 1000)}`] : [];
      })
      .sort();
  };
  const kept = async (): Promise<string[]> => {
    const { rows } = await cairn.instance.owner.query('select * from cairn.possible_duplicate where compartment = $1', [
      home.id,
    ]);
    return rows.map(({ one, other, likeness }) => `${one} ${other} ${likeness}`).sort();
  };
  await compareNow(cairn.instance);
  const first = await everyPair();
  expect(first.length).toBeGreaterThan(40);
  expect(await kept()).toEqual(first);
  const moved = changes
    .filter((_, n) => n % 7 === 0)
    .map((each) => ({ ...each, base: 1, body: { ...each.body, title: 'Elsewhere' } }));
  await commit(cairn.instance, operator, moved, 'Corrected');
  await compareNow(cairn.instance);
  const then = await everyPair();
  expect(then).not.toEqual(first);
  expect(await kept()).toEqual(then);
});
