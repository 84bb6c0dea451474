import { expect, test } from 'vitest';
import type { Act, Incident, Statement } from '../api/shapes.ts';
import { surroundings } from './surroundings.ts';
import { voices } from './voices.ts';

const shell = { compartment: 'Team', reference: 'TEA-000001', revision: 1, at: '', author: '' };
const time = { start: '2031-03', precision: 'month' } as const;
const incident: Incident = { ...shell, id: 'i', kind: 'incident', body: { time } };

const saying = (body: Statement['body']): Statement => ({
  ...shell,
  id: JSON.stringify(body),
  kind: 'statement',
  body,
});
const stances = (field: string | undefined, ...statements: Statement[]) =>
  voices(incident, surroundings(incident, statements), field).map(({ stance }) => stance);

test('a statement with the same value supports the field, whatever the order of its keys', () => {
  const about = [{ record: 'i', field: 'time' }];
  expect(stances('time', saying({ about, asserts: { time: { precision: 'month', start: '2031-03' } } }))).toEqual([
    'same',
  ]);
  expect(stances('time', saying({ about: [{ record: 'i' }], asserts: { 'incident.time': time } }))).toEqual(['same']);
});

test('another value stands beside it as another value', () => {
  const other = saying({ about: [{ record: 'i' }], asserts: { time: { start: '2031-04', precision: 'month' } } });
  expect(stances('time', other)).toEqual(['other']);
});

test('a statement about the whole record is context; one about another field or record is silent', () => {
  const whole = saying({ about: [{ record: 'i' }] });
  const elsewhere = saying({ about: [{ record: 'i', field: 'place' }, { record: 'x' }] });
  expect(stances('time', whole, elsewhere)).toEqual(['context']);
  expect(stances(undefined, whole, elsewhere)).toEqual(['context', 'context']);
});

test('what a person said of the stance stands above the comparison; a claim’s basis speaks for it as a whole', () => {
  const about = [{ record: 'i', field: 'time', stance: 'contradicts' as const }];
  expect(stances('time', saying({ about, asserts: { time } }))).toEqual(['other']);
  expect(stances('time', saying({ about: [{ ...about[0], record: 'i', stance: 'supports' as const }] }))).toEqual([
    'same',
  ]);
  const heard = saying({ summary: 'Heard it' });
  const act: Act = { ...shell, id: 'a', kind: 'act', body: { incident: 'i', basis: [{ statementId: heard.id }] } };
  const known = surroundings(incident, [heard, act]);
  expect(voices(act, known).map(({ stance }) => stance)).toEqual(['same']);
  expect(voices(act, known, 'type')).toEqual([]);
});
