import { expect, test } from 'vitest';
import { readMemory } from './hour-memory.ts';
import { stepsOfPlace, stepsOfSent } from './hour-steps.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const records = `/api/v1/records/${ID}`;

test.each([
  ['the first page of an incident', `/incidents/${ID}`, {}, ['incident']],
  ['its panel about one field', `/incidents/${ID}`, { panel: 'who', field: 'counts' }, ['incident', 'who']],
  ['its history', `/incidents/${ID}`, { panel: 'history' }, ['incident']],
  ['the form of a new one', '/incidents/new', {}, []],
  ['figures', '/figures', {}, ['figures']],
  ['the page before an export', '/departures/new', {}, []],
])('%s', (_, pathname, search, steps) => {
  expect(stepsOfPlace({ pathname, search })).toEqual(steps);
});

test.each([
  ['a decision on a batch', 'POST', `/api/v1/batches/${ID}/decide`, { decisions: [] }, ['triage']],
  ['taking entries decides nothing', 'POST', `/api/v1/batches/${ID}/take`, {}, []],
  ['a graded statement', 'PATCH', records, { body: { reliability: 'B' } }, ['grade']],
  ['a place', 'PATCH', records, { body: { place: { name: { en: 'Verlisk' } } } }, ['place']],
  ['a place that was taken away', 'PATCH', records, { body: { place: null } }, []],
  ['ready for review', 'PATCH', records, { body: { status: 'review' } }, ['review']],
  ['many that are ready', 'POST', '/api/v1/library/bulk', { change: { do: 'status', status: 'review' } }, ['review']],
  ['the same', 'POST', '/api/v1/records', { kind: 'link', body: { type: 'same-as' } }, ['duplicate']],
  ['different', 'POST', '/api/v1/records', { kind: 'link', body: { type: 'distinct-from' } }, ['duplicate']],
  ['another link', 'POST', '/api/v1/records', { kind: 'link', body: { type: 'part-of' } }, []],
  ['a pair that was decided', 'POST', '/api/v1/duplicates/decisions', {}, ['duplicate']],
  ['asking whether it is there already', 'POST', '/api/v1/duplicates/check', {}, []],
  ['what would leave', 'POST', '/api/v1/exports/preview', {}, []],
  ['an export', 'POST', '/api/v1/exports', {}, ['export']],
])('sent: %s', (_, method, path, body, steps) => {
  expect(stepsOfSent({ method, path, body })).toEqual(steps);
});

test('what was kept is read, and what nobody wrote is passed over', () => {
  expect(readMemory('none open triage who')).toEqual({ wish: null, folded: false, done: ['triage', 'who'] });
  expect(readMemory('away folded other figures')).toEqual({ wish: 'away', folded: true, done: ['figures'] });
  expect(readMemory('{"broken')).toEqual({ wish: null, folded: true, done: [] });
});
