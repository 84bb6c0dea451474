import { expect, test } from 'vitest';
import { Conflict } from '../record/types.ts';
import { awsd } from './awsd.ts';
import { RepeatedColumns, UnreadableFile } from './errors.ts';
import { importFile } from './import.ts';
import { awsdRow, csvOf, fileOf, harmRow, ucdpRow } from './invented-files.ts';
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

test('a figure that no number here can hold is flagged and kept as the words of the file', async () => {
  const port = new MemoryPort();
  const figures = ['1e400', '-1e400', '1e-400', '9007199254740993', '9'.repeat(400)];
  const report = await load(port, await ucdpFile(...figures.map((best, index) => ({ id: String(index), best }))));
  expect(account(report)).toEqual([5, 5, 0, 0, 0]);
  expect(flagsOf(report)).toEqual(figures.map((_, index) => `${index + 1} best count-impossible`));
  for (const [index, best] of figures.entries()) {
    const [killed] = port.find(String(index), 'incident')!.body.counts as { count: Record<string, unknown> }[];
    expect(killed!.count).toEqual({ low: 3, high: 4, unit: 'persons', anomalies: [`best is "${best}"`] });
  }
  const far = await load(new MemoryPort(), await ucdpFile({ latitude: '1e400' }));
  expect(flagsOf(far)).toEqual(['1 latitude coordinates-impossible']);
});

test('lines that end in carriage returns alone are refused in words, never read as no rows', async () => {
  const text = csvOf(ucdpGed, [ucdpRow({ id: '1' }), ucdpRow({ id: '2' })]);
  const port = new MemoryPort();
  await expect(load(port, await fileOf('mac.csv', text.replaceAll('\n', '\r')))).rejects.toThrow(/carriage returns/);
  await expect(load(port, await fileOf('mac.csv', text.replaceAll('\n', '\r')))).rejects.toThrow(UnreadableFile);
  expect(port.records.size).toBe(0);
  const half = text.replace('\n', '\r\n').replace(/\n(?=2,)/, '\r');
  const report = await load(port, await fileOf('half.csv', half));
  expect([report.read, report.rejected]).toEqual([1, 1]);
});

test('a row whose id is as long as no id is, or that is longer than a field, is rejected with its text', async () => {
  const rows = [{ id: 'x'.repeat(300) }, { id: 'y'.repeat(301) }, { id: 'z', where_description: 'w'.repeat(100_000) }];
  const report = await load(new MemoryPort(), await ucdpFile(...rows));
  expect(account(report)).toEqual([3, 1, 0, 0, 2]);
  expect(flagsOf(report)).toEqual(['2 id id-impossible', '3  row-too-long']);
  expect(report.flags[0]!.value).toContain('y'.repeat(301));
  const zeros = [harmRow({ id: '1', description: '\0'.repeat(17_000) }), harmRow({ id: '\0'.repeat(51) })];
  const harm = await load(new MemoryPort(), await fileOf('a.json', JSON.stringify(zeros)), 'civilian-harm');
  expect(flagsOf(harm)).toEqual(['1  row-too-long', '2 id id-impossible']);
});

test('whatever a cell holds, the row comes in: long names, codes and titles, many sources, zero characters', async () => {
  for (const column of ucdpGed.columns.filter((name) => name !== 'id')) {
    for (const value of [
      'n'.repeat(3000),
      '\0',
      'ß"\r\n,'.repeat(900),
      Array.from({ length: 1200 }, (_, i) => i).join(';'),
    ]) {
      const port = new MemoryPort();
      const path = await ucdpFile({ id: '1', [column]: value });
      expect(account(await load(port, path)), column).toEqual([1, 1, 0, 0, 0]);
      expect(account(await load(port, path)), column).toEqual([1, 0, 0, 1, 0]);
    }
  }
  const port = new MemoryPort();
  const report = await load(port, await ucdpFile({ id: '1', dyad_name: 'd'.repeat(2000) }));
  expect(flagsOf(report)).toEqual(['1  title-cut']);
  expect(port.find('1', 'incident')!.body.title).toBe(`${'d'.repeat(999)}…`);
  for (const column of awsd.columns.filter((name) => name !== 'Incident ID')) {
    const path = await fileOf('a.csv', csvOf(awsd, [awsdRow({ [column]: 'n'.repeat(3000) })]));
    expect(account(await load(new MemoryPort(), path, 'awsd')), column).toEqual([1, 1, 0, 0, 0]);
  }
});

test('rows of nothing but commas, blanks and empty quotes are no rows, however many', async () => {
  const text = csvOf(ucdpGed, [ucdpRow({ id: '1' })]);
  const quoted = `""${'," "'.repeat(ucdpGed.columns.length - 1)}\n`;
  const blank = `${','.repeat(ucdpGed.columns.length - 1)}\n`;
  const path = await fileOf(
    'a.csv',
    `${text}${blank.repeat(20_000)}${quoted.repeat(500)}\n\n \r\n${text.split('\n')[1]!.replace(/^1,/, '2,')}\n`,
  );
  const report = await load(new MemoryPort(), path);
  expect(account(report)).toEqual([2, 2, 0, 0, 0]);
  expect(report.flags).toEqual([]);
});

test('a column named twice is refused by its name; of columns that nobody reads there may be several', async () => {
  const text = csvOf(ucdpGed, [ucdpRow({ id: '1' })]);
  const twice = (name: string) => text.replace('\n', `,${name}\n`).replace(/\n$/, ',7\n');
  const refused = load(new MemoryPort(), await fileOf('a.csv', twice('BEST')));
  await expect(refused).rejects.toThrow(RepeatedColumns);
  await expect(refused).rejects.toThrow(/"best" more than once/);
  const others = text.replace('\n', ',more,more,,\n').replace(/\n$/, ',1,2,3,4\n');
  expect(account(await load(new MemoryPort(), await fileOf('a.csv', others)))).toEqual([1, 1, 0, 0, 0]);
});

test('an element with a key twice, or with a number that nobody can hold, is rejected with its text', async () => {
  const good = JSON.stringify(harmRow({ id: 'a' }));
  const twice = good.replace('"id":"a"', '"id":"b","id":"c"');
  const inside = good.replace('"id":"a"', '"id":"d"').replace('"key":', '"key":"x","key":');
  const large = good.replace('"id":"a"', '"id":"e","more":1e400');
  const path = await fileOf('a.json', `[${[good, twice, inside, large].join(',\n')}]`);
  const report = await load(new MemoryPort(), path, 'civilian-harm');
  expect(account(report)).toEqual([4, 1, 0, 0, 3]);
  expect(report.flags.map(({ value }) => value)).toEqual([twice, inside, large]);
});

test('a collision is tried again, and the account is that of both attempts', async () => {
  const path = await ucdpFile(...Array.from({ length: 300 }, (_, index) => ({ id: String(index) })), { id: '7' });
  const expected = await load(new MemoryPort(), path);
  for (const failing of [0, 1, 3]) {
    const port = new MemoryPort();
    let calls = 0;
    port.beforeCommit = (changes) => {
      if (calls++ === failing) throw new Conflict(changes[0]!.id, 1, null);
    };
    const report = await load(port, path);
    expect(report).toEqual(expected);
    expect(port.records.size).toBe(expected.records);
    expect(port.dangling).toEqual([]);
  }
  const port = new MemoryPort();
  port.beforeCommit = () => {
    throw new Conflict('x', 1, null);
  };
  await expect(load(port, path)).rejects.toThrow(Conflict);
});
