import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rememberCheckpoint } from './seen.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cairn-seen-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a checkpoint is compared with all that were seen of the same log', () => {
  expect(rememberCheckpoint('a', 5, 'root5', folder)).toBe('first');
  expect(rememberCheckpoint('a', 9, 'root9', folder)).toBe('newer');
  expect(rememberCheckpoint('a', 7, 'root7', folder)).toBe('older');
  expect(rememberCheckpoint('a', 5, 'root5', folder)).toBe('same');
  expect(rememberCheckpoint('a', 7, 'other', folder)).toBe('contradicts');
  expect(rememberCheckpoint('b', 7, 'other', folder)).toBe('first');
});

test('where nothing can be kept, nothing is compared and nothing fails', () => {
  expect(rememberCheckpoint('a', 5, 'root5', '/dev/null/nowhere')).toBe('first');
});
