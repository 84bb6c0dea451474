import { expect, test } from 'vitest';
import type { Integrity } from '../api/shapes.ts';
import { isOverdue, lifeOf, provable } from './life.ts';
import type { Anchors, FilesState } from './shapes.ts';

const LOG: Integrity = {
  size: 120,
  anchored: { size: 100, by: ['Partner'], time: '2031-03-03T12:00:00Z' },
  unanchored: 20,
  pending: 0,
  signing: { ok: true },
  lastAudit: { at: '2031-03-02T08:00:00Z', findings: 0, size: 90 },
};
const stamp = (size: number, genTime: string, authority = 'Authority') => ({
  ...{ id: genTime, size, authority, genTime, at: genTime },
});
const witness = (size: number, at: string | null, active = true) => ({
  ...{ name: 'Partner', url: null, active, last: { size, at }, failing: null, alarming: false },
});
const ANCHORS: Anchors = {
  schedule: { everyHours: 6, next: '2031-03-03T18:00:00Z' },
  authorities: [],
  stamps: [stamp(100, '2031-03-03T12:00:05Z'), stamp(80, '2031-03-01T12:00:05Z')],
  witnesses: [witness(100, '2031-03-03T12:00:00Z')],
  witnessing: { on: false, partners: [] },
  forks: [],
  rotations: [],
};
const FILES: FilesState = {
  fixity: {
    ...{ everyDays: 30, running: false, oldestCheck: null, problems: [], hidden: 0 },
    last: { at: '2031-03-04T00:00:00Z', files: 7, bytes: 70, altered: 0, missing: 0 },
  },
  store: { kind: 'folder', moving: null },
  box: { sealed: true, means: 'namespaces', missing: [] },
  tools: [],
};
const when = (at: string) => at;
const words = (...given: Parameters<typeof provable>) => provable(...given).map(({ word }) => word);

test('the life of the log stands newest first; what several did to one checkpoint is one stone', () => {
  const life = lifeOf(LOG, ANCHORS, FILES);
  expect(life.map(({ word }) => word)).toEqual([
    'life.files.clean',
    'integrity.anchored',
    'life.audit.clean',
    'integrity.anchored',
  ]);
  expect(life[1]).toMatchObject({ at: '2031-03-03T12:00:00Z', values: { n: 100 } });
  expect(life[1]?.by.map(({ word }) => word)).toEqual(['life.stamp', 'life.witness']);
});

test('findings, damaged files and forks are in alarm', () => {
  const fork = {
    origin: 'o',
    name: 'N',
    seen: '2031-03-05T00:00:00Z',
    size: 3,
    kind: 'two-roots' as const,
    message: 'm',
  };
  const life = lifeOf(
    { ...LOG, lastAudit: { at: '2031-03-02T08:00:00Z', findings: 2, size: 90 } },
    { ...ANCHORS, forks: [fork] },
    {
      ...FILES,
      fixity: { ...FILES.fixity, last: { at: '2031-03-04T00:00:00Z', files: 7, bytes: 1, altered: 1, missing: 0 } },
    },
  );
  expect(life.filter(({ state }) => state === 'alarm').map(({ word }) => word)).toEqual([
    'life.fork',
    'life.files.bad',
    'life.audit.found',
  ]);
});

test('without an anchor nothing is proven, in alarm; without a stamp or a dated cosignature no time is', () => {
  const bare = { ...LOG, anchored: { size: 0, by: [], time: null }, unanchored: 120 };
  const none = { ...ANCHORS, stamps: [], witnesses: [witness(100, null)] };
  expect(provable(bare, none, undefined, when)[0]).toMatchObject({ word: 'provable.nothing', state: 'alarm' });
  expect(words(bare, none, undefined, when)).toEqual(['provable.nothing', 'provable.untimed', 'provable.cannot']);
});

test('what the authority dates comes before what a witness says, who speaks only of more', () => {
  expect(words(LOG, ANCHORS, FILES, when)).toEqual([
    ...['provable.anchored', 'provable.loose', 'provable.stamped', 'provable.files.clean', 'provable.cannot'],
  ]);
  const more = { ...ANCHORS, witnesses: [witness(110, '2031-03-03T13:00:00Z')] };
  expect(words(LOG, more, FILES, when)).toContain('provable.cosigned');
  const distrusted = { ...ANCHORS, witnesses: [witness(110, '2031-03-03T13:00:00Z', false)] };
  expect(words(LOG, distrusted, FILES, when)).not.toContain('provable.cosigned');
});

test('a file that one may not read counts as damaged all the same', () => {
  const fixity = { ...FILES.fixity, hidden: 1 };
  expect(words(LOG, ANCHORS, { ...FILES, fixity }, when)).toContain('provable.files.bad');
  expect(words(LOG, ANCHORS, { ...FILES, fixity: { ...fixity, hidden: 0, last: null } }, when)).toContain(
    'provable.files.never',
  );
});

test('files that should have been read again long ago are in alarm, however good the last round was', () => {
  const { fixity } = FILES;
  const after = (days: number) => Date.parse('2031-03-04T00:00:00Z') + days * 86_400_000;
  expect(isOverdue(fixity, after(60))).toBe(false);
  expect(isOverdue(fixity, after(62))).toBe(true);
  expect(isOverdue({ ...fixity, oldestCheck: '2031-01-01T00:00:00Z' }, after(5))).toBe(true);
  expect(isOverdue({ ...fixity, last: null }, after(99))).toBe(false);
  const old = { ...fixity, last: { at: '2020-01-01T00:00:00Z', files: 7, bytes: 70, altered: 0, missing: 0 } };
  expect(words(LOG, ANCHORS, { ...FILES, fixity: old }, when)).toContain('fixity.overdue');
});
