import { describe, expect, test } from 'vitest';
import type { Body, OtherRecord } from '../kind.ts';
import { KINDS } from '../kinds.ts';

const ACT = '00000000-0000-4000-8000-00000000000a';
const S1 = '00000000-0000-4000-8000-000000000001';
const S2 = '00000000-0000-4000-8000-000000000002';
const ITEM = '00000000-0000-4000-8000-000000000003';
const PERSON = '00000000-0000-4000-8000-000000000004';

const statement = (body: Body): OtherRecord => ({ kind: 'statement', body, author: 'x' });
const graded = statement({ reliability: 'B' });
const anonymous = statement({ reliability: 'A', anonymous: true });
const ungraded = statement({});
const cannotBeJudged = statement({ reliability: 'F' });

const killing = { scheme: 'act-type', code: 'killing' };
const act = (more: Body = {}): Body => ({ incident: ACT, type: killing, basis: [{ statementId: S1 }], ...more });
const proposal = { level: 3, by: 'anna', reasons: 'Two videos agree.' };
const confirmation = { by: 'borys', reasons: 'Seen both.' };
const agreed = { level: 3, proposal, confirmation };

interface Step {
  before?: Body | null;
  after: Body;
  author?: string;
  others?: Record<string, OtherRecord>;
}

function codes(
  kind: 'act' | 'link',
  { before = null, after, author = 'borys', others = { [S1]: graded } }: Step,
): string[] {
  const context = { before, after, author, id: ACT, others: new Map(Object.entries(others)) };
  return KINDS[kind].rules(context).map(({ code }) => code);
}

describe('an act', () => {
  test('rests on at least one statement or item', () => {
    expect(codes('act', { after: act({ basis: [] }) })).toEqual(['basis-missing']);
    expect(codes('act', { after: act({ basis: [{ itemId: ITEM }] }) })).toEqual([]);
  });

  test('takes a level up to 2 from one person', () => {
    for (const level of [0, 1, 2]) expect(codes('act', { after: act({ level }) })).toEqual([]);
  });
});

describe('a level from 3 up', () => {
  test('is proposed by one person and confirmed by another in a later revision', () => {
    expect(codes('act', { after: act({ proposal }), author: 'anna' })).toEqual([]);
    expect(codes('act', { before: act({ proposal }), after: act(agreed) })).toEqual([]);
  });

  test.each<[string, Step, string]>([
    ['set at once', { after: act({ level: 3 }) }, 'not-proposed'],
    ['proposed and confirmed in one revision', { before: act(), after: act(agreed) }, 'not-proposed'],
    [
      'confirmed by who proposed it',
      {
        before: act({ proposal }),
        after: act({ ...agreed, confirmation: { ...confirmation, by: 'anna' } }),
        author: 'anna',
      },
      'same-person',
    ],
    [
      'confirmed in another’s name',
      { before: act({ proposal }), after: act(agreed), author: 'clara' },
      'not-the-author',
    ],
    [
      'other than the one proposed',
      { before: act({ proposal }), after: act({ ...agreed, level: 4 }) },
      'level-not-proposed',
    ],
    [
      'confirmed on an altered proposal',
      { before: act({ proposal }), after: act({ ...agreed, proposal: { ...proposal, reasons: 'Better ones.' } }) },
      'proposal-changed',
    ],
    ['proposed in another’s name', { before: act(), after: act({ proposal }), author: 'borys' }, 'not-the-author'],
    ['raised again by one person', { before: act(agreed), after: act({ ...agreed, level: 4 }) }, 'level-not-proposed'],
    ['lowered by one person', { before: act(agreed), after: act({ ...agreed, level: 1 }) }, 'level-not-proposed'],
    ['taken away by one person', { before: act(agreed), after: act({}) }, 'proposal-changed'],
    ['left without its confirmation', { before: act(agreed), after: act({ level: 3, proposal }) }, 'level-unconfirmed'],
    [
      'confirmed without being changed, when another was proposed',
      { before: act({ proposal, level: 2 }), after: act({ proposal, level: 2, confirmation }) },
      'level-not-proposed',
    ],
  ])('is refused when %s', (_, step, code) => {
    expect(codes('act', step)).toContain(code);
  });

  test('stands while the next one is only proposed, and changes when a third person confirms', () => {
    const next = { level: 5, by: 'borys', reasons: 'A third video.' };
    expect(codes('act', { before: act(agreed), after: act({ ...agreed, proposal: next }) })).toEqual([]);
    const confirmed = { level: 5, proposal: next, confirmation: { by: 'clara', reasons: 'Agreed.' } };
    expect(
      codes('act', { before: act({ ...agreed, proposal: next }), after: act(confirmed), author: 'clara' }),
    ).toEqual([]);
  });

  test('is lowered by two people as well', () => {
    const down = { level: 1, by: 'clara', reasons: 'The video is old.' };
    const lowered = { level: 1, proposal: down, confirmation };
    expect(codes('act', { before: act({ ...agreed, proposal: down }), after: act(lowered) })).toEqual([]);
  });

  test('does not pass to another claim', () => {
    const other = act({ ...agreed, type: { scheme: 'act-type', code: 'torture' } });
    expect(codes('act', { before: act(agreed), after: other })).toEqual(['level-covers-claim']);
    expect(codes('act', { before: act({ level: 2 }), after: act({ level: 2, type: other.type }) })).toEqual([]);
  });
});

