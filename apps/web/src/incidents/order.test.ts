import { expect, test } from 'vitest';
import type { Incident } from '../api/shapes.ts';
import { newestFirst } from './order.ts';

const incident = (reference: string, at: string) => ({ reference, at, kind: 'incident', body: {} }) as Incident;

test('the newest change stands first, and within one moment the newest reference', () => {
  const page = [
    incident('HAR-000900', '2031-03-04T10:00:01.000Z'),
    incident('HAR-000007', '2031-03-03T10:00:00.000Z'),
    incident('HAR-000123', '2031-03-03T10:00:00.000Z'),
    incident('HAR-000045', '2031-03-03T10:00:00.000Z'),
    incident('HAR-000001', '2031-03-02T10:00:00.000Z'),
  ];
  expect(newestFirst(page).map(({ reference }) => reference)).toEqual([
    'HAR-000900',
    'HAR-000123',
    'HAR-000045',
    'HAR-000007',
    'HAR-000001',
  ]);
});
