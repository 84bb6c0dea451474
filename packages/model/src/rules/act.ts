import type { Body, RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import type { Coding } from '../values/coding.ts';
import { isWithin } from '../vocabularies/registry.ts';
import { capRules, neededByCap } from './cap.ts';
import { frozenRules, isClaimGone } from './frozen.ts';
import { type Assessed, levelRules } from './level.ts';

interface ActLike extends Assessed {
  type: Coding;
}

export function actRules(context: RuleContext<ActLike>): Problem[] {
  const { before, after } = context;
  const problems: Problem[] = [];
  if ((after.basis ?? []).length === 0) {
    problems.push(problem('/basis', 'basis-missing', 'An act needs at least one statement or item that says so.'));
  }
  problems.push(
    ...levelRules(context, isClaimGone('act', context.before as Body | null)),
    ...capRules(context, isSexualViolence(after.type)),
  );
  problems.push(...frozenRules('act', before as Body | null, after as unknown as Body));
  return problems;
}

export function neededByAct(act: ActLike): string[] {
  return neededByCap(act);
}

/** Whether an act's type is one for which no corroboration may be demanded. */
export function isSexualViolence(type: unknown): boolean {
  const coding = type as Partial<Coding> | undefined;
  return coding?.scheme === 'act-type' && isWithin('act-type', coding.code ?? '', 'sexual-violence');
}