describe('the single-source cap', () => {
  const confirm = (basis: Body[], others: Record<string, OtherRecord>, more: Body = {}) =>
    codes('act', { before: act({ basis, proposal, ...more }), after: act({ basis, ...agreed, ...more }), others });

  test.each([
    ['one anonymous source', anonymous],
    ['one source without a grade', ungraded],
    ['one source that cannot be judged', cannotBeJudged],
  ])('holds for %s', (_, source) => {
    expect(confirm([{ statementId: S1 }], { [S1]: source })).toEqual(['single-source-cap']);
  });

  test('holds for a lone item, and for a statement that the author may not see', () => {
    expect(confirm([{ itemId: ITEM }], {})).toEqual(['single-source-cap']);
    expect(confirm([{ statementId: S1 }], {})).toEqual(['single-source-cap']);
  });

  test('does not hold for one named source that was graded, even a poor one', () => {
    expect(confirm([{ statementId: S1 }], { [S1]: statement({ reliability: 'E' }) })).toEqual([]);
  });

  test('does not hold for two sources', () => {
    const basis = [{ statementId: S1 }, { statementId: S2 }];
    expect(confirm(basis, { [S1]: ungraded, [S2]: ungraded })).toEqual([]);
    expect(confirm([{ statementId: S1 }, { itemId: ITEM }], { [S1]: ungraded })).toEqual([]);
  });

  test.each<[string, Body, Body]>([
    ['one person speaks twice', { source: PERSON }, { source: PERSON }],
    ['one source code speaks twice', { sourceCode: 'KHA-S-014' }, { sourceCode: 'KHA-S-014' }],
    ['two anonymous statements cannot be told apart', { anonymous: true }, { anonymous: true }],
    ['two statements come from one file', { item: ITEM }, { item: ITEM }],
  ])('counts one source when %s', (_, first, second) => {
    const basis = [{ statementId: S1 }, { statementId: S2 }];
    expect(confirm(basis, { [S1]: statement(first), [S2]: statement(second) })).toEqual(['single-source-cap']);
  });

  test('does not count a file beside the statement that is about it', () => {
    const others = { [S1]: statement({ item: ITEM }) };
    expect(confirm([{ statementId: S1 }, { itemId: ITEM }], others)).toEqual(['single-source-cap']);
  });

  test('never holds for sexual violence (ICC Rules of Procedure and Evidence, rule 63(4))', () => {
    for (const code of ['rape', 'sexual-slavery', 'forced-nudity', 'sexual-violence']) {
      expect(confirm([{ statementId: S1 }], { [S1]: anonymous }, { type: { scheme: 'act-type', code } })).toEqual([]);
    }
  });

  test('refuses a change of the basis that would break it', () => {
    const both = act({ ...agreed, basis: [{ statementId: S1 }, { statementId: S2 }] });
    const others = { [S1]: anonymous, [S2]: graded };
    expect(codes('act', { before: both, after: act(agreed), others })).toEqual(['single-source-cap']);
    expect(codes('act', { before: both, after: { ...both, basis: [{ statementId: S2 }] }, others })).toEqual([]);
    expect(codes('act', { before: both, after: { ...both, basis: [] }, others })).toContain('level-without-basis');
  });

  test('does not block an unrelated edit when the source lost its grade afterwards', () => {
    expect(
      codes('act', { before: act(agreed), after: act({ ...agreed, notes: 'Called.' }), others: { [S1]: ungraded } }),
    ).toEqual([]);
  });

  describe('is lifted', () => {
    const capLiftProposal = { by: 'anna', reasons: 'Known to us; afraid.' };
    const capLift = { by: 'borys', reasons: 'I met the source.' };
    const others = { [S1]: anonymous };

    test('by one person’s proposal and another’s agreement', () => {
      expect(codes('act', { after: act({ capLiftProposal }), author: 'anna' })).toEqual([]);
      expect(codes('act', { before: act({ capLiftProposal }), after: act({ capLiftProposal, capLift }) })).toEqual([]);
      const before = act({ capLiftProposal, capLift, proposal });
      expect(codes('act', { before, after: act({ capLiftProposal, capLift, ...agreed }), others })).toEqual([]);
    });

    test.each<[string, Step, string]>([
      ['at once', { before: act(), after: act({ capLiftProposal, capLift }) }, 'not-proposed'],
      [
        'by one person',
        {
          before: act({ capLiftProposal }),
          after: act({ capLiftProposal, capLift: { ...capLift, by: 'anna' } }),
          author: 'anna',
        },
        'same-person',
      ],
      [
        'in another’s name',
        { before: act({ capLiftProposal }), after: act({ capLiftProposal, capLift }), author: 'clara' },
        'not-the-author',
      ],
      [
        'on an altered proposal',
        { before: act({ capLiftProposal }), after: act({ capLiftProposal: { by: 'borys', reasons: 'x' }, capLift }) },
        'proposal-changed',
      ],
      [
        'and the proposal taken away later',
        { before: act({ capLiftProposal, capLift }), after: act({ capLift }) },
        'proposal-changed',
      ],
    ])('but not %s', (_, step, code) => {
      expect(codes('act', step)).toContain(code);
    });

    test('for the sources that stood there, not for others put in their place', () => {
      const before = act({ ...agreed, capLiftProposal, capLift });
      const swapped = { ...before, basis: [{ statementId: S2 }] };
      expect(codes('act', { before, after: swapped, others: { [S2]: anonymous } })).toEqual([
        'cap-lifted-for-other-basis',
      ]);
      expect(codes('act', { before, after: act(agreed), others })).toEqual(['single-source-cap']);
    });
  });
});

