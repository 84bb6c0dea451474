import type { TableMapping } from '@cairn/model';
import { mappingProblems } from '@cairn/model';
import { expect, test } from 'vitest';
import { assign, cut, purposeOf, USES, withActors, withMeaning } from './assign.ts';

const START: TableMapping = { cairnMapping: 1, name: 'x', title: 'X', incident: { title: { columns: ['A', 'B'] } } };

test.each(USES.filter((use) => use !== 'none'))('a column is put to use as %s and taken out again', (use) => {
  const given = assign(assign(START, 'Date', 'date'), 'C', use);
  expect(purposeOf(given, 'C')).toBe(use);
  const partner =
    use === 'latitude' ? assign(given, 'D', 'longitude') : use === 'longitude' ? assign(given, 'D', 'latitude') : given;
  expect(mappingProblems(partner)).toEqual([]);
  if (use !== 'title') expect(purposeOf(assign(given, 'C', 'none'), 'C')).toBe('none');
});

test('a column that changes its use leaves the other places', () => {
  const given = assign(assign(START, 'C', 'victims'), 'C', 'tags');
  expect(given.actors).toBeUndefined();
  expect(purposeOf(given, 'C')).toBe('tags');
  expect(assign(START, 'A', 'killed').incident.title).toEqual({ columns: ['B'] });
});

test('what a mapping does beyond the list stays as it is, and is told', () => {
  const given: TableMapping = {
    ...START,
    incident: { ...START.incident, custom: { beds: { column: 'Beds', type: 'number' } } },
  };
  expect(purposeOf(given, 'Beds')).toBe('other');
  expect(assign(given, 'C', 'killed').incident.custom).toEqual(given.incident.custom);
});

test('separators cut a cell, and words of a column get their meaning', () => {
  expect(cut('Inna V; Olena,Maria\n', [';', ',', '\n'])).toEqual(['Inna V', 'Olena', 'Maria']);
  const persons = withActors(assign(START, 'C', 'victims'), 'C', { separators: [','] });
  expect(persons.actors).toMatchObject([{ column: 'C', separators: [','] }]);
  const act = withMeaning(assign(START, 'W', 'act'), 'W', 'Drone', 'shelling-or-bombing');
  expect(act.acts).toMatchObject([{ type: { values: { Drone: 'shelling-or-bombing' } } }]);
  expect(withMeaning(act, 'W', 'Drone', '').acts).toMatchObject([{ type: { values: {} } }]);
});
