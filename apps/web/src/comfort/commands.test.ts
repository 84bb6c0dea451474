import { expect, test } from 'vitest';
import { byGroup, type Command, matching } from './commands.ts';

const command = (group: string, words: string, always?: true): Command => ({
  id: words,
  group,
  words,
  run: () => {},
  ...(always ? { always } : {}),
});
const all = [
  command('Go to', 'Library'),
  command('Settings', 'Language: Українська'),
  command('Settings', 'Appearance: Dark'),
  command('Search', 'Search for it', true),
];
const found = (typed: string) => matching(all, typed).map(({ words }) => words);

test('words match by their beginnings, in any order and script, with the heading among them', () => {
  expect(found('dar appear')).toEqual(['Appearance: Dark', 'Search for it']);
  expect(found('УКР')).toEqual(['Language: Українська', 'Search for it']);
  expect(found('settings')).toEqual(['Language: Українська', 'Appearance: Dark', 'Search for it']);
  expect(found('ark')).toEqual(['Search for it']);
  expect(found('')).toHaveLength(4);
});

test('groups stand in the order of their first command', () => {
  expect(byGroup(all).map(({ group, commands }) => [group, commands.length])).toEqual([
    ['Go to', 1],
    ['Settings', 2],
    ['Search', 1],
  ]);
});
