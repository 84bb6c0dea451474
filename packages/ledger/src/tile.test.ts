import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TileError } from './errors.ts';
import { leavesOf, tilesOf } from './testing.ts';
import { growTiles, parseTilePath, type ReadTile, type Tile, tilePath } from './tile.ts';

describe('tile paths', () => {
  test.each([
    ['tile/0/x001/x234/067', 0, 1_234_067, 256],
    ['tile/0/000', 0, 0, 256],
    ['tile/63/x001/000.p/255', 63, 1000, 255],
    ['tile/entries/999.p/1', 'entries', 999, 1],
  ] as const)('%s', (path, level, index, width) => {
    expect(tilePath(level, index, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ level, index, width });
  });

  test('every position is read back from its path', () => {
    const levels = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
    fc.assert(
      fc.property(levels, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
      }),
    );
  });

  test.each([
    '/tile/0/000',
    'tile/64/000',
    'tile/00/000',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/x001/x002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000/',
    'tile/0/../000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
  ])('refuses %s', (path) => expect(() => parseTilePath(path)).toThrow(TileError));

  test('refuses positions that cannot be', () => {
    expect(() => tilePath(64, 0)).toThrow(TileError);
    expect(() => tilePath(0, -1)).toThrow(TileError);
    expect(() => tilePath(0, 0, 0)).toThrow(TileError);
    expect(() => tilePath(0, 0, 257)).toThrow(TileError);
  });
});

describe('growing tiles', () => {
  // 70,000 entries are the example of C2SP tlog-tiles, "Partial Tiles".
  const leaves = leavesOf(70_000);
  const expected = tilesOf(leaves);

  test('entries appended in any portions give the tiles of the whole log', async () => {
    const portions = fc.array(fc.oneof(fc.nat(5), fc.nat(900)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(portions, async (counts) => {
        const { stored, size } = await growBy(counts);
        for (const tile of stored.values()) {
          expect(tile.hashes).toEqual(await expected(tile.level, tile.index, tile.width));
        }
        expect([...stored.values()].filter(({ level }) => level === 0).reduce((n, { width }) => n + width, 0)).toBe(
          size,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('a log of 70,000 entries has the tiles that the standard counts', async () => {
    const { stored } = await growBy([69_000, 1000]);
    const widths = (level: number): number[] =>
      [...stored.values()].filter((tile) => tile.level === level).map(({ width }) => width);
    expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(widths(3)).toEqual([]);
  });

  test('a log with a tile missing is not continued', async () => {
    const nothing: ReadTile = async () => new Uint8Array();
    await expect(growTiles(3, leaves.slice(3, 4), nothing)).rejects.toThrow(TileError);
  });

  async function growBy(counts: readonly number[]): Promise<{ stored: Map<string, Tile>; size: number }> {
    const stored = new Map<string, Tile>();
    const read: ReadTile = async (level, index) => stored.get(`${level}/${index}`)?.hashes ?? new Uint8Array();
    let size = 0;
    for (const count of counts) {
      const tiles = await growTiles(size, leaves.slice(size, size + count), read);
      for (const tile of tiles) stored.set(`${tile.level}/${tile.index}`, tile);
      size += count;
    }
    return { stored, size };
  }
});
