import { expect, test } from 'vitest';
import type { Act, Incident, Statement } from '../api/shapes.ts';
import { contradictedFields } from './contradicting.ts';
import { surroundings } from './surroundings.ts';

const shell = { compartment: 'Team', reference: 'TEA-000001', revision: 1, at: '', author: '' };
const ACT = '01890000-0000-7000-8000-00000000000a';
const incident: Incident = { ...shell, id: 'i', kind: 'incident', body: { title: 'Shelling' } };
const act: Act = { ...shell, id: ACT, kind: 'act', body: { incident: 'i' } };
const saying = (id: string, body: Statement['body']): Statement => ({ ...shell, id, kind: 'statement', body });
const march = { start: '2031-03', precision: 'month' };
const april = { start: '2031-04', precision: 'month' };

test('fields for which sources give different values are listed with every value; agreement and silence are not', () => {
  const found = contradictedFields(
    incident,
    surroundings(incident, [
      act,
      saying('a', { about: [{ record: 'i' }], asserts: { 'incident.time': march, 'incident.title': 'Shelling' } }),
      saying('b', { about: [{ record: 'i', field: 'time' }], asserts: { time: april } }),
      saying('c', { about: [{ record: 'i', field: 'title' }], asserts: { title: 'Shelling' } }),
      // It gives a time, but speaks of another field alone.
      saying('d', { about: [{ record: 'i', field: 'place' }], asserts: { time: { ...april, start: '2031-05' } } }),
      saying('e', { about: [{ record: ACT, field: 'endStatus' }], asserts: { [`${ACT}.endStatus`]: 'missing' } }),
      saying('f', { about: [{ record: ACT }], asserts: { [`${ACT}.endStatus`]: 'released' } }),
    ]),
  );
  expect(found.map(({ record, field, given }) => [record.kind, field, [...given]])).toEqual([
    [
      'incident',
      'time',
      [
        ['a', march],
        ['b', april],
      ],
    ],
    [
      'act',
      'endStatus',
      [
        ['e', 'missing'],
        ['f', 'released'],
      ],
    ],
  ]);
});
