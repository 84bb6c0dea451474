import { SENSITIVITIES } from '@cairn/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasOtherLead,
  isActiveLead,
  isWithin,
  mayApprove,
  type Rights,
  refusalOfAppointment,
  refusalOfChange,
  refusalOfClearance,
  refusalOfReadmission,
  refusalOfRemoval,
  refusalOfSuspension,
  refusalOfTravel,
  type Standing,
} from './rules.ts';
import { ROLES } from './types.ts';

const ACCOUNTS = ['a', 'b', 'c', 'd'];

const rights: fc.Arbitrary<Rights> = fc.record({
  role: fc.constantFrom(...ROLES),
  clearance: fc.constantFrom(...SENSITIVITIES),
  identities: fc.boolean(),
});
const standing = (account: string): fc.Arbitrary<Standing> =>
  fc
    .tuple(rights, fc.constantFrom(null, null, 'travel' as const, 'reset' as const), fc.boolean(), fc.boolean())
    .map(([given, resting, suspended, enters]) => ({ ...given, account, resting, suspended, enters }));
const members = fc.tuple(...ACCOUNTS.map(standing));

interface Act {
  readonly what: string;
  readonly by: string;
  readonly target: string;
  readonly after: Rights;
}

/** What members do: each as whoever he is at that moment. */
const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('change', 'remove', 'travel', 'readmit'),
  by: fc.constantFrom(...ACCOUNTS),
  target: fc.constantFrom(...ACCOUNTS),
  after: rights,
});

/** What the act makes of the members; the same list where it is refused. */
function done(list: readonly Standing[], { what, by, target, after }: Act): readonly Standing[] {
  const actor = list.find((m) => m.account === by);
  const subject = list.find((m) => m.account === target);
  if (actor === undefined || subject === undefined || actor.resting !== null || actor.suspended || !actor.enters)
    return list;
  const put = (changed: Standing) => list.map((m) => (m.account === changed.account ? changed : m));
  const isLead = actor.role === 'lead';
  if (what === 'travel') return refusalOfTravel(list, by) === null ? put({ ...actor, resting: 'travel' }) : list;
  if (what === 'remove')
    return (isLead || by === target) && refusalOfRemoval(list, by, subject) === null
      ? list.filter((m) => m !== subject)
      : list;
  if (!isLead) return list;
  if (what === 'readmit')
    return refusalOfReadmission(by, subject, subject.enters) === null ? put({ ...subject, resting: null }) : list;
  return refusalOfChange(list, by, subject, after) === null ? put({ ...subject, ...after }) : list;
}

test('whatever members do, a lead who can act is left, and nobody gains by his own deed', () => {
  fc.assert(
    fc.property(members, fc.array(act, { maxLength: 30 }), (start, acts) => {
      fc.pre(start.some(isActiveLead));
      let list: readonly Standing[] = start;
      for (const each of acts) {
        const before = list.find((m) => m.account === each.by);
        list = done(list, each);
        expect(list.some(isActiveLead)).toBe(true);
        const after = list.find((m) => m.account === each.by);
        if (before === undefined || after === undefined) continue;
        expect(ROLES.indexOf(after.role)).toBeLessThanOrEqual(ROLES.indexOf(before.role));
        expect(SENSITIVITIES.indexOf(after.clearance)).toBeLessThanOrEqual(SENSITIVITIES.indexOf(before.clearance));
        expect(after.identities && !before.identities).toBe(false);
        expect(before.resting !== null && after.resting === null).toBe(false);
      }
    }),
  );
});

const lead: Standing = {
  account: 'a',
  role: 'lead',
  clearance: 'sealed',
  identities: false,
  resting: null,
  suspended: false,
  enters: true,
};

test.each([
  [{ suspended: true }],
  [{ resting: 'travel' as const }],
  [{ resting: 'reset' as const }],
  [{ enters: false }],
  [{ role: 'reviewer' as const }],
])('%j is no lead who can act', (change) => {
  const other = { ...lead, account: 'b', ...change };
  expect(isActiveLead(other)).toBe(false);
  expect(hasOtherLead([lead, other], 'a')).toBe(false);
  expect(refusalOfTravel([lead, other], 'a')).toBe('only-lead');
  expect(refusalOfRemoval([lead, other], 'a', lead)).toBe('only-lead');
});

test('a lead gives no clearance above his own, and takes none away by leaving it as it is', () => {
  const low: Standing = { ...lead, clearance: 'internal' };
  const reader: Standing = { ...lead, account: 'b', role: 'reader', clearance: 'public' };
  const high: Standing = { ...reader, clearance: 'sealed' };
  expect(refusalOfClearance(low, reader, { ...reader, clearance: 'internal' })).toBeNull();
  expect(refusalOfClearance(low, reader, { ...reader, clearance: 'case-only' })).toBe('above-own');
  expect(refusalOfClearance(low, null, { ...reader, clearance: 'sealed' })).toBe('above-own');
  expect(refusalOfClearance(low, high, { ...high, role: 'contributor' })).toBeNull();
  expect(refusalOfClearance(low, high, { ...high, clearance: 'case-only' })).toBeNull();
  expect(refusalOfChange([low, reader], 'a', low, { ...low, clearance: 'case-only' })).toBe('not-yourself');
});

test('three persons appoint, and only where no lead who can act is left', () => {
  const reviewer: Standing = { ...lead, account: 'r', role: 'reviewer' };
  const next = { account: 'n', suspended: false, enters: true };
  expect(refusalOfAppointment([lead, reviewer], ['admin', 'r'], next)).toBe('lead-left');
  const orphaned = [{ ...lead, suspended: true }, reviewer];
  expect(refusalOfAppointment(orphaned, ['admin', 'r'], next)).toBeNull();
  expect(refusalOfAppointment(orphaned, ['r', 'r'], next)).toBe('not-yourself');
  for (const account of ['admin', 'r'])
    expect(refusalOfAppointment(orphaned, ['admin', 'r'], { ...next, account })).toBe('not-yourself');
  expect(refusalOfAppointment(orphaned, ['admin', 'r'], { ...next, enters: false })).toBe('no-factors');
  expect(mayApprove(reviewer)).toBe(true);
  for (const change of [{ role: 'contributor' }, { resting: 'reset' }, { suspended: true }] as const)
    expect(mayApprove({ ...reviewer, ...change })).toBe(false);
  expect(mayApprove(undefined)).toBe(false);
});

test('an administrator who can act is left', () => {
  expect(refusalOfSuspension(['a', 'b'], 'a', 'a')).toBe('not-yourself');
  expect(refusalOfSuspension(['a', 'b'], 'a', 'b')).toBeNull();
  expect(refusalOfSuspension(['b'], null, 'b')).toBe('last-admin');
  expect(refusalOfSuspension(['b'], 'b', 'reader')).toBeNull();
});

test('a token gives no more than what made it', () => {
  expect(isWithin(null, null)).toBe(true);
  expect(isWithin(null, ['read'])).toBe(false);
  expect(isWithin(['read'], ['read', 'write'])).toBe(true);
  expect(isWithin(['rights'], ['read', 'write'])).toBe(false);
});
