import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { requireTiles, TilesError } from './map-routes.ts';

const LAKE = readFileSync(new URL('../../../web/testing/tiles/lake.pmtiles', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'cairn-tiles-'));
const file = path.join(folder, 'given.pmtiles');
afterAll(() => rmSync(folder, { recursive: true }));

const having = (at: number, byte: number) => Buffer.from(LAKE).fill(byte, at, at + 1);

test('a whole file of tiles is taken', async () => {
  writeFileSync(file, LAKE);
  await requireTiles(file);
});

test.each([
  ['is cut off: it has 900 bytes and should have 1621', LAKE.subarray(0, 900)],
  ['is no file of tiles', LAKE.subarray(0, 100)],
  ['is no file of tiles', having(7, 2)],
  ['compressed in a way that browsers do not read', having(98, 4)],
  ['tiles of a kind that is not drawn here', having(99, 6)],
])('one that %s is refused', async (words, bytes) => {
  writeFileSync(file, bytes);
  await expect(requireTiles(file)).rejects.toThrow(words);
});

test('one that is not there is refused', async () => {
  await expect(requireTiles(path.join(folder, 'none'))).rejects.toThrow(TilesError);
});