describe('what the rules must see', () => {
  test('is nothing in the normal case', () => {
    expect(KINDS.act.needs(act({ level: 2 }))).toEqual([]);
    expect(KINDS.incident.needs({ title: 'x' })).toEqual([]);
    expect(KINDS.link.needs({ from: PERSON, to: ACT, type: 'victim-of', basis: [{ statementId: S1 }] })).toEqual([]);
  });

  test('is the statements of the basis above the cap, and for a link its two ends', () => {
    expect(KINDS.act.needs(act({ level: 3, basis: [{ statementId: S1 }, { itemId: ITEM }] }))).toEqual([S1]);
    const link = { from: PERSON, to: ACT, type: 'perpetrator-of', basis: [{ statementId: S1 }], level: 3 };
    expect(KINDS.link.needs(link)).toEqual([S1, PERSON, ACT]);
  });
});

describe('a link', () => {
  const link = (more: Body = {}): Body => ({
    from: PERSON,
    to: ACT,
    type: 'perpetrator-of',
    basis: [{ statementId: S1 }],
    ...more,
  });

  test('joins two records and rests on a basis', () => {
    expect(codes('link', { after: link() })).toEqual([]);
    expect(codes('link', { after: link({ to: PERSON }) })).toEqual(['link-to-itself']);
    expect(codes('link', { after: link({ basis: [] }) })).toEqual(['basis-missing']);
  });

  test.each(['same-as', 'possible-duplicate-of'])('of the type %s rests on reasons instead', (type) => {
    expect(codes('link', { after: link({ type, basis: undefined }) })).toEqual(['reasons-missing']);
    expect(codes('link', { after: link({ type, basis: undefined, reasons: 'Same date and street.' }) })).toEqual([]);
  });

  test('says who did what only at the level that two people gave it', () => {
    expect(codes('link', { after: link({ level: 3 }) })).toContain('not-proposed');
    const before = link({ ...agreed });
    expect(codes('link', { before, after: { ...before, from: ITEM } })).toContain('level-covers-claim');
  });

  test('to an act of sexual violence knows no cap', () => {
    const step = { before: link({ proposal }), after: link(agreed) };
    const to = (code: string): OtherRecord => ({
      kind: 'act',
      body: { type: { scheme: 'act-type', code } },
      author: 'x',
    });
    expect(codes('link', { ...step, others: { [S1]: anonymous, [ACT]: to('rape') } })).toEqual([]);
    expect(codes('link', { ...step, others: { [S1]: anonymous, [ACT]: to('torture') } })).toEqual([
      'single-source-cap',
    ]);
  });

  test('is withdrawn in one’s own name, leaves no row, and comes back', () => {
    const withdrawn = { by: 'borys', reasons: 'Two different people.' };
    expect(codes('link', { before: link(), after: link({ withdrawn }) })).toEqual([]);
    expect(codes('link', { before: link(), after: link({ withdrawn }), author: 'anna' })).toEqual(['not-the-author']);
    const rows = (body: Body) => KINDS.link.project({ id: S2, compartment: S2, kind: 'link', revision: 1, body }).links;
    expect(rows(link({ withdrawn }))).toEqual([]);
    expect(rows(link())).toEqual([{ level: 'internal', from: PERSON, to: ACT, type: 'perpetrator-of' }]);
  });
});

test('what an erasure took of a claim of level 3 is filled again only as another claim, and one person may lower it for that', () => {
  const gone = { type: killing, basis: [{ statementId: S1 }], ...agreed };
  expect(codes('act', { before: gone, after: act(agreed) })).toEqual(['level-covers-claim']);
  expect(codes('act', { before: gone, after: act({ level: 2 }) })).toEqual([]);
  expect(codes('act', { before: act(agreed), after: act({ level: 2 }) })).not.toEqual([]);
});
