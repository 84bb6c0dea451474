import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mentionedIn, named, namingAt, offered } from './mentions.ts';

const people = [
  { account: '1', name: 'Anna' },
  { account: '2', name: 'Anna Kovalenko' },
  { account: '3', name: 'Борис' },
];

test('a name behind an @ is a mention; of names that begin alike the longest is meant', () => {
  expect(mentionedIn('@Anna Kovalenko, look', people)).toEqual(['2']);
  expect(mentionedIn('@Anna, and @Борис: look', people)).toEqual(['1', '3']);
  expect(mentionedIn('@Annabel and anna@example.org', people)).toEqual([]);
});

test('naming begins with an @ that stands by itself, and ends with the line', () => {
  expect(namingAt('ask @An', 7)).toEqual({ from: 4, typed: 'An' });
  expect(namingAt('mail@An', 7)).toBeNull();
  expect(namingAt('@An\nx', 5)).toBeNull();
  expect(offered(people, 'an').map(({ account }) => account)).toEqual(['1', '2']);
  expect(offered(people, 'kov').map(({ account }) => account)).toEqual(['2']);
});

test('whoever is chosen is mentioned, whatever stands around', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom(...people), (before, after, person) => {
      const text = `${before} @`;
      const caret = text.length;
      const written = named(text + after, caret, caret - 1, person.name);
      expect(mentionedIn(written.text, people)).toContain(person.account);
      expect(written.text.slice(0, written.caret).endsWith(`@${person.name} `)).toBe(true);
    }),
  );
});
