import { expect, test } from 'vitest';
import { fieldsByReason, staysByReason } from './stays.ts';

test('each reason is told once, with all that it keeps, the weightiest first', () => {
  const stays = (what: string, why: string, n: number) => ({ what, why, n, records: [] });
  const heldBack = [
    stays('act', 'level', 2),
    stays('incident', 'duplicate', 4),
    stays('incident', 'level', 50),
    stays('incident.context', 'military', 9),
  ];
  expect(staysByReason({ heldBack }).map(({ why, n, of }) => [why, n, of.map(({ what }) => what)])).toEqual([
    ['level', 52, ['incident', 'act']],
    ['duplicate', 4, ['incident']],
  ]);
});

test('fields stand under their reason, and stay there once they are chosen', () => {
  const field = (name: string, state: 'in' | 'choosable', why: string | null) => ({ field: name, state, why });
  const basis = field('act.basis', 'choosable', 'level');
  const context = field('incident.context', 'choosable', 'military');
  const known = new Map<string, string>();
  const told = (...fields: (typeof basis)[]) =>
    fieldsByReason({ fields }, known).map(([why, of]) => [why, of.map((each) => each.field)]);
  const before = told(basis, context, field('incident.notes', 'choosable', 'level'));
  expect(before).toEqual([
    ['level', ['act.basis', 'incident.notes']],
    ['military', ['incident.context']],
  ]);
  expect(told(basis, field('incident.context', 'in', null), field('incident.notes', 'choosable', 'level'))).toEqual(
    before,
  );
  expect(told(field('actor.identity', 'in', null))).toEqual([['', ['actor.identity']]]);
});
