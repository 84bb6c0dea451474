import type { Outcome } from './carry-out.ts';

/** A sentence that a result may carry, in both languages. There are no others. */
export interface Sentence {
  readonly en: string;
  readonly uk: string;
}

/**
 * What may be said of a result, and nothing beyond it: whether the counts are consistent with harm falling regardless of status,
 * and under which condition. It never says that anything was proven, and never speaks of intent: the test sees neither.
 */
export function sentenceOf(outcome: Outcome): Sentence {
  if (outcome.kind === 'counts-only')
    return {
      en: 'Counts only: there are too few for a test, so nothing is said of whether harm fell regardless of status.',
      uk: 'Лише підрахунки: для перевірки їх замало, тож про те, чи шкода не залежала від статусу, не сказано нічого.',
    };
  const { alpha, lost } = outcome;
  if (!outcome.found)
    return {
      en: `Consistent with harm falling regardless of status, given equal exposure within each stratum (α = ${alpha}).`,
      uk: `Узгоджується з тим, що шкода не залежала від статусу, за однакової наражності в межах кожної страти (α = ${alpha}).`,
    };
  const [en, uk] = conditionOf(lost);
  return {
    en: `Not consistent with harm falling regardless of status, given ${en} (α = ${alpha}).`,
    uk: `Не узгоджується з тим, що шкода не залежала від статусу, ${uk} (α = ${alpha}).`,
  };
}

/** How far exposure may have differed. @param lost Γ*, null where it was not asked for or the other side was looked at */
function conditionOf(lost: number | null): [en: string, uk: string] {
  if (lost === null) return ['equal exposure within each stratum', 'за однакової наражності в межах кожної страти'];
  if (lost === Number.POSITIVE_INFINITY)
    return [
      'exposure within each stratum that differed by any factor',
      'за будь-якої різниці в наражності в межах кожної страти',
    ];
  const times = roundedDown(lost);
  return [
    `odds of exposure within each stratum that differed by a factor of at most ${times}`,
    `якщо шанси наразитися в межах кожної страти різнилися щонайбільше в ${times.replace('.', ',')} раза`,
  ];
}

/** Two places, never more than what was found. */
function roundedDown(value: number): string {
  return (Math.floor(value * 100) / 100).toFixed(2);
}
