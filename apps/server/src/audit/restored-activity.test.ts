import { expect, test } from 'vitest';
import type { DeedClaims } from '../record/deeds.ts';
import { Ledger } from './findings.ts';
import { restoredActivity } from './restored-activity.ts';

/** Deeds that set settings, numbered from 1. */
function deeds(...settings: [name: string, value: unknown][]): DeedClaims[] {
  return settings.map(([name, value], i) => ({
    deed: `${i}`,
    number: i + 1,
    table: 'setting',
    key: { name },
    row: { name, value },
    by: 'operator:tester',
    at: '2031-01-01T00:00:00.000Z',
    reason: 'x',
  }));
}

const log = (origin: string, continues: unknown = null): [string, unknown] => ['log', { origin, continues }];
const restored = (count: number): [string, unknown] => ['restored-activity', { count, digest: `${count}` }];
const other: [string, unknown] = ['publish-log', true];
const plain = { origin: 'a', why: 'plain-backup', continues: null };

test.each<[what: string, deeds: DeedClaims[], count: number, findings: number, own?: string]>([
  ['of a log that never was restored', deeds(log('b'), other, restored(3)), 0, 1],
  ['right behind the beginning from a plain backup', deeds(log('a'), other, log('b', plain), restored(3)), 3, 0],
  ['later than that', deeds(log('a'), log('b', plain), other, restored(3)), 0, 1],
  ['a second one', deeds(log('a'), log('b', plain), restored(3), restored(4)), 3, 1],
  [
    'behind a second deed about the log',
    deeds(log('a'), log('b', plain), restored(3), log('b', plain), restored(4)),
    3,
    1,
  ],
  ['behind a beginning claimed later', deeds(log('b'), other, log('b', plain), restored(4)), 0, 1],
  ['behind the beginning of a log that this one never continued', deeds(log('b'), log('c', plain), restored(4)), 0, 1],
  ['from another kind of backup', deeds(log('a'), log('b', { ...plain, why: 'decrypted-backup' }), restored(3)), 0, 1],
  [
    'of a log that was restored with its keys since',
    deeds(
      log('a'),
      log('b', plain),
      restored(3),
      log('c', { origin: 'b', why: 'no-outside-checkpoint', continues: plain }),
    ),
    3,
    0,
    'c',
  ],
  ['not a count', deeds(log('a'), log('b', plain), ['restored-activity', { count: 'all' }]), 0, 1],
])('the exemption of restored activity: %s', (_, given, count, findings, own = 'b') => {
  const ledger = new Ledger();
  expect(restoredActivity(given, own, ledger).count).toBe(count);
  expect(ledger.findings).toHaveLength(findings);
});
