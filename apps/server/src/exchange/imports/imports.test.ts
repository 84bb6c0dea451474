import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { addCompartment, createToken } from '../../access/index.ts';
import type { Session } from '../../record/index.ts';
import { startTestServer, TESTER, type TestServer } from '../../testing/server.ts';
import { acled } from '../acled.ts';
import { acledRow, csvOf, fileOf } from '../invented-files.ts';
import { openTable } from '../table/index.ts';
import { safeCell, unsafeCell, writeWorkbook } from '../workbook/index.ts';
import { Jobs } from './jobs.ts';

let cairn: TestServer;
let second: string;

beforeAll(async () => {
  cairn = await startTestServer();
  second = await cairn.addPerson('second', { role: 'contributor', clearance: 'internal' });
});
afterAll(() => cairn.stop());

async function call(method: string, path: string, body?: unknown, token = cairn.token) {
  const response = await fetch(`${cairn.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, not relied on.
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as any };
}

async function upload(content: Uint8Array | string, token = cairn.token): Promise<string> {
  const bytes = Buffer.from(content as string);
  const auth = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const metadata = `compartment ${Buffer.from(cairn.compartment.id).toString('base64')}`;
  const begun = await fetch(`${cairn.origin}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...auth, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  });
  const id = begun.headers.get('location')!.split('/').at(-1)!;
  const sent = await fetch(`${cairn.origin}/api/v1/uploads/${id}`, {
    method: 'PATCH',
    headers: { ...auth, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  expect(sent.status).toBe(204);
  return id;
}

async function finished(job: { id: string }, token = cairn.token) {
  for (;;) {
    const { body } = await call('GET', `/api/v1/imports/${job.id}`, undefined, token);
    if (body.phase === 'done' || body.phase === 'failed') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function run(path: string, body: Record<string, unknown>, token = cairn.token) {
  const begun = await call('POST', path, { compartment: 'Team', dryRun: false, ...body }, token);
  expect([begun.status, begun.body]).toMatchObject([202, { phase: 'survey' }]);
  return finished(begun.body, token);
}

const TABLE =
  'Номер;Дата;Місто;Загиблі;Потерпілі\n1;24.02.2022 бл. 10:00;Дорба;2;Інна Вигадана, Олена В\n2;25.02.2022;=1+1;;\n';

test('a table is looked at, tried, tried dry and imported, and stands in a batch', async () => {
  const id = await upload(TABLE);
  const looked = await call('POST', '/api/v1/imports/preview', { upload: id, name: 'Лікарні.csv' });
  expect(looked.body).toMatchObject({
    is: 'table',
    file: { separator: ';' },
    columns: [{ name: 'Номер', samples: ['1', '2'] }, { name: 'Дата' }, {}, {}, {}],
    guess: {
      name: 'likarni',
      id: 'Номер',
      incident: {
        time: { columns: ['Дата'] },
        place: { name: ['Місто'] },
        counts: [{ outcome: 'killed', best: 'Загиблі' }],
      },
      actors: [{ column: 'Потерпілі', role: 'victim-of', actorType: 'person' }],
    },
  });
  const mapping = { ...looked.body.guess, file: looked.body.file };
  const tried = await call('POST', '/api/v1/imports/try', { upload: id, mapping });
  expect(tried.body.rows[0]).toMatchObject({
    incident: { title: 'Дорба', time: { start: '2022-02-24T09:00', end: '2022-02-24T10:00', precision: 'hour' } },
    actors: [{ name: 'Інна Вигадана' }, { name: 'Олена В' }],
  });
  const dry = await run('/api/v1/imports', { upload: id, name: 'Лікарні.csv', mapping, dryRun: true });
  expect(dry).toMatchObject({ phase: 'done', report: { read: 2, created: 2, file: 'Лікарні.csv' } });
  expect((await call('GET', '/api/v1/records?kind=incident')).body.records).toEqual([]);
  await run('/api/v1/imports', { upload: id, name: 'Лікарні.csv', mapping });
  const again = await run('/api/v1/imports', { upload: id, name: 'Лікарні.csv', mapping });
  expect(again.report).toMatchObject({ read: 2, created: 0, unchanged: 2 });
  const { records } = (await call('GET', '/api/v1/records?kind=batch')).body;
  expect(records).toMatchObject([{ body: { title: 'Лікарні: Лікарні.csv', report: { created: 2 } } }]);
  const incidents = (await call('GET', '/api/v1/records?kind=incident')).body.records;
  expect(incidents.map(({ body }: { body: { batch: string } }) => body.batch)).toEqual([records[0].id, records[0].id]);
  // A contributor without the right to identities sees that there are people, and no name.
  const actors = await call('GET', '/api/v1/records?kind=actor', undefined, second);
  expect(actors.body.records).toHaveLength(2);
  expect(JSON.stringify(actors.body)).not.toContain('Вигадана');
});

test('a fixed format comes in as a job too', async () => {
  const id = await upload(csvOf(acled, [acledRow(), acledRow({ event_id_cnty: 'BLK9' })]));
  expect((await call('POST', '/api/v1/imports/preview', { upload: id, name: 'a.csv' })).body.is).toBe('acled');
  const done = await run('/api/v1/imports', { upload: id, name: 'a.csv', format: 'acled' });
  expect(done).toMatchObject({ phase: 'done', report: { created: 2 } });
});

test('jobs and uploads are their own account’s, and a mapping that names people needs the clearance to keep its file', async () => {
  const mine = await upload(TABLE);
  const other = await call('POST', '/api/v1/imports/preview', { upload: mine, name: 'a.csv' }, second);
  expect(other.status).toBe(404);
  const done = await call('GET', '/api/v1/imports');
  expect(done.body.jobs.length).toBeGreaterThan(2);
  expect((await call('GET', `/api/v1/imports/${done.body.jobs[0].id}`, undefined, second)).status).toBe(404);
  // A token that the same person made for another compartment gets no report, and opens no file, of this one.
  const user = 'lead@example.org';
  await addCompartment(cairn.instance, TESTER, { name: 'Other', code: 'OTH', lead: user });
  const { token } = await createToken(cairn.instance, TESTER, { user, compartments: ['OTH'] });
  expect((await call('GET', '/api/v1/imports', undefined, token)).body.jobs).toEqual([]);
  expect((await call('GET', `/api/v1/imports/${done.body.jobs[0].id}`, undefined, token)).status).toBe(404);
  expect((await call('POST', '/api/v1/imports/preview', { upload: mine, name: 'a.csv' }, token)).status).toBe(404);
  const theirs = await upload(TABLE, second);
  const base = { cairnMapping: 1, name: 'x', title: 'X', file: { separator: ';' }, incident: { title: 'Місто' } };
  const actors = [{ column: 'Потерпілі', role: 'victim-of', actorType: 'person' }];
  const body = { upload: theirs, name: 'a.csv', compartment: 'Team', dryRun: true, mapping: { ...base, actors } };
  expect((await call('POST', '/api/v1/imports', body, second)).status).toBe(403);
  expect((await call('POST', '/api/v1/imports', { ...body, mapping: { ...base, incident: {} } }, second)).status).toBe(
    422,
  );
  const failed = await run(
    '/api/v1/imports',
    { ...body, mapping: { ...base, incident: { title: 'Nowhere' } } },
    second,
  );
  expect(failed).toMatchObject({ phase: 'failed', failure: expect.stringContaining('"Nowhere"') });
});

interface Row {
  readonly id: string;
  readonly kind: 'incident';
  readonly revision: number;
  readonly reference: string;
  readonly body: Record<string, unknown>;
}

const create = async (title: string, more: Record<string, unknown> = {}): Promise<Row> =>
  (
    await call('POST', '/api/v1/records', {
      kind: 'incident',
      compartment: 'Team',
      body: { title, ...more },
      reason: 'Test',
    })
  ).body;

/** As a person edits a workbook: the cells of every sheet, some of them changed, written anew by another program. */
async function edited(book: Buffer, change: (sheet: string, row: string[], head: string[]) => void): Promise<Buffer> {
  const source = await openTable(await fileOf('book.xlsx', book), null);
  const lines = (await readFile(source.lines!, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [number, ...string[]]);
  await source.close();
  const sheets = source.sheets.map(({ name }, at) => {
    const rows = lines.filter(([sheet]) => sheet === at).map(([, ...cells]) => cells);
    for (const row of rows.slice(1)) change(name, row, rows[0]!);
    return {
      sheet: name,
      data: rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String }))),
    };
  });
  return (writeExcel(sheets as never) as unknown as { toBuffer(): Promise<Buffer> }).toBuffer();
}

test('a workbook that comes back changes the cells that were changed, and overwrites nobody', async () => {
  const time = { start: '2022-02-24T05:40', precision: 'minute' };
  const [a, b, c, d] = [
    await create('Alpha', { time, summary: '=HYPERLINK("x") \r\n second line', tags: ['one'] }),
    await create('Beta', { place: { point: { latitude: -49.5, longitude: 36.25 }, precision: 'near' } }),
    await create('Gamma'),
    await create('Delta', { status: 'open' }),
  ];
  const book = await writeWorkbook([a, b, c, d], { language: 'en', title: 'Test' });
  // As it left, it changes nothing and leaves no batch.
  const batches = async () => (await call('GET', '/api/v1/records?kind=batch&limit=200')).body.records;
  const before = (await batches()).length;
  const same = await run('/api/v1/imports/workbook', { upload: await upload(book), name: 'b.xlsx', reason: 'Back' });
  expect(same.report).toMatchObject({ rows: 4, unchanged: 4, changed: 0, conflicts: [], batch: null });
  expect(await batches()).toHaveLength(before);

  await call('PATCH', `/api/v1/records/${b.id}`, {
    revision: 1,
    body: { title: 'Beta of a colleague' },
    reason: 'Meanwhile',
  });
  const set = (row: string[], head: string[], column: string, value: string) => {
    row[head.indexOf(column)] = value;
  };
  const back = await edited(book, (sheet, row, head) => {
    if (sheet !== 'Incidents') return;
    const title = row[head.indexOf('Title')];
    if (title === 'Alpha') set(row, head, 'Title', 'Alpha, corrected');
    if (title === 'Alpha') set(row, head, 'Tags', 'one; two');
    if (title === 'Beta') set(row, head, 'Title', 'Beta of the workbook');
    if (title === 'Beta') set(row, head, 'Latitude, longitude', '-49.6, 36.25');
    if (title === 'Gamma') set(row, head, 'Status', 'finished');
    if (title === 'Delta') set(row, head, 'Status', 'documented');
  });
  const id = await upload(back);
  const dry = await run('/api/v1/imports/workbook', { upload: id, name: 'b.xlsx', reason: 'Back', dryRun: true });
  expect(dry.report).toMatchObject({ changed: 3, batch: null });
  const { report } = await run('/api/v1/imports/workbook', { upload: id, name: 'b.xlsx', reason: 'Corrected outside' });
  expect(report).toMatchObject({ rows: 4, unchanged: 0, changed: 2, refused: 2, fields: 3 });
  expect(report.conflicts).toMatchObject(
    [
      {
        record: b.id,
        field: 'title',
        ours: 'Beta of a colleague',
        theirs: 'Beta of the workbook',
        why: /^changed-meanwhile/,
      },
      { record: c.id, field: 'status', theirs: 'finished', why: /^code-unknown/ },
      { record: d.id, field: 'status', theirs: 'documented', why: /^rule-refused/ },
    ].map(({ why, ...each }) => ({ ...each, why: expect.stringMatching(why) })),
  );
  const now = async ({ id: record }: Row) => (await call('GET', `/api/v1/records/${record}`)).body;
  expect(await now(a)).toMatchObject({
    revision: 2,
    body: { ...a.body, title: 'Alpha, corrected', tags: ['one', 'two'] },
  });
  expect(await now(b)).toMatchObject({
    revision: 3,
    body: { title: 'Beta of a colleague', place: { point: { latitude: -49.6 }, precision: 'near' } },
  });
  expect([(await now(c)).revision, (await now(d)).revision]).toEqual([1, 1]);
  const history = (await call('GET', `/api/v1/records/${a.id}/revisions`)).body.revisions;
  expect(history.map(({ reason }: { reason: string }) => reason)).toContain('Corrected outside');

  // Again: nothing more changes, and the conflicts stand once.
  const again = await run('/api/v1/imports/workbook', { upload: id, name: 'b.xlsx', reason: 'Once more' });
  expect(again.report).toMatchObject({ changed: 0, batch: report.batch });
  const batch = (await call('GET', `/api/v1/records/${report.batch}`)).body;
  expect(batch.revision).toBe(1);
  expect(batch.body.conflicts).toHaveLength(3);

  const decisions = [
    { index: 0, take: true },
    { index: 1, take: false },
    { index: 2, take: true },
  ];
  const decided = await call('POST', '/api/v1/imports/conflicts', {
    batch: batch.id,
    revision: 1,
    decisions,
    reason: 'Seen',
  });
  expect(decided.body.body.conflicts.map(({ state }: { state: string }) => state)).toEqual(['taken', 'kept', 'open']);
  expect(await now(b)).toMatchObject({ body: { title: 'Beta of the workbook' } });
  expect((await now(c)).revision + (await now(d)).revision).toBe(2);
  const stale = await call('POST', '/api/v1/imports/conflicts', {
    batch: batch.id,
    revision: 1,
    decisions,
    reason: 'Late',
  });
  expect(stale.status).toBe(409);
});

test('the same workbook brought back twice at once changes each cell once, and its conflicts stand once', async () => {
  const rows = [await create('Eta'), await create('Theta')];
  const book = await writeWorkbook(rows, { language: 'en', title: 'Test' });
  const back = await edited(book, (sheet, row, head) => {
    const title = row[head.indexOf('Title')];
    if (sheet !== 'Incidents') return;
    if (title === 'Eta') row[head.indexOf('Title')] = 'Eta, corrected';
    if (title === 'Theta') row[head.indexOf('Status')] = 'finished';
  });
  const id = await upload(back);
  const given = { upload: id, name: 'twice.xlsx', reason: 'Back' };
  const both = await Promise.all([1, 2].map(() => run('/api/v1/imports/workbook', given)));
  expect(both.map(({ phase, failure }) => [phase, failure])).toEqual([
    ['done', null],
    ['done', null],
  ]);
  expect(both[1].report.batch).toBe(both[0].report.batch);
  expect((await call('GET', `/api/v1/records/${both[0].report.batch}`)).body.body.conflicts).toHaveLength(1);
  expect((await call('GET', `/api/v1/records/${rows[0]?.id}`)).body.revision).toBe(2);
});

test('of two people who decide one conflict at once one wins, the other hears of it, and the batch says what the record says', async () => {
  const rows = await Promise.all(['Kappa', 'Lambda', 'Sigma'].map((title) => create(title)));
  const book = await writeWorkbook(rows, { language: 'en', title: 'Test' });
  for (const { id } of rows)
    await call('PATCH', `/api/v1/records/${id}`, { revision: 1, body: { title: 'Ours' }, reason: 'Meanwhile' });
  const back = await edited(book, (sheet, row, head) => {
    if (sheet === 'Incidents') row[head.indexOf('Title')] = 'Theirs';
  });
  const { report } = await run('/api/v1/imports/workbook', { upload: await upload(back), name: 'e.xlsx', reason: 'x' });
  const batch = async () => (await call('GET', `/api/v1/records/${report.batch}`)).body;
  expect((await batch()).body.conflicts).toHaveLength(3);
  // Nobody puts another value into the list by which others decide; readers decide nothing.
  const forged = (await batch()).body.conflicts.map((each: object) => ({ ...each, theirs: 'Invented' }));
  const patch = { revision: 1, body: { conflicts: forged }, reason: 'x' };
  const forging = await call('PATCH', `/api/v1/records/${report.batch}`, patch, second);
  expect([forging.status, JSON.stringify(forging.body)]).toEqual([422, expect.stringContaining('conflict-changed')]);
  const reader = await cairn.addPerson('reading', { role: 'reader', clearance: 'case-only' });
  const given = { batch: report.batch, revision: 1, reason: 'x' };
  for (const take of [true, false]) {
    const decisions = [{ index: 0, take }];
    expect((await call('POST', '/api/v1/imports/conflicts', { ...given, decisions }, reader)).status).toBe(403);
  }
  const deciding = ([index, first, other]: readonly [number, boolean, boolean], revision: number) =>
    Promise.all(
      [first, other].map((take, at) => {
        const given = { batch: report.batch, revision, decisions: [{ index, take }], reason: 'Seen' };
        return call('POST', '/api/v1/imports/conflicts', given, at === 0 ? cairn.token : second);
      }),
    );
  const rounds = [
    [0, true, false],
    [1, false, true],
    [2, true, true],
  ] as const;
  for (const [at, round] of rounds.entries()) {
    const told = await deciding(round, at + 1);
    expect(told.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { revision, body } = await batch();
    // One revision for each decision: the record's and the batch's are one commit.
    expect(revision).toBe(at + 2);
    const { record, state, by } = body.conflicts[at];
    const now = (await call('GET', `/api/v1/records/${record}`)).body;
    expect([now.body.title, now.revision]).toEqual(state === 'taken' ? ['Theirs', 3] : ['Ours', 2]);
    const late = told.find(({ status }) => status === 409)!;
    expect(late.body).toMatchObject({ code: 'conflict-decided', decided: [{ index: at, state, by, field: 'title' }] });
    expect(late.body.detail).toContain(by);
    expect(late.body.detail).toMatch(/is decided already.*Nothing of yours was written/);
  }
  const nowhere = { batch: report.batch, revision: 4, decisions: [{ index: 9, take: true }], reason: 'x' };
  expect((await call('POST', '/api/v1/imports/conflicts', nowhere)).status).toBe(422);
});

test('six imports go on at once; a seventh, and a third of one person, are refused, and lose nothing by it', async () => {
  const people = await Promise.all(
    ['third', 'fourth', 'fifth', 'sixth'].map((name) =>
      cairn.addPerson(name, { role: 'contributor', clearance: 'case-only' }),
    ),
  );
  const begin = (n: number, id: string, token: string) => {
    const mapping = { cairnMapping: 1, name: `full-${n}`, title: 'Full', id: 'No', incident: { title: 'What' } };
    const body = { upload: id, name: `full-${n}.csv`, compartment: 'Team', dryRun: false, mapping };
    return call('POST', '/api/v1/imports', body, token);
  };
  const file = (n: number) => `No,What\n1,Full ${n} one\n2,Full ${n} two\n`;
  const titles = async () => {
    const { records } = (await call('GET', '/api/v1/records?kind=incident&limit=200')).body;
    return records
      .map(({ body }: { body: { title: string } }) => body.title)
      .filter((each: string) => /^Full/.test(each));
  };
  const batches = async () => (await call('GET', '/api/v1/records?kind=batch&limit=200')).body.records.length;
  const uploads = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => upload(file(n), people[n >> 1])));
  const own = await upload(file(7), people[0]);
  const before = await batches();
  const { owner } = cairn.instance;
  // All six wait for their turn, which this holds; and as elsewhere the server's own work has two connections.
  const holder = await owner.connect();
  const other = await owner.connect();
  for (const n of [0, 1, 2, 3, 4, 5])
    await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [
      `import ${cairn.compartment.id} table:full-${n}`,
    ]);
  const begun = [];
  for (const n of [0, 1, 2, 3, 4, 5]) begun.push(await begin(n, uploads[n]!, people[n >> 1]!));
  expect(begun.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
  const refused = [await begin(7, own, people[0]!), await begin(6, uploads[6]!, people[3]!)];
  expect(refused).toMatchObject([
    { status: 429, body: { code: 'imports-full', whose: 'own', detail: expect.stringMatching(/^2 of your imports/) } },
    { status: 429, body: { code: 'imports-full', whose: 'all', detail: expect.stringMatching(/^6 imports are/) } },
  ]);
  const waiting = async () =>
    (await owner.query("select count(*)::integer as n from pg_locks where locktype = 'advisory' and not granted"))
      .rows[0].n;
  // Whoever waits for a turn takes nothing from the others: the server's own work goes on.
  await expect.poll(waiting, { timeout: 20_000 }).toBe(6);
  expect(await titles()).toEqual([]);
  expect(await batches()).toBe(before);
  holder.release(true);
  const done = await Promise.all(begun.map(({ body }, n) => finished(body, people[n >> 1])));
  other.release();
  expect(done.map(({ phase, failure, report }) => [phase, failure, report?.created])).toEqual(
    begun.map(() => ['done', null, 2]),
  );
  // What was refused comes in with the same file, once.
  for (const [n, id, token] of [
    [7, own, people[0]!],
    [6, uploads[6]!, people[3]!],
  ] as const)
    expect((await finished((await begin(n, id, token)).body, token)).report).toMatchObject({ created: 2 });
  expect((await titles()).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].flatMap((n) => [`Full ${n} one`, `Full ${n} two`]));
  expect(await batches()).toBe(before + 8);
});

