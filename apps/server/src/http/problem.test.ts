import { expect, test } from 'vitest';
import { problemOf } from './problem.ts';

const reported: unknown[] = [];
const statusOf = (error: object): number =>
  problemOf(Object.assign(new Error('Oleksandra'), error), (fault) => reported.push(fault)).status;

test.each([
  { code: '57P01', severity: 'FATAL' },
  { code: '57P02', severity: 'WARNING' },
  { code: '57P03', severity: 'FATAL' },
  { code: '08006', severity: 'ERROR' },
  { code: '53100', severity: 'PANIC' },
  { code: 'ECONNREFUSED', syscall: 'connect' },
  { code: 'ENOENT', syscall: 'connect' },
  { code: 'ECONNRESET', syscall: 'read' },
  { message: 'Connection terminated unexpectedly' },
  { message: 'Cannot use a pool after calling end on the pool' },
  { message: 'Client has encountered a connection error and is not queryable' },
])('a lost database is said to be restarting: %o', (error) => {
  expect(statusOf(error)).toBe(503);
  expect(problemOf(Object.assign(new Error(), error), () => {}).detail).toBe(
    'The database is restarting. Try again in a moment.',
  );
  expect(reported).toEqual([]);
});

test.each([{ code: '57014', severity: 'ERROR' }, { code: 'ENOENT', syscall: 'open' }, { message: 'fetch failed' }])(
  'any other fault stays one: %o',
  (error) => {
    expect(statusOf(error)).toBe(500);
    expect(reported.splice(0)).toHaveLength(1);
  },
);
