import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';
import type { RawRow } from './raw-row.ts';

async function* pieces(text: string, size = text.length): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size?: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of readCsv(pieces(text, size), (header) => header)) rows.push(row);
  return rows;
}

const values = (rows: RawRow[]) => rows.map((row) => (row.values === null ? null : Object.values(row.values)));

test('rows are numbered from the first one after the header', async () => {
  const rows = await read('id,text\r\n7,one\r\n8,"two, with\r\na line and a ""word"""\r\n');
  expect(rows.map((row) => row.number)).toEqual([1, 2]);
  expect(rows[1]!.values).toMatchObject({ id: '8', text: 'two, with\r\na line and a "word"' });
});

test('a row with a cell too many or too few is given as raw text, and reading goes on', async () => {
  const rows = await read('id,text\n1,a\n2\n3,c,d\n4,d\n');
  expect(values(rows)).toEqual([['1', 'a'], null, null, ['4', 'd']]);
  expect(rows[1]!.raw).toBe('2');
  expect(rows[2]!.raw).toBe('3,c,d');
});

test('a quote that is never closed costs its own line only', async () => {
  const rows = await read('id,a,b\n1,x,y\n2,"x,y\n3,x,"y"\n4,"x\nx",y\n');
  expect(values(rows)).toEqual([['1', 'x', 'y'], null, ['3', 'x', 'y'], ['4', 'x\nx', 'y']]);
  expect(rows[1]!.raw).toBe('2,"x,y');
});

test('an unclosed quote in a long file does not swallow the rows behind it', async () => {
  const many = Array.from({ length: 60_000 }, (_, index) => `${index},some invented text,more`).join('\n');
  const rows = await read(`id,a,b\nbad,"x,y\n${many}\n`, 65_536);
  expect(rows).toHaveLength(60_001);
  expect(rows.filter((row) => row.values === null).map((row) => row.raw)).toEqual(['bad,"x,y']);
});

test('a quote inside an unquoted cell is read as it stands', async () => {
  expect(values(await read('id,a\n1,a 5" pipe\n2,b\n3,c 6" pipe\n'))).toEqual([
    ['1', 'a 5" pipe'],
    ['2', 'b'],
    ['3', 'c 6" pipe'],
  ]);
});

test('empty lines are no rows, and the last row needs no line end', async () => {
  expect(values(await read('id,a\n\n1,x\n\r\n2,y'))).toEqual([
    ['1', 'x'],
    ['2', 'y'],
  ]);
});

test('any table comes back as it was written, however the text is cut into pieces', async () => {
  const table = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
      const text = rows.map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`).join('');
      const full = rows.filter((row) => row.some((value) => value.trim() !== ''));
      expect(values(await read(`"a","b"\n${text}`, size))).toEqual(full);
    }),
  );
});