test('a list of conflicts that somebody made up writes nothing that is no text', async () => {
  const mine = await create('Zeta');
  const conflicts = [7, { trim: 1 }, null].map((theirs) => ({
    ...{ record: mine.id, field: 'title', why: 'x', state: 'open', theirs },
  }));
  const body = { title: 'Made up', batchKind: 'import', conflicts };
  const made = await call('POST', '/api/v1/records', { kind: 'batch', compartment: 'Team', reason: 'x', body });
  const decisions = conflicts.map((_, index) => ({ index, take: true }));
  const given = { batch: made.body.id, revision: 1, decisions, reason: 'Take' };
  const told = await call('POST', '/api/v1/imports/conflicts', given);
  expect([told.status, told.body.body.conflicts.map(({ state }: { state: string }) => state)]).toEqual([
    200,
    ['open', 'open', 'open'],
  ]);
  expect((await call('GET', `/api/v1/records/${mine.id}`)).body.revision).toBe(1);
  // No list names a record of another compartment, though whoever makes it up reads both.
  await addCompartment(cairn.instance, TESTER, { name: 'Apart', code: 'APA', lead: 'lead@example.org' });
  const apart = { kind: 'batch', compartment: 'Apart', reason: 'x', body };
  expect(await call('POST', '/api/v1/records', apart)).toMatchObject({ status: 422, body: { problems: [{}] } });
  expect((await call('POST', '/api/v1/records', { ...apart, body: { ...body, conflicts: [] } })).status).toBe(201);
});

