import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Body, OtherRecord } from '../kind.ts';
import { KINDS } from '../kinds.ts';
import { bodyOf } from '../testing.ts';
import { codesOf } from '../vocabularies/registry.ts';
import { demandsReviewer, FACTS, nextStages, REVIEWED_STATES } from './review.ts';

const ID = '00000000-0000-4000-8000-00000000000a';

function codes(kind: 'incident' | 'comment' | 'second-coding' | 'step' | 'batch', step: Step): string[] {
  const { before = null, after, author = 'borys', others = {} } = step;
  return KINDS[kind]
    .rules({ before, after, author, id: ID, others: new Map(Object.entries(others)) })
    .map(({ code }) => code);
}

interface Step {
  before?: Body | null;
  after: Body;
  author?: string;
  others?: Record<string, OtherRecord>;
}

const open = { title: 'Shelling', status: 'open' };
const ready = { title: 'Shelling', status: 'review', review: { readyBy: 'anna' } };
const reviewed = { title: 'Shelling', status: 'reviewed', review: { readyBy: 'anna', reviewedBy: 'borys' } };
const closed = { ...reviewed, status: 'documented' };

describe('the stages of an incident', () => {
  test('work is said to be ready by one, reviewed by another, and then closed', () => {
    expect(codes('incident', { before: open, after: ready, author: 'anna' })).toEqual([]);
    expect(codes('incident', { before: ready, after: reviewed })).toEqual([]);
    expect(codes('incident', { before: reviewed, after: closed, author: 'anna' })).toEqual([]);
  });

  test.each<[string, Step, string]>([
    ['ready in the name of another', { before: open, after: ready }, 'not-the-author'],
    ['reviewed by who said it is ready', { before: ready, after: reviewed, author: 'anna' }, 'not-the-author'],
    [
      'reviewed by who said it is ready, in their own name',
      { before: ready, after: { ...reviewed, review: { readyBy: 'anna', reviewedBy: 'anna' } }, author: 'anna' },
      'same-person',
    ],
    ['reviewed from work', { before: open, after: reviewed }, 'not-reviewed'],
    ['reviewed from nothing', { after: reviewed }, 'not-reviewed'],
    ['closed without a review', { before: ready, after: { ...ready, status: 'documented' } }, 'not-reviewed'],
    ['reviewed where nobody said it is ready', { before: { ...open, status: 'review' }, after: reviewed }, 'not-ready'],
    [
      'reviewed in the name of a third',
      { before: ready, after: { ...reviewed, review: { readyBy: 'anna', reviewedBy: 'ctirad' } } },
      'not-the-author',
    ],
    [
      'reviewed with another name for who said it is ready',
      { before: ready, after: { ...reviewed, review: { readyBy: 'ctirad', reviewedBy: 'borys' } } },
      'not-the-author',
    ],
    ['reviewed and changed in one', { before: ready, after: { ...reviewed, title: 'Raid' } }, 'changed-by-review'],
    ['changed while reviewed', { before: reviewed, after: { ...reviewed, title: 'Raid' } }, 'review-covers-fact'],
    [
      'changed while closed',
      { before: closed, after: { ...closed, place: { precision: 'unknown' } } },
      'review-covers-fact',
    ],
    [
      'changed by another while it waits',
      { before: ready, after: { ...ready, title: 'Raid' } },
      'changed-while-waiting',
    ],
    [
      'a review entered while in work',
      { before: open, after: { ...open, review: { readyBy: 'borys' } } },
      'review-out-of-step',
    ],
    [
      'another reviewer written in later',
      { before: reviewed, after: { ...reviewed, review: { readyBy: 'anna', reviewedBy: 'ctirad' } } },
      'review-out-of-step',
    ],
  ])('%s is refused', (_, step, code) => {
    expect(codes('incident', step)).toContain(code);
  });

  test('what was reviewed is changed by taking it back into work, in the same change', () => {
    expect(codes('incident', { before: closed, after: { ...closed, status: 'open', title: 'Raid' } })).toEqual([]);
  });

  test('whoever changes it while it waits, and says so, is no longer who may review it', () => {
    const mine = { ...ready, title: 'Raid', review: { readyBy: 'borys' } };
    expect(codes('incident', { before: ready, after: mine })).toEqual([]);
    const byMyself = { ...mine, status: 'reviewed', review: { readyBy: 'borys', reviewedBy: 'borys' } };
    expect(codes('incident', { before: mine, after: byMyself })).toEqual(['same-person']);
  });

  test('notes, tags and whose work it is change freely, also of what is closed', () => {
    const after = { ...closed, notes: 'Ask again', tags: ['market'], assigned: [ID], due: '2026-12-01' };
    expect(codes('incident', { before: closed, after })).toEqual([]);
  });

  test('no way of steps by one person alone ends in a reviewed state', () => {
    const status = fc.constantFrom(...codesOf('incident-status'));
    const review = fc.option(
      fc.record(
        { readyBy: fc.constant('borys'), reviewedBy: fc.constantFrom('borys', 'anna') },
        { requiredKeys: ['readyBy'] },
      ),
      { nil: undefined },
    );
    const step = fc.record({ status, review, title: fc.constantFrom('Shelling', 'Raid') }, { requiredKeys: ['title'] });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let before: Body | null = null;
        for (const { review: given, ...rest } of steps) {
          const after = given === undefined ? rest : { ...rest, review: given };
          if (codes('incident', { before, after }).length === 0) before = after;
          expect(REVIEWED_STATES).not.toContain(before?.status);
        }
      }),
    );
  });

  test('no fact of a reviewed incident changes while it stays reviewed', () => {
    fc.assert(
      fc.property(bodyOf('incident'), bodyOf('incident'), fc.constantFrom(...REVIEWED_STATES), (a, b, status) => {
        const before = { ...a, status, review: reviewed.review };
        const after = { ...b, status, review: reviewed.review };
        const same = FACTS.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
        expect(codes('incident', { before, after }).includes('review-covers-fact')).toBe(!same);
      }),
    );
  });

  test('the stages that are offered are those that the rules let pass', () => {
    for (const [before, author] of [
      [open, 'anna'],
      [ready, 'anna'],
      [ready, 'borys'],
      [reviewed, 'anna'],
      [closed, 'borys'],
    ] as const) {
      const readyBy = 'review' in before ? before.review.readyBy : undefined;
      const offered = nextStages(before.status, author, readyBy);
      for (const status of codesOf('incident-status').filter((each) => each !== before.status)) {
        const review =
          status === 'review'
            ? { readyBy: author }
            : status === 'reviewed' && readyBy !== undefined
              ? { readyBy, reviewedBy: author }
              : (before as Body).review;
        const after = { ...before, status, ...(review === undefined ? {} : { review }) } as Body;
        const passes = codes('incident', { before, after, author }).length === 0;
        if (offered.includes(status)) expect(passes, `${before.status} → ${status} by ${author}`).toBe(true);
        if (
          (REVIEWED_STATES as readonly string[]).includes(status) &&
          !offered.includes(status) &&
          before.status !== 'documented'
        )
          expect(passes, `${before.status} → ${status} by ${author}`).toBe(false);
      }
    }
  });
});

