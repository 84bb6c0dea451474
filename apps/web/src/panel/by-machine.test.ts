import { expect, test } from 'vitest';
import type { Revision } from '../api/shapes.ts';
import { isByMachine } from './by-machine.ts';

const of = (revision: number, fields: readonly string[], author = 'operator:cairn'): Revision => ({
  ...{ revision, author, at: '2031-03-06T12:00:00.000Z', reason: '', entry: '', leaf: null },
  changes: fields.map((field) => ({ field })),
});

test('what a program read, and the copies that it made, nobody wrote', () => {
  expect(isByMachine(of(2, ['technical', 'recorded', 'embedded']))).toBe(true);
  expect(isByMachine(of(1, ['itemKind', 'file', 'derivative']))).toBe(true);
});

test('what the operator wrote, and anybody else, is theirs', () => {
  expect(isByMachine(of(1, ['itemKind', 'file']))).toBe(false);
  expect(isByMachine(of(2, ['technical', 'title']))).toBe(false);
  expect(isByMachine(of(2, []))).toBe(false);
  expect(isByMachine(of(2, ['technical'], 'Olena'))).toBe(false);
});
