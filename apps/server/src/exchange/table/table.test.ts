import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { TableMapping } from '@cairn/model';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { readPoint } from '../cells.ts';
import { MissingColumns, RepeatedColumns, UnreadableFile } from '../errors.ts';
import { fileOf } from '../invented-files.ts';
import { MemoryPort } from '../memory-port.ts';
import { type ImportReport, problemCode } from '../report.ts';
import { checkedMapping, importTable, MappingRefused, mappingFromText } from './import-table.ts';

const MAPPING: TableMapping = {
  cairnMapping: 1,
  name: 'clinics',
  title: 'Attacks on clinics',
  id: 'No',
  incident: {
    title: { columns: ['Town', 'What'], join: ': ' },
    summary: 'What',
    time: { columns: ['Date', 'Time'], zone: 'Europe/Kyiv' },
    place: { latitude: 'Lat', longitude: 'Lon', name: ['Town'], precision: { value: 'near' } },
    counts: [{ outcome: 'killed', best: 'Killed', group: 'civilians' }],
    codes: [{ scheme: 'clinics:kind', column: 'Kind', separator: '/' }],
    tags: [{ value: 'clinic' }, { column: 'Tags', separator: ',' }],
    custom: { 'beds-lost': { column: 'Beds', type: 'number' } },
  },
  acts: [
    {
      type: { column: 'Weapon', values: { Drone: 'shelling-or-bombing' }, otherwise: 'unknown' },
      method: { column: 'Weapon', values: { Drone: 'drone' } },
      object: { value: 'clinic' },
    },
  ],
  actors: [
    { column: 'Victims', separators: [';', '\n'], role: 'victim-of', actorType: 'person', nobody: ['unknown'] },
    { column: 'By', role: 'perpetrator-of', actorType: 'armed-forces' },
  ],
  sources: [{ column: 'Source', separators: [';'] }],
};

const HEADER = ['No', 'Town', 'What', 'Date', 'Time', 'Lat', 'Lon', 'Killed', 'Kind', 'Tags', 'Beds', 'Weapon'].concat([
  'Victims',
  'By',
  'Source',
]);

const ROW: Record<string, string> = {
  ...{ No: '1', Town: 'Dorba', What: 'A clinic was hit.', Date: '24.02.2022', Time: 'about 10:00', Lat: '49.5' },
  ...{ Lon: '36.25', Killed: '2', Kind: 'Public/Rural', Tags: 'urgent, night', Beds: '12', Weapon: 'drone ' },
  ...{
    Victims: 'Inna Vydumana; Inna Vydumana;unknown',
    By: 'Tunro Army',
    Source: 'Blue Radio;https://t.me/invented/5',
  },
};

