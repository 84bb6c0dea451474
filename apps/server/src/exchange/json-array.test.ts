import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnreadableFile } from './errors.ts';
import { readJsonArray } from './json-array.ts';
import type { RawRow } from './raw-row.ts';

async function* pieces(text: string, size = text.length): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size?: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of readJsonArray(pieces(text, size), 'rows.json', ['id', 'date'])) rows.push(row);
  return rows;
}

const ids = (rows: RawRow[]) => rows.map((row) => row.values?.id ?? null);
const good = (id: string) => `{"id": "${id}", "date": "d", "sources": [{"id": "s", "path": "a]b}c\\"d"}]}`;

test('elements are numbered from one and keep their raw text', async () => {
  const rows = await read(`[\n${good('a')},\n${good('b')}\n]\n`);
  expect(ids(rows)).toEqual(['a', 'b']);
  expect(rows[1]).toMatchObject({ number: 2, raw: good('b') });
});

test.each([
  ['a value is missing', '{"id": "x", "date": }'],
  ['a bracket is lost', '{"id": "x", "date": "d", "sources": [{"id": "s"}'],
  ['the last brace is lost', '{"id": "x", "date": "d"'],
  ['the first brace is lost', '"id": "x", "date": "d", "sources": [{"id": "s"}]}'],
  ['a quote is lost', '{"id": "x", "date": "d,\n"text": "t"}'],
  ['there is a brace too many', '{"id": "x" "date": "d"}}'],
  ['it is a number', '17'],
  ['it is a list', '[1, 2]'],
  ['it is loose words', 'not json'],
])('an element is given as raw text where %s, and reading goes on', async (_, broken) => {
  for (const size of [7, 10_000]) {
    const rows = await read(`[${good('a')},\n${broken},\n${good('b')},\n${good('c')}]`, size);
    expect(ids(rows).filter((id) => id !== null)).toEqual(['a', 'b', 'c']);
    const bad = rows.filter((row) => row.values === null);
    expect(bad.map((row) => row.raw).join('')).toContain(broken.slice(0, 8));
    expect(bad.length).toBeLessThanOrEqual(2);
  }
});

test('a file that breaks off gives its last element as raw text', async () => {
  const rows = await read(`[${good('a')}, {"id": "b", "da`);
  expect(ids(rows)).toEqual(['a', null]);
  expect(rows[1]!.raw).toBe('{"id": "b", "da');
});

test('rows behind a stray closing bracket are not lost', async () => {
  expect(ids(await read(`[${good('a')}], ${good('b')}]`))).toEqual(['a', null, 'b']);
});

test('an empty list has no rows; anything but a list is refused', async () => {
  expect(await read(' [ ] ')).toEqual([]);
  await expect(read('{"id": 1}')).rejects.toThrow(UnreadableFile);
  await expect(read('')).rejects.toThrow(UnreadableFile);
});

test('any list of objects comes back as it was written, however the text is cut into pieces', async () => {
  const list = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(list, fc.integer({ min: 1, max: 50 }), fc.boolean(), async (values, size, pretty) => {
      const text = JSON.stringify(values, null, pretty ? 2 : undefined);
      const rows = await read(text, size);
      expect(rows.map((row) => JSON.stringify(row.values))).toEqual(values.map((value) => JSON.stringify(value)));
    }),
  );
});