describe('conclusions', () => {
  const mine = { field: 'place', text: 'The yard, not the street.', by: 'borys' };

  test('are written in one’s own name, one for a field; those of others stay', () => {
    const theirs = { field: 'time', text: 'Before dawn.', by: 'anna' };
    expect(
      codes('incident', {
        before: { ...open, conclusions: [theirs] },
        after: { ...open, conclusions: [theirs, mine] },
      }),
    ).toEqual([]);
    expect(codes('incident', { before: open, after: { ...open, conclusions: [theirs] } })).toEqual(['not-the-author']);
    expect(codes('incident', { after: { ...open, conclusions: [mine, { ...mine, text: 'Or not.' }] } })).toEqual([
      'concluded-twice',
    ]);
  });
});

test('who agrees to the work of another is to be a reviewer', () => {
  expect(demandsReviewer('incident', ready, reviewed)).toBe(true);
  expect(demandsReviewer('incident', reviewed, closed)).toBe(false);
  expect(demandsReviewer('act', { level: 2 }, { level: 3, confirmation: { by: 'a', reasons: 'b' } })).toBe(true);
  expect(demandsReviewer('act', { level: 2 }, { level: 1 })).toBe(false);
});

describe('a comment', () => {
  const said = { about: ID, text: 'Which yard?' };

  test('is settled in one’s own name, and stays with what it was said about', () => {
    expect(codes('comment', { before: said, after: { ...said, resolved: { by: 'borys', at: '2026-01-02' } } })).toEqual(
      [],
    );
    expect(codes('comment', { before: said, after: { ...said, resolved: { by: 'anna', at: '2026-01-02' } } })).toEqual([
      'not-the-author',
    ]);
    expect(codes('comment', { before: said, after: { ...said, about: ID.replace('a', 'b') } })).toEqual([
      'comment-moved',
    ]);
  });
});

