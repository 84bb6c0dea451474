import { expect, test } from 'vitest';
import { type Choice, queryOf } from './choice.ts';

const nothing: Choice = { whole: false, fields: [], others: [], value: '  ', compartment: '' };

test('nothing ticked and nothing typed asks for nothing', () => {
  expect(queryOf('a', nothing)).toBeNull();
  expect(queryOf(undefined, { ...nothing, compartment: 'c' })).toBeNull();
});

test('fields alone are named; the whole record names no field', () => {
  expect(queryOf('a', { ...nothing, fields: ['body.title'] })).toEqual({
    targets: [{ record: 'a', fields: ['body.title'] }],
  });
  expect(queryOf('a', { ...nothing, whole: true, fields: ['body.title'], others: ['b'] })).toEqual({
    targets: [{ record: 'a' }, { record: 'b' }],
  });
});

test('a value is looked for without the blanks around it', () => {
  expect(queryOf(undefined, { ...nothing, value: ' +380 ', compartment: 'c' })).toEqual({
    compartment: 'c',
    targets: [],
    value: '+380',
  });
});
