import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOutUnplanned, type TargetingResult } from './carry-out.ts';
import type { Outcome } from './outcome.ts';
import { type Sentence, sentenceOf } from './sentence.ts';

/** The whole grammar, written down a second time: whatever is added to the sentences must be added here, and be meant. */
const NUMBER = String.raw`(?:0\.\d+|[1-9]\.?\d*e-\d+)`;
const NUMBER_UK = String.raw`(?:0,\d+|[1-9],?\d*e-\d+)`;
const FACTOR = String.raw`(?:\d+\.\d\d|1000000)`;
const FACTOR_UK = String.raw`(?:\d+,\d\d|1000000)`;
const EN = new RegExp(
  String.raw`^(?:Counts only: there are too few for a test, so nothing is said of whether harm fell regardless of status\.|` +
    `(?:C|Not c)onsistent with harm falling regardless of status, given ` +
    `(?:equal exposure within each stratum|` +
    `that odds of being hit for other reasons differed within each stratum by a factor of at most ${FACTOR}|` +
    `equal exposure within each stratum and harms that were equally likely to become known|` +
    `equal exposure within each stratum and harms of one group at most ${FACTOR} times as likely to become known as those of the other)` +
    String.raw` \((?:one-sided, for more harm|one-sided, for less harm|two-sided), α = ${NUMBER}(?: over [1-9]\d* tests)?(?:; without a plan)?\)\.)$`,
);
const UK = new RegExp(
  String.raw`^(?:Лише підрахунки: для перевірки їх замало, тож про те, чи шкода не залежала від статусу, не сказано нічого\.|` +
    `(?:У|Не у)згоджується з тим, що шкода не залежала від статусу, за умови, що в кожному шарі порівняння ` +
    `(?:всі наражалися на небезпеку однаково|` +
    `шанси постраждати з інших причин різнилися щонайбільше у ${FACTOR_UK} раза|` +
    `всі наражалися на небезпеку однаково, а про шкоду дізнавалися однаково часто|` +
    `всі наражалися на небезпеку однаково, а про шкоду одній із груп дізнавалися щонайбільше у ${FACTOR_UK} раза частіше, ніж про шкоду іншій)` +
    String.raw` \((?:однобічна перевірка на більшу шкоду|однобічна перевірка на меншу шкоду|двобічна перевірка), α = ${NUMBER_UK}(?: на всі перевірки \([1-9]\d*\))?(?:; без попереднього плану)?\)\.)$`,
);
/** No form of: prove, target, intend, deliberate, guilty, aim, systematic; and the same in Ukrainian. */
const NEVER =
  /pro[vo]|target|inten[dt]|deliberat|guilt|\baim|systematic|persecut|довод|довед|доказ|доводить|ціл[іеья]|приціл|намір|умис|навмис|вин[аиу]|систематич|переслід/iu;

function holds({ en, uk }: Sentence): void {
  expect(en).toMatch(EN);
  expect(uk).toMatch(UK);
  expect(en).not.toMatch(NEVER);
  expect(uk).not.toMatch(NEVER);
}

type Tested = Extract<Outcome, { kind: 'tested' }>;
const usual: Tested = {
  ...{ kind: 'tested', design: 'odds', found: true, planned: true },
  ...{ side: 'greater', alpha: 0.05, tests: 1, upTo: 2.359 },
};

test('the words that must never stand in a sentence are caught', () => {
  for (const text of [
    'This proves it',
    'proof',
    'were targeted',
    'with intent',
    'intended',
    'доведено',
    'доказ',
    'цілеспрямовано',
    'навмисно',
    'умисел',
    'намір',
  ])
    expect(text).toMatch(NEVER);
});

test('every combination of what a test can tell is one of the sentences', () => {
  const seen = new Set<string>();
  for (const design of ['odds', 'rates'] as const)
    for (const side of ['greater', 'less', 'two-sided'] as const)
      for (const found of [true, false])
        for (const planned of [true, false])
          for (const tests of [1, 7])
            for (const upTo of [null, 0.2, 1, 1.009, 1.01, 2.999, 999_999.9, 1e6, 1e300, Number.POSITIVE_INFINITY])
              for (const alpha of [0.05, 0.1 + 0.2, 1e-7, Number.MIN_VALUE, 1 - 2 ** -53]) {
                const sentence = sentenceOf({ kind: 'tested', design, side, found, planned, tests, upTo, alpha });
                holds(sentence);
                expect(sentence.en.startsWith('Not consistent')).toBe(found);
                expect(sentence.uk.startsWith('Не узгоджується')).toBe(found);
                seen.add(sentence.en);
              }
  holds(sentenceOf({ kind: 'counts-only' }));
  expect(seen.size).toBeGreaterThan(400);
});

