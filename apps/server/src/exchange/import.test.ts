import { expect, test } from 'vitest';
import { writeUcdpCsv } from '../../../../bench/ucdp-rows.ts';
import { MissingColumns, UnknownFormat, UnreadableFile, WrongEncoding } from './errors.ts';
import { importFile, type Progress } from './import.ts';
import { csvOf, fileOf, harmRow, ucdpRow } from './invented-files.ts';
import { MemoryPort } from './memory-port.ts';
import { type ImportReport, problemCode } from './report.ts';
import { ucdpGed } from './ucdp-ged.ts';

const ucdpFile = (...rows: Record<string, string>[]) => fileOf('events.csv', csvOf(ucdpGed, rows.map(ucdpRow)));
const load = (port: MemoryPort, path: string, format = 'ucdp-ged') => importFile(port, { format, path });
const account = ({ read, created, updated, unchanged, rejected }: ImportReport) => [
  read,
  created,
  updated,
  unchanged,
  rejected,
];
const flagsOf = ({ flags }: ImportReport) => flags.map((flag) => `${flag.row} ${flag.column} ${problemCode(flag)}`);

test('a file becomes an item, each row an incident with act, links, actors, counts and a statement that cites its row', async () => {
  const port = new MemoryPort();
  const report = await load(port, await ucdpFile({ id: '1' }, { id: '2', side_b_new_id: '35', side_b: 'Zopim Front' }));
  expect(account(report)).toEqual([2, 2, 0, 0, 0]);
  const kinds = Object.fromEntries(
    ['item', 'incident', 'statement', 'act', 'link', 'actor'].map((kind) => [kind, port.all(kind as 'item').length]),
  );
  expect(kinds).toEqual({ item: 1, incident: 2, statement: 2, act: 2, link: 4, actor: 4 });
  expect(report.records).toBe(16);
  expect(port.dangling).toEqual([]);
  const [item] = port.all('item');
  const incident = port.find('2', 'incident')!;
  const [statement] = port.all('statement').slice(-1);
  expect(statement!.body).toMatchObject({ item: item!.id, pinpoint: 'row 2', about: [{ record: incident.id }] });
  expect(port.find('2', 'act:1')!.body).toMatchObject({
    incident: incident.id,
    basis: [{ statementId: statement!.id }],
  });
  expect([...port.files.keys()]).toEqual([(item!.body.file as { sha256: string }).sha256]);
});

test('what a file brought in is one batch with its account; a file that is in already makes none', async () => {
  const port = new MemoryPort();
  const path = await ucdpFile({ id: '1' }, { id: '2', best: '9' });
  await load(port, path);
  const [batch, ...others] = port.all('batch');
  expect(others).toEqual([]);
  expect(batch!.body).toMatchObject({
    batchKind: 'import',
    report: { read: 2, created: 2, flagged: 1, problems: [{ column: 'best', problem: 'count-order', rows: 1 }] },
  });
  expect(batch!.body).not.toHaveProperty('personal');
  expect(port.all('incident').map(({ body }) => body.batch)).toEqual([batch!.id, batch!.id]);
  const before = JSON.stringify([...port.records]);
  await load(port, path);
  expect(JSON.stringify([...port.records])).toBe(before);
  // The same rows in another file: the file is kept, and nobody gets an empty batch.
  await load(port, await ucdpFile({ id: '2', best: '9' }, { id: '1' }));
  expect(port.all('batch')).toHaveLength(1);
  await load(port, await ucdpFile({ id: '3' }));
  expect(port.all('batch')).toHaveLength(2);
});

test('an import that changes what a second person reviewed takes it back into work', async () => {
  const port = new MemoryPort();
  await load(port, await ucdpFile({ id: '1' }, { id: '2' }));
  for (const id of ['1', '2']) {
    const incident = port.find(id, 'incident')!.id;
    port.author = 'first';
    await port.edit(incident, { status: 'review', review: { readyBy: 'first' } });
    port.author = 'second';
    await port.edit(incident, { status: 'reviewed', review: { readyBy: 'first', reviewedBy: 'second' } });
  }
  port.author = 'operator:test';
  await load(port, await ucdpFile({ id: '1', where_coordinates: 'Dorba bridge' }, { id: '2', deaths_unknown: '7' }));
  expect(port.find('1', 'incident')!.body).toMatchObject({ status: 'open' });
  // Of this one only the act changed.
  expect(port.find('2', 'incident')!.body).toMatchObject({ status: 'reviewed' });
});

