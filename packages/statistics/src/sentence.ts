import type { Outcome } from './outcome.ts';
import { PlanError } from './plan-error.ts';

/**
 * A sentence that a result may carry, in both languages. Only `sentenceOf` makes one: a text of one's own is refused by the type
 * checker, and so is a copy with a changed text.
 */
class Sentence {
  declare private readonly closed: true;
  readonly en: string;
  readonly uk: string;
  constructor(en: string, uk: string) {
    this.en = en;
    this.uk = uk;
    Object.freeze(this);
  }
}

export type { Sentence };

/** Above this a factor is told as "at most a million": nobody looked farther. */
const FARTHEST = 1e6;

/**
 * What may be said of a result, and nothing beyond it: whether the counts are consistent with harm falling regardless of status,
 * and under which condition. It never says that anything was shown beyond that, and never speaks of what anybody wanted: the test
 * sees neither. Too little harm to the group is "not consistent" as well: which way it lies is told by the counts.
 *
 * @throws PlanError for an outcome that no test can have, such as α = NaN
 */
export function sentenceOf(outcome: Outcome): Sentence {
  if (outcome.kind === 'counts-only')
    return new Sentence(
      'Counts only: there are too few for a test, so nothing is said of whether harm fell regardless of status.',
      'Лише підрахунки: для перевірки їх замало, тож про те, чи шкода не залежала від статусу, не сказано нічого.',
    );
  requireOutcome(outcome);
  const [en, uk] = conditionOf(outcome);
  const [enHow, ukHow] = mannerOf(outcome);
  return outcome.found
    ? new Sentence(
        `Not consistent with harm falling regardless of status, given ${en} (${enHow}).`,
        `Не узгоджується з тим, що шкода не залежала від статусу, за умови, що ${uk} (${ukHow}).`,
      )
    : new Sentence(
        `Consistent with harm falling regardless of status, given ${en} (${enHow}).`,
        `Узгоджується з тим, що шкода не залежала від статусу, за умови, що ${uk} (${ukHow}).`,
      );
}

type Tested = Extract<Outcome, { kind: 'tested' }>;

/** Under which condition the sentence holds. */
function conditionOf({ design, found, upTo }: Tested): [en: string, uk: string] {
  const factor = found && upTo !== null && upTo >= 1.01 ? roundedDown(upTo) : null;
  if (design === 'odds')
    return factor === null
      ? ['equal exposure within each stratum', 'в кожному шарі порівняння всі наражалися на небезпеку однаково']
      : [
          `that odds of being hit for other reasons differed within each stratum by a factor of at most ${factor}`,
          `в кожному шарі порівняння шанси постраждати з інших причин різнилися щонайбільше у ${comma(factor)} раза`,
        ];
  return factor === null
    ? [
        'equal exposure within each stratum and harms that were equally likely to become known',
        'в кожному шарі порівняння всі наражалися на небезпеку однаково, а про шкоду дізнавалися однаково часто',
      ]
    : [
        `equal exposure within each stratum and harms of one group at most ${factor} times as likely to become known as those of the other`,
        `в кожному шарі порівняння всі наражалися на небезпеку однаково, а про шкоду одній із груп дізнавалися щонайбільше у ${comma(factor)} раза частіше, ніж про шкоду іншій`,
      ];
}

const SIDES = {
  greater: ['one-sided, for more harm', 'однобічна перевірка на більшу шкоду'],
  less: ['one-sided, for less harm', 'однобічна перевірка на меншу шкоду'],
  'two-sided': ['two-sided', 'двобічна перевірка'],
} as const;

/** How it was tested. */
function mannerOf({ side, alpha, tests, planned }: Tested): [en: string, uk: string] {
  const [en, uk] = SIDES[side];
  const [enTests, ukTests] = tests === 1 ? ['', ''] : [` over ${tests} tests`, ` на всі перевірки (${tests})`];
  const [enPlan, ukPlan] = planned ? ['', ''] : ['; without a plan', '; без попереднього плану'];
  return [`${en}, α = ${alpha}${enTests}${enPlan}`, `${uk}, α = ${comma(String(alpha))}${ukTests}${ukPlan}`];
}

/** Two places, never more than what was found. */
function roundedDown(value: number): string {
  return value >= FARTHEST ? String(FARTHEST) : (Math.floor(value * 100) / 100).toFixed(2);
}

function comma(number: string): string {
  return number.replace('.', ',');
}

/** Values reach the text only as numbers and words of ours, whatever a caller without the type checker gives. */
function requireOutcome(outcome: Tested): void {
  const { kind, design, found, planned, side, alpha, tests, upTo } = outcome;
  const fits =
    kind === 'tested' &&
    (design === 'odds' || design === 'rates') &&
    typeof found === 'boolean' &&
    typeof planned === 'boolean' &&
    typeof side === 'string' &&
    Object.hasOwn(SIDES, side) &&
    typeof alpha === 'number' &&
    alpha > 0 &&
    alpha < 1 &&
    Number.isSafeInteger(tests) &&
    tests >= 1 &&
    (upTo === null || (typeof upTo === 'number' && upTo >= 0));
  if (!fits) throw new PlanError('No test has such an outcome, so nothing is said of it. Carry out a plan.');
}