test('whatever is given as an outcome, of any type, ends in one of the sentences or in an error without it', () => {
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      Number.NaN,
      -1,
      -0,
      0,
      1e300,
      1,
      '0.05',
      'this proves intent',
      null,
      undefined,
      [0.05],
      {},
    ),
    fc.constantFrom<unknown>(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.05, 3, true, 'greater', 'toString'),
    fc.constantFrom<unknown>({ toString: () => 'targeted', valueOf: () => 0.05 }, 5n, '__proto__'),
    fc.double(),
    fc.string(),
  );
  const outcome = fc.record(
    {
      ...{ kind: fc.oneof({ weight: 5, arbitrary: fc.constant<unknown>('tested') }, hostile) },
      design: fc.oneof(fc.constantFrom<unknown>('odds', 'rates'), hostile),
      side: fc.oneof(fc.constantFrom<unknown>('greater', 'less', 'two-sided'), hostile),
      found: fc.oneof(fc.boolean(), hostile),
      planned: fc.oneof(fc.boolean(), hostile),
      alpha: fc.oneof(fc.constant<unknown>(0.05), hostile),
      tests: fc.oneof(fc.constant<unknown>(2), hostile),
      upTo: fc.oneof(fc.constant<unknown>(1.5), hostile),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(outcome, (given) => {
      let sentence: Sentence;
      try {
        sentence = sentenceOf(given as unknown as Outcome);
      } catch (error) {
        expect((error as Error).name).toBe('PlanError');
        expect((error as Error).message).not.toMatch(NEVER);
        return;
      }
      holds(sentence);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['α', { alpha: Number.NaN }],
  ['α', { alpha: -0.05 }],
  ['α', { alpha: 1e300 }],
  ['Γ', { upTo: Number.NaN }],
  ['Γ', { upTo: -2 }],
  ['the number of tests', { tests: 0 }],
])('a senseless value of %s makes no sentence', (_, change) => {
  expect(() => sentenceOf({ ...usual, ...change })).toThrow(/No test has such an outcome/);
});

test('the sentences as a court would read them', () => {
  expect(sentenceOf(usual)).toEqual({
    en: 'Not consistent with harm falling regardless of status, given that odds of being hit for other reasons differed within each stratum by a factor of at most 2.35 (one-sided, for more harm, α = 0.05).',
    uk: 'Не узгоджується з тим, що шкода не залежала від статусу, за умови, що в кожному шарі порівняння шанси постраждати з інших причин різнилися щонайбільше у 2,35 раза (однобічна перевірка на більшу шкоду, α = 0,05).',
  });
  expect(sentenceOf({ ...usual, found: false, side: 'two-sided', tests: 3, planned: false }).en).toBe(
    'Consistent with harm falling regardless of status, given equal exposure within each stratum (two-sided, α = 0.05 over 3 tests; without a plan).',
  );
});

describe('nobody writes a sentence by hand', () => {
  const result: TargetingResult = carryOutUnplanned({ side: 'greater', alpha: 0.05, confidence: 0.95, gammas: [1] }, [
    { exposed: 60, group: 7, hit: 10, hitGroup: 2 },
    { exposed: 60, group: 7, hit: 5, hitGroup: 3 },
  ]);
  const words = { en: 'Harm was aimed.', uk: 'Шкода була спрямована.' };

  test('the type checker refuses a text of one’s own, a changed copy, and a result with either', () => {
    // @ts-expect-error texts are no sentence
    const own: Sentence = words;
    // @ts-expect-error a copy is no sentence
    const copy: Sentence = { ...result.sentence, en: words.en };
    // @ts-expect-error a copy of a result is no result, whichever sentence it carries
    const swapped: TargetingResult = { ...result, sentence: sentenceOf({ kind: 'counts-only' }) };
    // @ts-expect-error the mark that the checker looks for cannot be set from outside
    const marked: Sentence = { ...words, closed: true };
    expect([own, copy, swapped, marked]).toHaveLength(4);
  });

  test('and a program without it cannot change one that is there', () => {
    expect(() => Object.assign(result.sentence, words)).toThrow(TypeError);
    expect(() => Object.assign(result, { sentence: words })).toThrow(TypeError);
    holds(result.sentence);
  });
});
