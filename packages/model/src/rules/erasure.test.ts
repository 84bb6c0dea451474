import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '../kinds.ts';
import { type ErasurePerson, isErasable, refusalOfErasure, refusalOfRequest } from './erasure.ts';

const person = (account: string, role: ErasurePerson['role'], readsAll = true): ErasurePerson => ({
  account,
  role,
  readsAll,
});

test('fields and reasons can be erased, structure and the sensitivity cannot', () => {
  for (const { fields } of Object.values(KINDS))
    for (const field of Object.keys(fields)) expect(isErasable(`body.${field}`)).toBe(field !== 'sensitivity');
  expect(isErasable('reason')).toBe(true);
  for (const claim of ['record', 'kind', 'author', 'at', 'reference', 'previous', 'disclosures', 'escaped', 'x'])
    expect(isErasable(claim)).toBe(false);
});

test('a contributor who reads all of it can ask', () => {
  expect(refusalOfRequest(person('a', 'contributor'))).toBeNull();
  expect(refusalOfRequest(person('a', 'reader'))).toBe('requester-role');
  expect(refusalOfRequest(person('a', null))).toBe('requester-role');
  expect(refusalOfRequest(person('a', 'lead', false))).toBe('requester-cannot-read');
});

test('two people, the second a reviewer at least, one of them a lead, both reading all of it', () => {
  expect(refusalOfErasure(person('a', 'contributor'), person('b', 'lead'))).toBeNull();
  expect(refusalOfErasure(person('a', 'lead'), person('b', 'reviewer'))).toBeNull();
  expect(refusalOfErasure(person('a', 'lead'), person('a', 'lead'))).toBe('same-person');
  expect(refusalOfErasure(person('a', 'lead'), person('b', 'contributor'))).toBe('approver-role');
  expect(refusalOfErasure(person('a', 'contributor'), person('b', 'reviewer'))).toBe('no-lead');
  expect(refusalOfErasure(person('a', 'contributor'), person('b', 'lead', false))).toBe('approver-cannot-read');
  expect(refusalOfErasure(person('a', null), person('b', 'lead'))).toBe('requester-role');
  expect(refusalOfErasure(person('a', 'contributor', false), person('b', 'lead'))).toBe('requester-cannot-read');
});

test('nobody erases alone, below a reviewer, or without reading it, whatever else holds', () => {
  const anyone = fc.record({
    account: fc.constantFrom('a', 'b'),
    role: fc.constantFrom<ErasurePerson['role'][]>('reader', 'contributor', 'reviewer', 'lead', null),
    readsAll: fc.boolean(),
  });
  fc.assert(
    fc.property(anyone, anyone, (requester, approver) => {
      const allowed = refusalOfErasure(requester, approver) === null;
      const rule =
        requester.account !== approver.account &&
        requester.readsAll &&
        approver.readsAll &&
        (requester.role === 'lead' || approver.role === 'lead') &&
        (approver.role === 'lead' || approver.role === 'reviewer') &&
        requester.role !== null &&
        requester.role !== 'reader';
      expect(allowed).toBe(rule);
    }),
  );
});