test('rows that are none of Cairn’s, and records of others, are conflicts of their own', async () => {
  const mine = await create('Epsilon');
  const book = await writeWorkbook([mine, { ...mine, id: crypto.randomUUID() }], { language: 'uk', title: 'Тест' });
  const back = await edited(book, (sheet, row, head) => {
    if (sheet !== 'Події') return;
    row[head.indexOf('Назва')] = 'Інша назва';
    if (row[head.indexOf('cairn:id')] === mine.id) row[head.indexOf('cairn:id')] = '';
  });
  const { report, failure } = await run('/api/v1/imports/workbook', {
    upload: await upload(back),
    name: 'c.xlsx',
    reason: 'Back',
  });
  expect(failure).toBeNull();
  expect(report.conflicts.map(({ why }: { why: string }) => why.split(':')[0])).toEqual(['row-new', 'row-unknown']);
  const none = await run('/api/v1/imports/workbook', { upload: await upload(TABLE), name: 'd.csv', reason: 'Back' });
  expect(none).toMatchObject({ phase: 'failed', failure: expect.stringContaining('no workbook that Cairn wrote') });
});

test.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tx', '\rx', '  =1', '＝1', "'=1", "''=1", '-', '- a list'])(
  'the text %j is no formula in a cell, and comes back as it was',
  (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
    expect(unsafeCell(safeCell(text))).toBe(text);
  },
);

