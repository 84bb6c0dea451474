import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Change, commit, newId, openOperatorSession, type Session } from '../record/index.ts';
import { addressOf, storeFile } from '../store/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Items as the page asks for them: lists, what belongs to an incident, and what stands around one item.

let cairn: TestServer;
let folder: string;
let operator: Session;
/** Cleared for what is internal; for what is case-only; for public fields alone. */
let reader: string;
let cleared: string;
let low: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-items-'));
  cairn = await startTestServer();
  operator = await openOperatorSession(cairn.instance);
  reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' });
  cleared = await cairn.addPerson('cleared', { role: 'reader', clearance: 'case-only' });
  low = await cairn.addPerson('low', { role: 'reader', clearance: 'public' });
});
afterAll(async () => {
  await cairn?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function fileOf(content: string, name: string, mediaType: string): Promise<object> {
  const path = join(folder, 'part');
  writeFileSync(path, content);
  const { sha256, bytes } = await storeFile(cairn.instance, cairn.compartment.id, path);
  return { name, sha256, bytes, mediaType };
}

function change(kind: Change['kind'], body: Record<string, unknown>): Change {
  return { id: newId(), kind, compartment: cairn.compartment.id, base: 0, body };
}

async function keep(...changes: Change[]): Promise<string[]> {
  return (await commit(cairn.instance, operator, changes, 'Taken in')).map(({ id }) => id);
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
async function get(path: string, token = reader): Promise<any> {
  const answer = await fetch(cairn.origin + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const thumbnailOf = (of: string, file: object) =>
  change('item', {
    ...{ itemKind: 'file', captureClass: 'derivative', file },
    derivative: { of, role: 'thumbnail', tool: 'sharp', toolVersion: '0.35.0' },
    technical: { outcome: 'read', width: 320, height: 240, tool: 'sharp', toolVersion: '0.35.0', at: '2026-01-02' },
  });

test('a list shows what lists show, with the thumbnail and without copies', async () => {
  const file = await fileOf('picture', 'bridge.jpg', 'image/jpeg');
  const technical = {
    ...{ outcome: 'read', mediaType: 'image/webp', width: 640, height: 480, orientation: 6 },
    ...{ tool: 'sharp', toolVersion: '0.35.0', at: '2026-01-02T03:04:05Z' },
  };
  const original = change('item', { itemKind: 'file', title: 'At the bridge', file, technical, graphic: 'graphic' });
  const [id] = await keep(original);
  const small = thumbnailOf(original.id, await fileOf('small', 'bridge.webp', 'image/webp'));
  await keep(small);
  const { items } = await get(`/api/v1/items?compartment=${cairn.compartment.id}`);
  expect(items).toHaveLength(1);
  expect(items[0]).toEqual({
    ...{ id, compartment: cairn.compartment.id, reference: items[0].reference, revision: 1, at: items[0].at },
    ...{ itemKind: 'file', title: 'At the bridge', name: 'bridge.jpg', bytes: 7, mediaType: 'image/webp' },
    ...{ width: 640, height: 480, graphic: 'graphic', examination: 'read' },
    thumbnail: { item: small.id, width: 320, height: 240 },
  });
  // Whoever reads public fields alone learns that there is an item, and neither its name nor that a copy of it exists.
  const bare = await get('/api/v1/items', low);
  expect(bare.items).toEqual([]);
});

test('pages follow one another without a gap, and types narrow the list', async () => {
  const made = [];
  for (const [name, type] of [
    ...[['a.mp4', 'video/mp4'] as const, ['b.mp3', 'audio/mpeg'] as const, ['c.pdf', 'application/pdf'] as const],
    ...[['d.zip', 'application/zip'] as const, ['e.docx', 'application/vnd.oasis.opendocument.text'] as const],
  ])
    made.push(...(await keep(change('item', { itemKind: 'file', file: await fileOf(name, name, type) }))));
  made.push(...(await keep(change('item', { itemKind: 'link', publicUrl: 'https://news.example/1' }))));
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: { id: string }[]; next: string | null } = await get(
      `/api/v1/items?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(made));
  const names = async (type: string): Promise<(string | undefined)[]> =>
    (await get(`/api/v1/items?type=${type}`)).items.map(({ name }: { name?: string }) => name).sort();
  expect(await names('video')).toEqual(['a.mp4']);
  expect(await names('audio')).toEqual(['b.mp3']);
  expect(await names('document')).toEqual(['c.pdf', 'e.docx']);
  expect(await names('image')).toEqual(['bridge.jpg']);
  expect(await names('other')).toEqual(['d.zip', undefined]);
  for (const query of ['limit=0', 'limit=201', 'type=film', 'cursor=x', 'about=x', 'cursor=WyJ4IiwieSJd'])
    expect((await get(`/api/v1/items?${query}`)).status, query).toBeOneOf([400, 422]);
});

test('to an incident belongs what is linked to it, and what its acts, statements and links name', async () => {
  const incident = change('incident', { title: 'Shelling of the mill' });
  const other = change('incident', { title: 'Elsewhere' });

  const items = ['linked', 'said', 'of the act', 'hidden', 'free', 'elsewhere'].map((title) =>
    change('item', { itemKind: 'paper', title, ...(title === 'hidden' ? { sensitivity: 'case-only' } : {}) }),
  );
  const [linked, said, ofAct, hidden, free, elsewhere] = items.map(({ id }) => id);
  const act = change('act', {
    incident: incident.id,
    type: { scheme: 'act-type', code: 'killing' },
    basis: [{ itemId: linked }],
    level: 1,
  });
  await keep(
    ...[incident, other, act, ...items],
    change('link', { from: linked, to: incident.id, type: 'part-of', basis: [{ itemId: linked }], level: 1 }),
    change('link', { from: hidden, to: incident.id, type: 'part-of', basis: [{ itemId: hidden }], level: 1 }),
    change('link', { from: elsewhere, to: other.id, type: 'part-of', basis: [{ itemId: elsewhere }], level: 1 }),
    change('statement', { summary: 'It was at noon.', item: said, about: [{ record: incident.id }], reliability: 'B' }),
    change('statement', { summary: 'One died.', item: ofAct, about: [{ record: act.id }], reliability: 'B' }),
  );
  const belongs = async (token: string): Promise<string[]> =>
    (await get(`/api/v1/items?about=${incident.id}`, token)).items.map(({ id }: { id: string }) => id).sort();
  expect(await belongs(reader)).toEqual([linked, said, ofAct].sort());
  expect(await belongs(cleared)).toEqual([linked, said, ofAct, hidden].sort());
  expect(await belongs(reader)).not.toContain(free);
  const absent = await get(`/api/v1/items?about=${newId()}`);
  expect(absent.status).toBe(404);
  expect(await get(`/api/v1/items?about=${incident.id}`, low)).toEqual(absent);
});

test('an item whose link is withdrawn belongs to the incident no longer, and stands around it no longer', async () => {
  const incident = change('incident', { title: 'Shelling of the depot' });
  const item = change('item', { itemKind: 'paper', title: 'A page of the log book' });
  const body = { from: item.id, to: incident.id, type: 'part-of', basis: [{ itemId: item.id }], level: 1 };
  const tie = change('link', body);
  await keep(incident, item, tie);
  const around = async (): Promise<string[][]> => {
    const listed = await get(`/api/v1/items?about=${incident.id}`);
    const near = await get(`/api/v1/records/${incident.id}/related`);
    const other = await get(`/api/v1/records/${item.id}/related`);
    return [listed.items, near.records, other.records].map((rows: { id: string }[]) => rows.map(({ id }) => id).sort());
  };
  expect(await around()).toEqual([[item.id], [item.id, tie.id].sort(), [incident.id, tie.id].sort()]);
  const withdrawn = { by: operator.author, reasons: 'Another depot' };
  await commit(cairn.instance, operator, [{ ...tie, base: 1, body: { ...body, withdrawn } }], 'Another depot');
  expect(await around()).toEqual([[], [], []]);
  await commit(cairn.instance, operator, [{ ...tie, base: 2, body }], 'The depot after all');
  expect(await around()).toEqual([[item.id], [item.id, tie.id].sort(), [incident.id, tie.id].sort()]);
});

test('what a program read of a file, and the copies that it made, have no author in the chain of custody', async () => {
  const provenance = { obtainedFrom: 'TEA-S-1' };
  const body = { itemKind: 'file', file: await fileOf('a view', 'view.jpg', 'image/jpeg'), provenance };
  const item = change('item', body);
  await keep(item);
  const technical = { outcome: 'read', tool: 'sharp', toolVersion: '0.35.0', at: '2026-01-02T00:00:00.000Z' };
  const read = { ...item, base: 1, body: { ...body, technical } };
  await commit(cairn.instance, operator, [read], 'Examined by sharp 0.35.0');
  const copy = thumbnailOf(item.id, await fileOf('small', 'view.webp', 'image/webp'));
  await keep(copy);
  const { custody } = await get(`/api/v1/items/${item.id}/evidence`, cleared);
  expect(custody).toMatchObject([
    // Nobody said when.
    { at: '', event: 'received', from: 'TEA-S-1' },
    { event: 'recorded', by: operator.author },
    { event: 'machine-read', note: 'sharp 0.35.0' },
    { event: 'derived' },
  ]);
  expect(custody[2]).not.toHaveProperty('by');
  const ofCopy = await get(`/api/v1/items/${copy.id}/evidence`);
  expect(ofCopy.custody).toEqual([{ at: expect.any(String), event: 'recorded' }]);
});

test('custody is told from the earliest to the latest, to each as far as they may know', async () => {
  const file = await fileOf('a film', 'film.mp4', 'video/mp4');
  const body = {
    ...{ itemKind: 'file', file },
    provenance: { obtainedFrom: 'KHA-S-014', obtainedBy: 'Olena', obtainedAt: '2022-03-04', method: 'handed over' },
    custody: [
      { at: '2022-03-09', event: 'stored', place: 'Safe 2' },
      { at: '2022-03-05', event: 'transferred', from: 'Olena', to: 'Ivan' },
    ],
  };
  const original = change('item', body);
  const same = change('item', { itemKind: 'file', file: { ...file, name: 'again.mp4' } });
  await keep(original, same);
  const poster = change('item', {
    ...{ itemKind: 'file', captureClass: 'derivative', file: await fileOf('frame', 'film.jpg', 'image/jpeg') },
    derivative: { of: original.id, role: 'poster', tool: 'ffmpeg', toolVersion: '7.1' },
  });
  await keep(poster);
  const edited = { ...original, base: 1, body: { ...body, title: 'The film' } };
  await commit(cairn.instance, operator, [edited], 'Titled');
  const ask = (as: string, item: string, token: string) =>
    fetch(`${cairn.origin}/api/v1/items/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items: [{ item, as }] }),
    });
  for (const token of [reader, reader, cleared]) await ask('download', original.id, token);
  await ask('show', original.id, cleared);
  await ask('show', poster.id, cleared);

  const full = await get(`/api/v1/items/${original.id}/evidence`, cleared);
  const brief = (lines: { event: string; at: string }[]) => lines.map(({ event }) => event);
  expect(brief(full.custody).slice(0, 6)).toEqual([
    ...['received', 'transferred', 'stored', 'recorded', 'derived', 'edited'],
  ]);
  expect(full.custody[0]).toEqual({
    ...{ at: '2022-03-04', event: 'received', by: 'Olena', from: 'KHA-S-014', note: 'handed over' },
  });
  expect(full.custody[4]).toMatchObject({ to: full.derivatives[0].reference, note: 'ffmpeg 7.1' });
  expect(full.custody[5]).toMatchObject({ event: 'edited', by: expect.any(String), note: 'Titled' });
  const uses = full.custody.slice(6).map(({ event, by, count }: Record<string, unknown>) => ({ event, by, count }));
  expect(uses).toHaveLength(3);
  expect(uses).toEqual(
    expect.arrayContaining([
      { event: 'downloaded', by: 'reader', count: 2 },
      { event: 'downloaded', by: 'cleared', count: 1 },
      // The still is looked at in lists and is not counted.
      { event: 'opened', by: 'cleared', count: 1 },
    ]),
  );
  expect(full.derivatives).toMatchObject([
    { item: poster.id, role: 'poster', name: 'film.jpg', bytes: 5, tool: 'ffmpeg', toolVersion: '7.1' },
  ]);
  expect(full.sameFile).toEqual([{ item: same.id, reference: expect.any(String) }]);
  expect(full.examination).toEqual({ state: 'waiting' });

  const part = await get(`/api/v1/items/${original.id}/evidence`, reader);
  expect(brief(part.custody)).toEqual(['recorded', 'derived', 'edited', 'downloaded', 'opened']);
  expect(part.custody.slice(3).map(({ by, count }: Record<string, unknown>) => [by, count])).toEqual([
    [undefined, 3],
    [undefined, 1],
  ]);
  // Of what one may not read it is not said that it is missing.
  const points = ({ checklist }: { checklist: { point: string; state: string }[] }) =>
    checklist.filter(({ state }) => state === 'missing').map(({ point }) => point);
  expect(points(full)).toContain('legal-basis');
  expect(points(part)).not.toContain('legal-basis');
  expect(points(part)).toContain('graphic-judged');

  const own = await get(`/api/v1/items/${poster.id}/evidence`, reader);
  expect(own.parent).toEqual({ item: original.id, reference: expect.any(String) });
  const absent = await get(`/api/v1/items/${newId()}/evidence`, low);
  expect(absent.status).toBe(404);
  expect(await get(`/api/v1/items/${original.id}/evidence`, low)).toEqual(absent);
});

test('what befell the bytes is told of the items that name them, and of moves since they came', async () => {
  const file = await fileOf('letters', 'letters.txt', 'text/plain');
  const [id] = (await keep(change('item', { itemKind: 'file', file }))) as [string];
  const point = async (): Promise<string> =>
    (await get(`/api/v1/items/${id}/evidence`)).checklist.find(
      ({ point: name }: { point: string }) => name === 'fixity-checked',
    ).state;
  expect(await point()).toBe('missing');
  const { owner } = cairn.instance;
  const address = addressOf(cairn.instance, cairn.compartment.id, (file as { sha256: string }).sha256);
  const checked = (at: string) =>
    owner.query(
      `insert into cairn.fixity_reading (address, compartment, checked, round, outcome, items, bytes)
       values ($1, $2, $3, 1, 'whole', '{}', 7)
       on conflict (address) do update set checked = excluded.checked`,
      [address, cairn.compartment.id, at],
    );
  const found = (item: string, at: string) =>
    owner.query(
      `insert into cairn.fixity_check (id, at, kind, round, files, bytes, altered, missing, problems, again)
       values ($1, $2, 'found', 1, 1, 7, 1, 0, $3, '[]')`,
      [newId(), at, JSON.stringify([{ item, kind: 'altered' }])],
    );
  const moved = (ended: string) =>
    owner.query(`insert into cairn.store_move values ($1, $2, $2, 'folder', 's3', 1, 7)`, [newId(), ended]);
  await moved('2020-01-01');
  await checked('2999-01-01');
  await found(newId(), '2999-01-02');
  await moved('2999-01-03');
  expect(await point()).toBe('present');
  await found(id, '2999-01-04');
  expect(await point()).toBe('missing');
  const { custody } = await get(`/api/v1/items/${id}/evidence`);
  expect(custody.slice(1)).toEqual([
    { at: '2999-01-01T00:00:00.000Z', event: 'rechecked' },
    { at: '2999-01-03T00:00:00.000Z', event: 'moved-store', from: 'folder', to: 's3' },
    { at: '2999-01-04T00:00:00.000Z', event: 'altered' },
  ]);
});
