import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptMemory, readMemory, remember, stored } from './memory.ts';

const memory = { key: 'a key', note: 'cairn.invalid/test\n9\nroot\n\nsignatures\n' };
const larger = { key: 'a key', note: 'cairn.invalid/test\n12\nroot\n\nsignatures\n' };
const NAME = 'cairn.log.cairn.invalid/test';

/** As a browser's storage: what is kept can be enumerated, the methods cannot. */
function storage(): Record<string, string> {
  const methods = {
    getItem(this: Record<string, string>, name: string) {
      return this[name] ?? null;
    },
    setItem(this: Record<string, string>, name: string, text: string) {
      this[name] = text;
    },
  };
  return Object.create(methods) as Record<string, string>;
}

let kept: Record<string, string>;
let page: object | null;

beforeEach(() => {
  kept = storage();
  page = {};
  vi.stubGlobal('localStorage', kept);
  vi.stubGlobal('document', { getElementById: () => page });
});
afterEach(() => vi.unstubAllGlobals());

test('what is kept is found again, under a name that holds nothing but the origin of the log', () => {
  expect(keptMemory()).toBeNull();
  expect(remember(memory, null)).toBe(true);
  expect(Object.keys(kept)).toEqual([NAME]);
  expect(keptMemory()).toEqual(memory);
  expect(remember(larger, stored())).toBe(true);
  expect(keptMemory()).toEqual(larger);
});

test('what another tab kept meanwhile is not replaced', () => {
  remember(memory, null);
  const before = stored();
  remember(larger, before);
  expect(remember(memory, before)).toBe(false);
  expect(remember(memory, null)).toBe(false);
  expect(keptMemory()).toEqual(larger);
});

test('a page that was left by quick exit keeps nothing any more', () => {
  page = null;
  expect(remember(memory, null)).toBe(true);
  expect(stored()).toBeNull();
});

test.each(['', '{half', 'null', '7', '{"key": 1}'])(
  'what cannot be read counts as a note that no key signed: %j',
  (text) => {
    expect(readMemory({ name: NAME, text })).toEqual({ key: '', note: text });
  },
);