const quoted = (text: string, separator: string) =>
  /["\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;

function csv(rows: readonly Record<string, string>[], header = HEADER, separator = ','): string {
  const lines = rows.map((row) => header.map((name) => quoted(row[name] ?? '', separator)).join(separator));
  return `${[header.join(separator), ...lines].join('\n')}\n`;
}

const account = ({ read, created, updated, unchanged, rejected }: ImportReport) => [
  ...[read, created, updated, unchanged, rejected],
];
const flagsOf = ({ flags }: ImportReport) => flags.map((flag) => `${flag.row} ${flag.column} ${problemCode(flag)}`);

async function load(
  port: MemoryPort,
  content: string | Uint8Array,
  mapping: TableMapping = MAPPING,
): Promise<ImportReport> {
  return importTable(port, checkedMapping(mapping), { path: await fileOf('table.csv', content) });
}

test('a row becomes an incident as the mapping says; about 10:00 stays as stated', async () => {
  const port = new MemoryPort();
  const report = await load(port, csv([ROW]));
  expect(flagsOf(report)).toEqual([]);
  expect(port.find('1', 'incident')!.body).toMatchObject({
    title: 'Dorba: A clinic was hit.',
    time: {
      ...{ start: '2022-02-24T09:00', end: '2022-02-24T10:00', precision: 'hour', tz: 'Europe/Kyiv' },
      asStated: '24.02.2022 about 10:00',
    },
    place: { point: { latitude: 49.5, longitude: 36.25 }, name: { en: 'Dorba' }, precision: 'near' },
    counts: [{ outcome: 'killed', count: { best: 2, unit: 'persons' } }],
    codes: [
      { scheme: 'clinics:kind', code: 'public' },
      { scheme: 'clinics:kind', code: 'rural' },
    ],
    tags: ['clinic', 'urgent', 'night'],
    custom: { 'beds-lost': 12 },
    batch: port.all('batch')[0]!.id,
  });
  expect(port.find('1', 'act:1')!.body).toMatchObject({
    type: { code: 'shelling-or-bombing', asStated: 'drone ' },
    method: { code: 'drone' },
    object: { code: 'clinic' },
  });
  expect(port.dangling).toEqual([]);
});

test('a cell is split into persons, whose names stand in identity fields alone', async () => {
  const port = new MemoryPort();
  const mapping = { ...MAPPING, incident: { ...MAPPING.incident } };
  await load(port, csv([ROW, { ...ROW, No: '2', Victims: 'Inna Vydumana\nOlena "V"', Tags: '' }]), mapping);
  const persons = port.all('actor').filter(({ body }) => body.actorType === 'person');
  // The same name twice is two people in one row, and another in the next.
  expect(persons.map(({ body }) => (body.identity as { names: { text: string }[] }).names[0]!.text)).toEqual([
    ...['Inna Vydumana', 'Inna Vydumana', 'Inna Vydumana', 'Olena "V"'],
  ]);
  const links = port.all('link').filter(({ body }) => body.type === 'victim-of');
  expect(links.map(({ body }) => body.from)).toEqual(persons.map(({ id }) => id));
  expect(new Set(port.all('actor').filter(({ body }) => body.actorType === 'armed-forces')).size).toBe(1);
  const readable = [...port.records.values()].map(({ body: { identity: _, ...rest } }) => rest);
  expect(JSON.stringify(readable)).not.toMatch(/Vydumana|Olena|Blue Radio|t\.me/);
  expect(port.all('item')[0]!.body).toMatchObject({ sensitivity: 'case-only' });
});

test('1,000 rows make exactly 1,000 incidents, and the same file again changes nothing', async () => {
  const { id: _, ...mapping } = MAPPING;
  for (const each of [MAPPING, mapping] as TableMapping[]) {
    const port = new MemoryPort();
    // Without ids, a thousand rows of which many are alike.
    const rows = Array.from({ length: 1000 }, (_, at) => ({
      ...ROW,
      No: each.id === undefined ? 'x' : `${at}`,
      Killed: `${at % 7}`,
    }));
    const content = csv(rows);
    expect(account(await load(port, content, each))).toEqual([1000, 1000, 0, 0, 0]);
    expect(port.all('incident')).toHaveLength(1000);
    const before = JSON.stringify([...port.records]);
    expect(account(await load(port, content, each))).toEqual([1000, 0, 0, 1000, 0]);
    expect(JSON.stringify([...port.records])).toBe(before);
    // Neither does another order of rows or columns.
    expect(account(await load(port, csv(rows.toReversed(), HEADER.toReversed()), each))).toEqual([1000, 0, 0, 1000, 0]);
    expect(port.all('incident')).toHaveLength(1000);
  }
});

test('rows without ids that are alike are told of, and both stay', async () => {
  const { id: _, ...mapping } = MAPPING;
  const report = await load(new MemoryPort(), csv([ROW, ROW]), mapping);
  expect(account(report)).toEqual([2, 2, 0, 0, 0]);
  expect(flagsOf(report)).toEqual(['2  row-repeated']);
});

test('what the mapping does not know is flagged and stays raw; nothing is repaired', async () => {
  const port = new MemoryPort();
  const report = await load(
    port,
    csv([
      { ...ROW, Weapon: 'Catapult', Killed: 'many', Lat: '91', Date: '30.02.2022', Beds: 'a few' },
      { ...ROW, No: '2', Killed: '3-5', Time: 'after the siren' },
      { ...ROW, No: '3', Killed: '5+', Weapon: '', Lat: '', Lon: '', Victims: '' },
      { ...ROW, No: '', Killed: '5' },
    ]),
  );
  expect(account(report)).toEqual([4, 3, 0, 0, 1]);
  expect(flagsOf(report).sort()).toEqual([
    ...['1 Beds value-impossible', '1 Date, Time date-impossible', '1 Killed count-impossible'],
    ...['1 Lat coordinates-impossible', '1 Weapon category-unknown', '1 Weapon category-unknown'],
    ...['2 Date, Time time-unclear', '3 Lat coordinates-missing', '3 Lon coordinates-missing', '4 No id-missing'],
  ]);
  expect(port.find('1', 'act:1')!.body).toMatchObject({ type: { code: 'unknown', asStated: 'Catapult' } });
  expect(port.find('1', 'incident')!.body).toMatchObject({
    time: { precision: 'unknown', asStated: '30.02.2022 about 10:00' },
    counts: [{ count: { anomalies: ['best is "many"'] } }],
  });
  expect(port.find('2', 'incident')!.body).toMatchObject({
    time: { start: '2022-02-24', precision: 'day', asStated: '24.02.2022 after the siren' },
    counts: [{ count: { low: 3, high: 5, basis: 'as stated: 3-5' } }],
  });
  expect(port.find('3', 'incident')!.body).toMatchObject({ counts: [{ count: { low: 5 } }] });
});

test('a line or an area in a cell becomes the place; one that cannot be read is flagged and stays in the file', async () => {
  const port = new MemoryPort();
  const mapping = { ...MAPPING, incident: { ...MAPPING.incident, place: { shape: 'Lat', name: ['Town'] } } };
  const line = '{"type":"LineString","coordinates":[[36.1,49.9],[36.4,50]]}';
  const hourglass = 'POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))';
  const cells = [line, 'POLYGON ((36 49, 37 49, 37 50, 36 49))', hourglass, 'along the river'];
  const report = await load(port, csv(cells.map((Lat, n) => ({ ...ROW, No: `${n}`, Lat }))), mapping);
  expect(flagsOf(report)).toEqual(['3 Lat shape-impossible', '4 Lat shape-unclear']);
  expect(port.find('0', 'incident')!.body.place).toEqual({
    ...{ name: { en: 'Dorba' }, precision: 'line', shape: JSON.parse(line) },
  });
  expect(port.find('1', 'incident')!.body).toMatchObject({ place: { shape: { type: 'Polygon' } } });
  expect(port.find('2', 'incident')!.body).toMatchObject({
    place: { name: { en: 'Dorba' }, precision: 'unknown' },
    flags: [{ value: hourglass }],
  });
});

test('a cell of a hundred thousand digits is flagged as fast as any other', () => {
  const began = performance.now();
  const row = { number: 1, id: '1', values: { Lat: `${'1'.repeat(100_000)}x`, Lon: '30' } };
  expect(readPoint(row, 'Lat', 'Lon').flags).toMatchObject([{ column: 'Lat', problem: 'coordinates-impossible' }]);
  expect(performance.now() - began).toBeLessThan(1000);
});

test('a changed mapping reads the same file anew, into fields that nobody edited', async () => {
  const port = new MemoryPort();
  const content = csv([ROW, { ...ROW, No: '2' }]);
  await load(port, content);
  await port.edit(port.find('2', 'incident')!.id, { title: 'Better title' });
  const mapping = { ...MAPPING, incident: { ...MAPPING.incident, title: 'What' } };
  const report = await load(port, content, mapping);
  expect(account(report)).toEqual([2, 0, 2, 0, 0]);
  expect(flagsOf(report)).toEqual(['2 What field-edited-since']);
  expect(port.find('1', 'incident')!.body.title).toBe('A clinic was hit.');
  expect(port.find('2', 'incident')!.body.title).toBe('Better title');
  expect(port.all('incident')).toHaveLength(2);
});

test('a mapping whose names stand in another order, as a database gives it back, is the same mapping', async () => {
  const port = new MemoryPort();
  const content = csv([ROW]);
  await load(port, content);
  const turned = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(turned);
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    );
  };
  expect(account(await load(port, content, turned(MAPPING) as TableMapping))).toEqual([1, 0, 0, 1, 0]);
});

