import { expect, test } from 'vitest';
import type { Compartment } from '../api/shapes.ts';
import type { Draft } from './drafts.ts';
import { firstBody, inCompartment } from './first-stage.ts';
import { formsOf } from './form-kinds.ts';

const compartment = (id: string, clearance: string) => ({ id, clearance }) as Compartment;

test('a new incident begins unreviewed, where the writer may write a stage', () => {
  for (const clearance of ['internal', 'case-only', 'sealed'])
    expect(firstBody(compartment('a', clearance))).toEqual({ status: 'new' });
  for (const clearance of ['public', 'partner']) expect(firstBody(compartment('a', clearance))).toEqual({});
  expect(firstBody(undefined)).toEqual({});
});

test('another compartment has the stage that may be written there, and a chosen one stays', () => {
  const begin = (of: Compartment): Draft => {
    const body = firstBody(of);
    return { base: { revision: 0, body }, forms: formsOf('incident', body), reason: '', compartment: of.id };
  };
  const [inner, outer] = [compartment('inner', 'internal'), compartment('outer', 'public')];
  const moved = inCompartment(begin(inner), outer);
  expect(moved).toMatchObject({ compartment: 'outer', base: { body: {} }, forms: { status: '' } });
  expect(inCompartment(moved, inner)).toMatchObject({ base: { body: { status: 'new' } }, forms: { status: 'new' } });
  const chosen = { ...begin(inner), forms: { ...begin(inner).forms, status: 'open' } };
  expect(inCompartment(chosen, outer).forms.status).toBe('open');
});
