import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameJson } from '../equal.ts';
import type { Body, OtherRecord } from '../kind.ts';
import { KINDS } from '../kinds.ts';
import type { Assessed } from './level.ts';
import { supportOf } from './sources.ts';

/** Three people edit an act at random; what the rules let through must never show a level that one person gave alone. */

const STATEMENTS: Record<string, OtherRecord> = Object.fromEntries(
  [{ anonymous: true }, { reliability: 'F' }, { reliability: 'C' }, { sourceCode: 'S-1' }, { sourceCode: 'S-1' }].map(
    (body, index) => [`00000000-0000-4000-8000-00000000000${index}`, { kind: 'statement', body, author: 'x' }],
  ),
);
const OTHERS = new Map(Object.entries(STATEMENTS));
const ACT = '00000000-0000-4000-8000-0000000000aa';

const person = fc.constantFrom('anna', 'borys', 'clara');
const level = fc.constantFrom(0, 2, 3, 3, 4);
const decision = fc.record({ by: person, reasons: fc.constantFrom('r1', 'r2') });
const removed = fc.constant(undefined);
const basis = fc.subarray(Object.keys(STATEMENTS)).map((ids) => ids.map((statementId) => ({ statementId })));

/** Most edits are what people mean to do, so that histories get somewhere; the rest is anything at all. */
const edit = fc.record({
  author: person,
  honest: fc.constantFrom('propose', 'confirm', 'proposeLift', 'lift', undefined),
  level,
  change: fc.record(
    {
      level: fc.oneof(level, removed),
      proposal: fc.oneof(fc.record({ level, by: person, reasons: fc.constantFrom('r1', 'r2') }), removed),
      confirmation: fc.oneof(decision, removed),
      capLiftProposal: fc.oneof(decision, removed),
      capLift: fc.oneof(decision, removed),
      basis,
      notes: fc.constantFrom('n1', 'n2'),
    },
    { requiredKeys: [] },
  ),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;
type State = Body & Assessed;

function apply(before: State, { author, honest, level: to, change }: Edit): State {
  const mine = { by: author, reasons: 'r' };
  const meant: Record<string, Body> = {
    propose: { proposal: { ...mine, level: to } },
    confirm: { level: before.proposal?.level, confirmation: mine },
    proposeLift: { capLiftProposal: mine, capLift: undefined },
    lift: { capLift: mine },
  };
  const after = { ...before, ...(honest === undefined ? change : meant[honest]) };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined)) as State;
}

interface Revision {
  author: string;
  body: State;
}

function play(edits: Edit[]): Revision[] {
  const first: State = {
    incident: ACT,
    type: { scheme: 'act-type', code: 'killing' },
    basis: [{ statementId: Object.keys(STATEMENTS)[0] ?? '' }],
  };
  const history: Revision[] = [{ author: 'anna', body: first }];
  for (const each of edits) {
    const before = history.at(-1)?.body ?? first;
    const after = apply(before, each);
    const problems = KINDS.act.rules({ before, after, author: each.author, id: ACT, others: OTHERS });
    if (problems.length === 0) history.push({ author: each.author, body: after });
  }
  return history;
}

const histories = fc.array(edit, { minLength: 20, maxLength: 60 }).map(play);

test('whoever gives or changes a level from 3 up agrees with what another person proposed before', () => {
  let seen = 0;
  fc.assert(
    fc.property(histories, (history) => {
      history.forEach(({ author, body }, index) => {
        const before = history[index - 1]?.body;
        const [from, to] = [before?.level ?? 0, body.level ?? 0];
        if (from === to || Math.max(from, to) < 3) return;
        seen += 1;
        expect(before?.proposal?.level).toBe(to);
        expect(before?.proposal?.by).not.toBe(author);
        expect(body.confirmation?.by).toBe(author);
        const proposed = history.findIndex((each) => sameJson(each.body.proposal, before?.proposal));
        expect(proposed).toBeLessThan(index);
        expect(history[proposed]?.author).toBe(before?.proposal?.by);
      });
    }),
    { numRuns: 1500 },
  );
  expect(seen).toBeGreaterThan(0);
});

test('no level above 2 stands on one anonymous or unassessed source unless two people lifted the cap', () => {
  let lifted = 0;
  fc.assert(
    fc.property(histories, (history) => {
      for (const { body } of history) {
        if ((body.level ?? 0) <= 2) continue;
        const { sources, assessed } = supportOf(body.basis ?? [], OTHERS);
        expect(sources).toBeGreaterThan(0);
        if (sources > 1 || assessed) continue;
        lifted += 1;
        expect(body.capLift?.by).toBeDefined();
        expect(body.capLiftProposal?.by).toBeDefined();
        expect(body.capLift?.by).not.toBe(body.capLiftProposal?.by);
      }
    }),
    { numRuns: 1500 },
  );
  expect(lifted).toBeGreaterThan(0);
});

test('nobody’s name stands under a decision that they did not write', () => {
  fc.assert(
    fc.property(histories, (history) => {
      history.forEach(({ author, body }, index) => {
        const before = history[index - 1]?.body;
        for (const field of ['proposal', 'confirmation', 'capLiftProposal', 'capLift'] as const) {
          if (body[field] !== undefined && !sameJson(before?.[field], body[field])) expect(body[field].by).toBe(author);
        }
      });
    }),
    { numRuns: 300 },
  );
});