test('nobody changes what another said, nor what another found in a step', () => {
  const said = { about: ID, text: 'Which yard?', mentions: [ID] };
  expect(codes('comment', { before: said, after: { ...said, text: 'No yard.' } })).toEqual(['comment-changed']);
  expect(codes('comment', { before: said, after: { about: ID, text: 'Which yard?' } })).toEqual(['comment-changed']);
  expect(codes('comment', { before: said, after: { ...said, tags: ['x'] } })).toEqual([]);
  const how = { about: ID, technique: 'geolocation', compared: 'The tower.', confidence: 'high' };
  const step = { ...how, outcome: 'established', by: 'anna', at: '2026-01-02' };
  expect(codes('step', { before: step, after: { ...step, outcome: 'contradicted' } })).toEqual(['not-the-author']);
  expect(codes('step', { before: step, after: { ...step, outcome: 'contradicted' }, author: 'anna' })).toEqual([]);
  expect(codes('step', { before: step, after: { ...step, outcome: 'contradicted', by: 'borys' } })).toEqual([]);
  expect(codes('step', { before: step, after: { ...step, tags: ['x'] } })).toEqual([]);
});

test('conflicts of a batch are decided, and it is closed, in one’s own name', () => {
  const open = { record: ID, field: 'title', why: 'x', state: 'open' };
  const batch = { title: 'Hospitals', batchKind: 'import', conflicts: [open] };
  const taken = (by?: string) => ({ ...batch, conflicts: [{ ...open, state: 'taken', ...(by ? { by } : {}) }] });
  expect(codes('batch', { before: batch, after: taken('borys') })).toEqual([]);
  expect(codes('batch', { before: batch, after: taken('anna') })).toEqual(['not-the-author']);
  expect(codes('batch', { before: batch, after: taken() })).toEqual(['not-the-author']);
  expect(codes('batch', { before: taken('anna'), after: { ...taken('anna'), title: 'Clinics' } })).toEqual([]);
  const closedBy = (by: string) => ({ ...batch, closed: { by, at: '2026-01-02' } });
  expect(codes('batch', { before: batch, after: closedBy('borys') })).toEqual([]);
  expect(codes('batch', { before: batch, after: closedBy('anna') })).toEqual(['not-the-author']);
  expect(codes('batch', { before: closedBy('anna'), after: { ...closedBy('anna'), title: 'Clinics' } })).toEqual([]);
});

test('what a file said stays as it was told, and a decision on it stands', () => {
  const open = { record: ID, row: 'Incidents 2', field: 'title', ours: 'A', theirs: 'B', why: 'x', state: 'open' };
  const batch = (...conflicts: object[]) => ({ title: 'Hospitals', batchKind: 'import', conflicts });
  const after = (...conflicts: object[]) => codes('batch', { before: batch(open, open), after: batch(...conflicts) });
  expect(after({ ...open, why: 'y' }, open, { ...open, field: 'summary' })).toEqual([]);
  expect(after({ ...open, theirs: 'C' }, open)).toEqual(['conflict-changed']);
  expect(after({ ...open, ours: 'C' }, open)).toEqual(['conflict-changed']);
  expect(after(open)).toEqual(['conflict-changed']);
  const taken = { ...open, state: 'taken', by: 'anna' };
  const decided = (now: object) => codes('batch', { before: batch(taken), after: batch(now) });
  expect(decided(taken)).toEqual([]);
  expect(decided({ ...taken, theirs: 'C' })).toEqual(['conflict-changed']);
  expect(decided({ ...taken, state: 'kept', by: 'borys' })).toEqual(['conflict-decided']);
  expect(decided({ ...taken, by: 'borys' })).toEqual(['conflict-decided']);
  expect(decided({ ...open, by: undefined })).toEqual(['conflict-decided']);
});

describe('a second coding', () => {
  const ACT = '00000000-0000-4000-8000-00000000000c';
  const others = { [ACT]: { kind: 'act', body: {}, author: 'anna' } };
  const coded = { about: ACT, coder: 'borys', fields: { type: { scheme: 'act-type', code: 'killing' } } };

  test('is somebody else’s than the act’s writer', () => {
    expect(codes('second-coding', { after: coded, others })).toEqual([]);
    expect(codes('second-coding', { after: { ...coded, coder: 'anna' }, author: 'anna', others })).toEqual([
      'same-person',
    ]);
    expect(codes('second-coding', { after: { ...coded, coder: 'anna' }, others })).toEqual(['not-the-author']);
    expect(
      codes('second-coding', { after: coded, others: { [ACT]: { kind: 'incident', body: {}, author: 'x' } } }),
    ).toEqual(['not-an-act']);
    expect(
      codes('second-coding', { after: { ...coded, fields: { type: { scheme: 'method', code: 'x' } } }, others }),
    ).toEqual(['wrong-scheme']);
  });

  test('stays as it was coded; what differs is resolved in words', () => {
    const resolution = { by: 'borys', reasons: 'The definition covers it.' };
    expect(codes('second-coding', { before: coded, after: { ...coded, resolution }, others })).toEqual([]);
    expect(codes('second-coding', { before: coded, after: { ...coded, fields: {} }, others })).toEqual([
      'coding-changed',
    ]);
    expect(codes('second-coding', { after: { ...coded, resolution }, others })).toEqual(['resolved-at-once']);
  });
});
