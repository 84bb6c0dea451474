import { beforeEach, expect, test, vi } from 'vitest';
import { fingerprintOf, forgetUpload, knownUploads, rememberUpload, uploadOf } from './fingerprints.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

const FILE = { name: 'Olena at the depot.jpg', size: 12, lastModified: 1_700_000_000_000 };

test('the same file has the same fingerprint, and any difference another', () => {
  const first = fingerprintOf(FILE, 'one');
  expect(fingerprintOf({ ...FILE }, 'one')).toBe(first);
  for (const other of [
    fingerprintOf(FILE, 'two'),
    fingerprintOf({ ...FILE, size: 13 }, 'one'),
    fingerprintOf({ ...FILE, name: 'b.jpg' }, 'one'),
    fingerprintOf({ ...FILE, lastModified: 1 }, 'one'),
  ])
    expect(other).not.toBe(first);
});

test('what the tab keeps tells no name, and nothing is kept when nothing is on its way', () => {
  const print = fingerprintOf(FILE, 'one');
  rememberUpload(print, 'upload-1');
  expect(uploadOf(print)).toBe('upload-1');
  expect([...knownUploads()]).toEqual(['upload-1']);
  expect([...kept.values()].join()).not.toMatch(/olena|depot/i);
  forgetUpload('upload-1');
  expect(uploadOf(print)).toBeUndefined();
  expect(kept.size).toBe(0);
});

test('what is kept and cannot be read counts as nothing', () => {
  kept.set('cairn.uploads', '{broken');
  expect(uploadOf('x')).toBeUndefined();
});