test('persons who are taken out of a row or named anew are told of', async () => {
  const port = new MemoryPort();
  await load(port, csv([{ ...ROW, Victims: 'Inna Vydumana;Olena V' }]));
  const report = await load(port, csv([{ ...ROW, Victims: 'Inna Vydumana;Maria V' }]));
  expect(account(report)).toEqual([1, 0, 1, 0, 0]);
  expect(flagsOf(report)).toEqual(['1  no-longer-given', '1  no-longer-given']);
  expect(port.all('actor').filter(({ body }) => body.actorType === 'person')).toHaveLength(3);
  expect(JSON.stringify(report)).not.toMatch(/Olena|Maria|Inna/);
});

test('a table in another encoding, with other separators and lines above its header', async () => {
  const port = new MemoryPort();
  const cyrillic = `Звіт за лютий;;\n\nNo;Town;What\n1;Київ;Влучання\n`;
  const bytes = Buffer.from([...cyrillic].map((each) => encode1251(each)));
  const mapping: TableMapping = {
    ...{ cairnMapping: 1, name: 'report', title: 'Report', id: 'No' },
    file: { separator: ';', encoding: 'windows-1251', header: 2 },
    incident: { title: { columns: ['Town', 'What'], join: ' – ' } },
  };
  expect(account(await load(port, bytes, mapping))).toEqual([1, 1, 0, 0, 0]);
  expect(port.find('1', 'incident')!.body.title).toBe('Київ – Влучання');
});

