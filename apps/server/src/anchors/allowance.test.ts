import { expect, test, vi } from 'vitest';
import { Allowance } from './allowance.ts';

test('a log has a bounded number of requests written at once, one more after each half minute, and takes none from others', () => {
  const allowance = new Allowance();
  const start = 1_000_000;
  for (let i = 0; i < 20; i++) expect(allowance.take('a', start)).toBe(0);
  expect(allowance.take('a', start)).toBe(30);
  expect(allowance.take('b', start)).toBe(0);
  expect(allowance.take('a', start + 20_000)).toBe(10);
  expect(allowance.take('a', start + 30_000)).toBe(0);
  expect(allowance.take('a', start + 30_000)).toBe(30);
  for (let i = 0; i < 20; i++) expect(allowance.take('a', start + 86_400_000)).toBe(0);
  expect(allowance.take('a', start + 86_400_000)).toBe(30);
});

test('a clock that is set back lets nobody wait for years', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2099-01-01') });
  try {
    const allowance = new Allowance();
    expect(allowance.take('a')).toBe(0);
    vi.setSystemTime(Date.parse('2030-01-01'));
    expect(allowance.take('a')).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
