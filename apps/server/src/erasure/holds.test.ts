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

const asJson = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(`a ${NAME} b`)],
  ['capitals, decomposed', Buffer.from(NAME.toUpperCase().normalize('NFD'))],
  ['JSON', Buffer.from(JSON.stringify({ a: NAME }))],
  ['JSON with escapes', Buffer.from(asJson(NAME))],
  ['CSV', Buffer.from(`1,"${NAME.replaceAll('"', '""')}",2\n`)],
  ['UTF-16', Buffer.from(`\ufeffa ${NAME} b`, 'utf16le')],
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
