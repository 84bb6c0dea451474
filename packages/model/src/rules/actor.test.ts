import { expect, test } from 'vitest';
import type { Body } from '../kind.ts';
import { KINDS } from '../kinds.ts';
import { codesOf } from '../vocabularies/registry.ts';
import { isPerson } from './actor.ts';

const problems = (after: Body) =>
  KINDS.actor.rules({ before: null, after, author: 'a', id: 'x', others: new Map() }).map(({ path }) => path);

const names = [{ text: 'Olena Vyhadana' }];

test('a person is named only among the identity fields, until a public source has done so', () => {
  for (const actorType of codesOf('actor-type').filter(isPerson)) {
    expect(problems({ actorType, names })).toEqual(['/names']);
    expect(problems({ actorType, identity: { names } })).toEqual([]);
    expect(problems({ actorType, names, namesPublic: { source: 'Court judgment of 3 May 2023' } })).toEqual([]);
  }
});

test('groups, organisations and State bodies bear their names openly', () => {
  for (const actorType of codesOf('actor-type').filter((type) => !isPerson(type))) {
    expect(problems({ actorType, names })).toEqual([]);
  }
});