test.each(['-5', '+5.2', '12', 'plain', "it's", "'quoted'", ''])('the text %j stays', (text) => {
  expect(safeCell(text)).toBe(text);
  expect(unsafeCell(text)).toBe(text);
});

test('a workbook hides what tells its rows, and holds no formula', async () => {
  const row = { id: crypto.randomUUID(), kind: 'incident' as const, reference: 'T-1', revision: 1 };
  const body = { title: '=cmd|x!A1', identity: { names: [{ text: 'Nobody Invented' }] } };
  const book = await writeWorkbook(
    [
      { ...row, body },
      { ...row, kind: 'actor', body: { actorType: 'person', ...body } },
    ],
    {
      language: 'en',
      title: '@title',
    },
  );
  const { unzipSync, strFromU8 } = await import('fflate');
  const parts = Object.entries(unzipSync(book)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const sheet = parts.find(([name]) => name.endsWith('sheet1.xml'))![1];
  expect(sheet.match(/hidden="1"/g)).toHaveLength(3);
  const all = parts.map(([, text]) => text).join('\n');
  expect(all).not.toMatch(/<f[ >]/);
  expect(all).toMatch(/(?:'|&apos;|&#39;)=cmd/);
  expect(all).not.toContain('Nobody Invented');
});

test.each([
  [
    Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' }),
    'The disk is full. Make room',
  ],
  [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'The disk is full. Make room'],
  [Object.assign(new Error('x'), { code: '57P01', severity: 'FATAL' }), 'The database stopped or restarts'],
])('an import that stops for want of room or database says so in plain words', async (error, words) => {
  const jobs = new Jobs();
  const session = { account: 'a', author: 'a', secret: 's' } as unknown as Session;
  const { id } = jobs.begin(session, { name: 'a.csv', compartment: 'c', dryRun: false }, () => Promise.reject(error));
  await new Promise((resolve) => setImmediate(resolve));
  const { phase, failure } = jobs.read(session, id, new Set(['c']));
  expect(phase).toBe('failed');
  expect(failure).toContain(words);
  expect(failure).toContain('nothing is doubled');
});
