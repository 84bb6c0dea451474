import { expect, test } from 'vitest';
import { fromDrop } from './folders.ts';

const file = (fullPath: string) => ({
  isFile: true,
  fullPath,
  file: (done: (file: File) => void) => done(new File([''], fullPath.split('/').at(-1) ?? '')),
});

/** A folder whose reader gives its entries in pieces, as browsers do. */
const folder = (fullPath: string, children: unknown[], atOnce = 2) => ({
  isFile: false,
  fullPath,
  createReader() {
    const left = [...children];
    return { readEntries: (done: (entries: unknown[]) => void) => done(left.splice(0, atOnce)) };
  },
});

const dropped = (...entries: unknown[]) =>
  ({ items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })), files: [] }) as never;

test('folders are opened at every depth, in whatever pieces they are read', async () => {
  const deep = folder('/day', [
    file('/day/1.jpg'),
    file('/day/2.jpg'),
    file('/day/3.jpg'),
    folder('/day/night', [file('/day/night/4.jpg')]),
    folder('/day/empty', []),
  ]);
  const found = await fromDrop(dropped(deep, file('/alone.pdf')));
  expect(found.map(({ path }) => path)).toEqual([
    'day/1.jpg',
    'day/2.jpg',
    'day/3.jpg',
    'day/night/4.jpg',
    'alone.pdf',
  ]);
  expect(found[3]?.file.name).toBe('4.jpg');
});

test('a browser that knows no entries gives the files alone', async () => {
  const files = [new File([''], 'a.jpg')];
  const found = await fromDrop({ items: [{ kind: 'file', webkitGetAsEntry: () => null }], files } as never);
  expect(found).toEqual([{ file: files[0], path: 'a.jpg' }]);
});
