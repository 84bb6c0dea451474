import { expect, test } from 'vitest';
import { partsCodec } from './parts-form.ts';

const codec = partsCodec('collection', [
  { name: 'method', control: 'line' },
  { name: 'clockOffsetSeconds', control: 'figure' },
]);

test('what the form shows goes in and comes back the same', () => {
  const value = { method: 'By hand', clockOffsetSeconds: -1.5 };
  expect(codec.toValue(codec.toForm(value), value)).toEqual({ value, problems: [] });
});

test('members that the form does not show stay', () => {
  const before = { method: 'By hand', pageSource: 'an id' };
  expect(codec.toValue({ method: '' }, before).value).toEqual({ pageSource: 'an id' });
});

test('nothing in any member is no value', () => {
  expect(codec.toValue({ method: '  ', clockOffsetSeconds: '' }, undefined).value).toBeUndefined();
});

test('a figure is read as people type it, and what is none is named', () => {
  expect(codec.toValue({ clockOffsetSeconds: '2,5' }, undefined).value).toEqual({ clockOffsetSeconds: 2.5 });
  expect(codec.toValue({ clockOffsetSeconds: 'a bit' }, undefined).problems).toMatchObject([
    { path: '/collection/clockOffsetSeconds', code: 'not-a-number' },
  ]);
});