test('a source is a code everywhere but in its identity', async () => {
  const port = new MemoryPort();
  await load(
    port,
    await ucdpFile({ id: '1', source_office: 'Morning Herald;Blue Radio' }, { id: '2', source_office: 'blue radio' }),
  );
  const sources = port.all('actor').filter(({ external }) => external.role === 'source');
  expect(sources.map(({ body }) => body.sourceCode)).toEqual(['KHA-S-001', 'KHA-S-002']);
  expect(port.all('statement').map(({ body }) => body.sourceCode)).toEqual(['KHA-S-001, KHA-S-002', 'KHA-S-002']);
  const readable = [...port.records.values()].map(({ body: { identity: _, ...rest } }) => rest);
  expect(JSON.stringify(readable)).not.toMatch(/Morning Herald|Blue Radio/i);
});

test('the same file again brings nothing new, under another name too', async () => {
  const port = new MemoryPort();
  const content = csvOf(ucdpGed, [ucdpRow({ id: '1' }), ucdpRow({ id: '2', best: '9' })]);
  const first = await load(port, await fileOf('a.csv', content));
  const before = JSON.stringify([...port.records]);
  const again = await load(port, await fileOf('b.csv', content));
  expect(account(again)).toEqual([2, 0, 0, 2, 0]);
  expect(again).toMatchObject({ records: 0, flagged: 1, flags: first.flags });
  expect(JSON.stringify([...port.records])).toBe(before);
});

test('columns in another order or case, further columns and quoting change nothing', async () => {
  const port = new MemoryPort();
  const row = ucdpRow({ id: '1' });
  await load(port, await fileOf('a.csv', csvOf(ucdpGed, [row])));
  const columns = [...ucdpGed.columns].reverse();
  const text = `\ufeffExtra,${columns.map((column) => column.toUpperCase()).join(',')}\r\n?,${columns.map((column) => `"${row[column] ?? ''}"`).join(',')}\r\n`;
  expect(account(await load(port, await fileOf('b.csv', text)))).toEqual([1, 0, 0, 1, 0]);
});

test('only what is no row or has no id is rejected, with its raw text', async () => {
  const lines = csvOf(ucdpGed, [ucdpRow({ id: '1' }), ucdpRow({ id: ' ' }), ucdpRow({ id: '3' })]).split('\n');
  lines.splice(2, 0, 'cut,short', '"never closed,1,2');
  const report = await load(new MemoryPort(), await fileOf('a.csv', lines.join('\n')));
  expect(account(report)).toEqual([5, 2, 0, 0, 3]);
  expect(flagsOf(report)).toEqual(['2  row-unparsable', '3  row-unparsable', '4 id id-missing']);
  expect(report.flags[0]!.value).toBe('cut,short');
  expect(report.flags[1]!.value).toBe('"never closed,1,2');
  expect(report.flags[2]!.value).toMatch(/^ ,.*Belkaria/);
});

test('an id with other content is a second incident, flagged and linked; with equal content it is the same row', async () => {
  const port = new MemoryPort();
  const rows = [{ id: '1' }, { id: '2' }, { id: '1', best: '4' }, { id: '1' }, { id: '1', best: '4' }];
  const report = await load(port, await ucdpFile(...rows));
  expect(account(report)).toEqual([5, 3, 0, 2, 0]);
  expect(flagsOf(report)).toEqual(['3 id id-repeated', '4 id id-repeated', '5 id id-repeated']);
  const [first, second] = [port.find('1', 'incident'), port.find('1', 'incident', 2)];
  expect(port.find('1', 'link:possible-duplicate-of', 2)!.body).toMatchObject({ from: second!.id, to: first!.id });
  expect(second!.body.flags).toMatchObject([{ row: 3, column: 'id' }]);
  expect(port.dangling).toEqual([]);
  const again = await load(port, await ucdpFile(rows[2]!, rows[1]!, rows[0]!));
  expect(account(again)).toEqual([3, 0, 0, 3, 0]);
});

test('characters that cannot be stored are flagged, and the file comes in once', async () => {
  const port = new MemoryPort();
  const rows = [
    harmRow({ description: 'zero \u0000 here' }),
    harmRow({ id: 'a\u0000b', location: 'half \ud800 pair' }),
  ];
  const path = await fileOf('a.json', JSON.stringify(rows));
  const report = await load(port, path, 'civilian-harm');
  expect(flagsOf(report)).toEqual([
    '1 description character-unstorable',
    '2 id character-unstorable',
    '2 location character-unstorable',
  ]);
  expect(port.find('a\\u0000b', 'incident')!.body.title).toBe('half \\ud800 pair: A shop was hit');
  expect(JSON.stringify([...port.records])).not.toMatch(/(?<!\\)\\u(0000|d800)/);
  expect(account(await load(port, path, 'civilian-harm'))).toEqual([2, 0, 0, 2, 0]);
});