function encode1251(letter: string): number {
  const code = letter.charCodeAt(0);
  if (code < 128) return code;
  return letter === 'ї' ? 0xbf : letter === 'і' ? 0xb3 : code - 0x410 + 0xc0;
}

test('columns that are missing or named twice are refused before anything is written', async () => {
  const port = new MemoryPort();
  await expect(load(port, 'No,Town\n1,Dorba\n')).rejects.toThrow(MissingColumns);
  await expect(load(port, csv([ROW], [...HEADER, 'Town']))).rejects.toThrow(RepeatedColumns);
  expect(port.records.size).toBe(0);
});

test('a mapping that is none is refused with the places', () => {
  expect(() => mappingFromText('{"cairnMapping": 1, "title": "x"', 'm.json')).toThrow(MappingRefused);
  expect(() =>
    mappingFromText('{"cairnMapping": 1, "name": "x", "title": "x", "incident": {"titel": "x"}}', 'm.json'),
  ).toThrow(/\/incident\/title: This is missing\. \/incident\/titel: Nothing here is called that/);
});

test('a workbook is read as the cells stand: dates of days and of minutes, and what formulas had worked out', async () => {
  const day = { value: new Date(Date.UTC(2022, 1, 24)), type: Date, format: 'dd.mm.yyyy' };
  const minute = { value: new Date(Date.UTC(2022, 1, 24, 5, 40)), type: Date, format: 'dd.mm.yyyy hh:mm' };
  const head = ['No', 'Town', 'Date', 'Killed'].map((value) => ({ value, type: String }));
  const rows = [
    [{ value: 1, type: Number }, { value: '=HYPERLINK("x")', type: String }, day, { value: 3, type: Number }],
    [{ value: 2, type: Number }, { value: 'Київ', type: String }, minute, null],
    [
      { value: 3, type: Number },
      { value: 'Dorba', type: String },
      { value: '24.02.2022 early morning', type: String },
    ],
  ];
  const file = await writeWorkbook([
    { data: [[{ value: 'notes', type: String }]], sheet: 'About' },
    { data: [head, ...rows], sheet: 'Data' },
  ] as Parameters<typeof writeWorkbook>[0]).toBuffer();
  const port = new MemoryPort();
  const mapping: TableMapping = {
    ...{ cairnMapping: 1, name: 'book', title: 'Book', id: 'No', file: { sheet: 'Data' } },
    incident: { title: 'Town', time: { columns: ['Date'] }, counts: [{ outcome: 'killed', best: 'Killed' }] },
  };
  const report = await load(port, file, mapping);
  expect([account(report), flagsOf(report)]).toEqual([[3, 3, 0, 0, 0], []]);
  expect(port.find('1', 'incident')!.body).toMatchObject({
    title: '=HYPERLINK("x")',
    time: { start: '2022-02-24', precision: 'day' },
    counts: [{ count: { best: 3 } }],
  });
  expect(port.find('2', 'incident')!.body.time).toMatchObject({ start: '2022-02-24T05:40', precision: 'minute' });
  expect(port.find('3', 'incident')!.body.time).toMatchObject({ start: '2022-02-24', precision: 'day' });
  expect(account(await load(port, file, mapping))).toEqual([3, 0, 0, 3, 0]);
  await expect(load(port, file, { ...mapping, file: { sheet: 'Elsewhere' } })).rejects.toThrow(/no such sheet/);
});

test('a workbook that unpacks without end, or is none, is refused', async () => {
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<a/>') });
  // The size of the part once unpacked, as the directory of the archive says (APPNOTE 4.3.12).
  Buffer.from(bomb.buffer).writeUInt32LE(900 << 20, Buffer.from(bomb).indexOf('PK\u0001\u0002') + 24);
  const mapping: TableMapping = { cairnMapping: 1, name: 'b', title: 'B', incident: { title: 'A' } };
  await expect(load(new MemoryPort(), bomb, mapping)).rejects.toThrow(/larger than a table/);
  const broken = Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)]);
  await expect(load(new MemoryPort(), broken, mapping)).rejects.toThrow(UnreadableFile);
  const old = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  await expect(load(new MemoryPort(), old, mapping)).rejects.toThrow(/before 2007/);
});

test('a file that is not there is refused in words', async () => {
  const mapping = checkedMapping({ cairnMapping: 1, name: 'b', title: 'B', incident: { title: 'A' } });
  await expect(importTable(new MemoryPort(), mapping, { path: '/nowhere/a.csv' })).rejects.toThrow(UnreadableFile);
  const path = await fileOf('a.csv', '');
  await writeFile(path, 'A\n=1+1\n');
  const port = new MemoryPort();
  await importTable(port, mapping, { path });
  expect(port.all('incident')[0]!.body.title).toBe('=1+1');
});
