import { expect, test } from 'vitest';
import { keyWasPressed, keyWords, readKeys } from './keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const pressed = (keys: string, event: { key: string; code?: string } & Partial<typeof none>) =>
  keyWasPressed({ ...none, ...event }, readKeys(keys)[0] as never);

test.each([
  ['j', { key: 'j' }, true],
  ['j', { key: 'J', shiftKey: true }, false],
  ['j', { key: 'j', ctrlKey: true }, false],
  ['j', { key: 'о', code: 'KeyJ' }, true],
  ['Shift+A', { key: 'A', shiftKey: true }, true],
  ['?', { key: '?', shiftKey: true }, true],
  ['/', { key: '/' }, true],
  ['1', { key: '1' }, true],
  ['Mod+K', { key: 'k', ctrlKey: true }, true],
  ['Mod+K', { key: 'k', metaKey: true }, true],
  ['Mod+K', { key: 'л', code: 'KeyK', ctrlKey: true }, true],
  ['Mod+K', { key: 'k' }, false],
  ['k', { key: 'k', altKey: true }, false],
])('%s is pressed by %o: %s', (keys, event, expected) => {
  expect(pressed(keys, event)).toBe(expected);
});

test('strokes are read one after the other, and said as keyboards have them', () => {
  expect(readKeys('g l').map(({ key }) => key)).toEqual(['g', 'l']);
  expect(keyWords('Mod+K', false)).toEqual(['Ctrl', 'K']);
  expect(keyWords('Mod+K', true)).toEqual(['⌘', 'K']);
  expect(keyWords('g l', false)).toEqual(['G', 'L']);
  expect(keyWords('Shift+A', false)).toEqual(['Shift', 'A']);
});