test('single bytes that are not UTF-8 are flagged; a file in another encoding is refused', async () => {
  const plain = csvOf(
    ucdpGed,
    Array.from({ length: 10 }, (_, index) => ucdpRow({ id: `${index}`, adm_1: index === 4 ? 'Provincia Ñ' : 'P' })),
  );
  const latin = Buffer.from(plain, 'latin1');
  expect(flagsOf(await load(new MemoryPort(), await fileOf('a.csv', latin)))).toEqual(['5 adm_1 character-unstorable']);
  const all = Buffer.from(csvOf(ucdpGed, [ucdpRow({ adm_1: 'Provincia Ñ' })]), 'latin1');
  await expect(load(new MemoryPort(), await fileOf('b.csv', all))).rejects.toThrow(WrongEncoding);
  for (const bytes of [Buffer.from(`\ufeff${plain}`, 'utf16le'), Buffer.from(plain, 'utf16le')]) {
    await expect(load(new MemoryPort(), await fileOf('c.csv', bytes))).rejects.toThrow(/UTF-16/);
  }
});

test('what cannot be read is refused before anything is written', async () => {
  const port = new MemoryPort();
  const path = await fileOf('a.csv', 'id,latitude,longitude,best,low,high,side_a,side_b,date_start\n');
  await expect(load(port, path)).rejects.toThrow(/"type_of_violence", "date_end"/);
  await expect(load(port, path)).rejects.toThrow(MissingColumns);
  await expect(load(port, await fileOf('empty.csv', ''))).rejects.toThrow(MissingColumns);
  await expect(load(port, path, 'gdelt')).rejects.toThrow(UnknownFormat);
  await expect(load(port, `${path}.none`)).rejects.toThrow(UnreadableFile);
  expect(port.records.size + port.files.size).toBe(0);
});

test('a dry run reports the same and writes nothing', async () => {
  const path = await ucdpFile({ id: '1' }, { id: '1', best: '9' }, { id: '' });
  const port = new MemoryPort();
  const dry = await importFile(port, { format: 'ucdp-ged', path, dryRun: true });
  expect(port.records.size + port.files.size + port.commits.length).toBe(0);
  expect(await port.nextSourceCodes(1)).toEqual(['KHA-S-001']);
  expect(dry).toEqual(await load(new MemoryPort(), path));
});

test('a run that breaks off is completed by running it again', async () => {
  const path = await fileOf('many.csv', '');
  await writeUcdpCsv(path, 700, 3);
  const whole = new MemoryPort();
  const expected = await load(whole, path);
  for (const survives of [0, 1, 4, 7]) {
    const port = new MemoryPort();
    port.beforeCommit = () => {
      if (port.commits.length >= survives) throw new Error('the machine stops');
    };
    await expect(load(port, path)).rejects.toThrow('the machine stops');
    port.beforeCommit = () => {};
    const rest = await load(port, path);
    expect(rest.created + rest.unchanged).toBe(700);
    expect(port.records.size).toBe(whole.records.size);
    expect(rest.flags).toEqual(expected.flags);
    expect(port.dangling).toEqual([]);
    expect(account(await load(port, path))).toEqual([700, 0, 0, 700, 0]);
  }
});

test('invented rows come in by commits of a few hundred records, five to six a row, with progress', async () => {
  const path = await fileOf('many.csv', '');
  await writeUcdpCsv(path, 2000, 5);
  const port = new MemoryPort();
  const seen: Progress[] = [];
  const report = await importFile(port, { format: 'ucdp-ged', path, onProgress: (progress) => seen.push(progress) });
  expect(account(report)).toEqual([2000, 2000, 0, 0, 0]);
  expect(report.flagged).toBeGreaterThan(100);
  expect(report.records / 2000).toBeLessThan(6);
  expect(Math.max(...port.commits)).toBeLessThanOrEqual(400);
  expect(Math.min(...port.commits.slice(0, -2))).toBeGreaterThan(300);
  expect(seen.at(-1)).toEqual({ phase: 'import', rows: 2000, total: 2000 });
});
