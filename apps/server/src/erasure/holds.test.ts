import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Needle } from './holds.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-holds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Decomposed and in capitals, as another program might write it. */
const NAME = 'Їжакевич "Zoé"';

test('values hold a text in strings, keys and digits, whatever its case and composition', () => {
  const needle = new Needle(NAME);
  expect(needle.isIn({ a: [`von ${NAME.toUpperCase().normalize('NFD')}`] })).toBe(true);
  expect(needle.isIn({ [NAME]: 1 })).toBe(true);
  expect(needle.isIn({ a: ['Їжакевич', 'Zoé', null, true] })).toBe(false);
  expect(new Needle('4711').isIn({ n: 1_471_100 })).toBe(true);
  expect(new Needle('4711').isIn({ n: 471 })).toBe(false);
});

test.each([
  ['a blank that does not break', 'Галина\u00a0Меркулова'],
  ['a line break', 'Галина \r\n\tМеркулова'],
  ['a soft hyphen', 'Галина Мер\u00adкулова'],
  ['JSON within text', '{"a":"\\u0433\\u0410лина\\nМеркулова"}'],
  ['HTML within text', '<b>&#1043;алина&nbsp;Меркулова</b>'],
])('values hold a name whatever is written for it: %s', (_, text) => {
  expect(new Needle('Галина Меркулова').isIn({ a: text })).toBe(true);
});

test('one apostrophe stands for another, one half of a letter for none', () => {
  for (const sign of ["'", '’', 'ʼ']) {
    expect(new Needle('Мар’яна').isIn(`МАР${sign}ЯНА`), sign).toBe(true);
    expect(new Needle(`Мар${sign}яна`).isIn('Мар&apos;яна'), sign).toBe(true);
  }
  expect(new Needle('Ανδρος').isIn('ΑΝΔΡΟΣ')).toBe(true);
  expect(new Needle('Zoé').isIn('Zoe')).toBe(false);
  expect(new Needle('a.c').isIn('abc')).toBe(false);
  expect(new Needle('[a-c]').isIn('[A-C]')).toBe(true);
});

/** Галинії in windows-1251 and KOI8-U. */
const IN_1251 = Buffer.from([0xc3, 0xe0, 0xeb, 0xe8, 0xed, 0xb3, 0xbf]);
const IN_KOI8 = Buffer.from([0xe7, 0xc1, 0xcc, 0xc9, 0xce, 0xa6, 0xa7]);

test.each<[string, Buffer]>([
  ['windows-1251', IN_1251],
  ['KOI8-U', IN_KOI8],
])('a file of before Unicode holds it: %s', async (_, bytes) => {
  const file = join(folder, 'earlier');
  writeFileSync(file, Buffer.concat([Buffer.from('1;'), bytes, Buffer.from(';2')]));
  expect(await new Needle('ГАЛИНІЇ').isInFile(file)).toBe(true);
  expect(await new Needle('Галинією').isInFile(file)).toBe(false);
});

const asJson = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(`a ${NAME} b`)],
  ['capitals, decomposed', Buffer.from(NAME.toUpperCase().normalize('NFD'))],
  ['JSON', Buffer.from(JSON.stringify({ a: NAME }))],
  ['JSON with escapes', Buffer.from(asJson(NAME))],
  ['CSV', Buffer.from(`1,"${NAME.replaceAll('"', '""')}",2\n`)],
  ['UTF-16', Buffer.from(`\ufeffa ${NAME} b`, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(`\ufeffa ${NAME} b`, 'utf16le').swap16()],
  ['UTF-16 at an odd place', Buffer.concat([Buffer.from('a'), Buffer.from(NAME, 'utf16le')])],
  [
    'bytes that are no text around it',
    Buffer.concat([Buffer.from([0xff, 0, 0xc3]), Buffer.from(NAME), Buffer.from([0x80])]),
  ],
  ...[1, 7, 20].map((before): [string, Buffer] => [
    `${before} bytes before the end of what is read at once`,
    Buffer.concat([Buffer.alloc((1 << 20) - before, 'x'), Buffer.from(asJson(NAME)), Buffer.alloc(100, 'y')]),
  ]),
])('a file holds it as %s', async (_, bytes) => {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  expect(await new Needle(NAME).isInFile(file)).toBe(true);
  expect(await new Needle(`${NAME}!`).isInFile(file)).toBe(false);
});
