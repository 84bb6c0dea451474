import { sameJson } from '../equal.ts';
import type { Body, RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { DECISION_LINKS, type LinkType } from '../vocabularies/link-types.ts';
import { isSexualViolence } from './act.ts';
import { capRules, neededByCap } from './cap.ts';
import { frozenRules, isClaimGone } from './frozen.ts';
import { type Assessed, levelRules } from './level.ts';

interface LinkLike extends Assessed {
  from: string;
  to: string;
  type: LinkType;
  reasons?: string;
  withdrawn?: { by: string; reasons: string };
}

export function linkRules(context: RuleContext<LinkLike>): Problem[] {
  const { before, after, others } = context;
  const problems: Problem[] = [...groundRules(after), ...withdrawalRules(context)];
  if (after.from === after.to) problems.push(problem('/to', 'link-to-itself', 'A link joins two different records.'));
  const exempt = [after.from, after.to].some((id) => {
    const end = others.get(id);
    return end?.kind === 'act' && isSexualViolence(end.body.type);
  });
  problems.push(
    ...levelRules(context, isClaimGone('link', context.before as Body | null)),
    ...capRules(context, exempt),
  );
  problems.push(...frozenRules('link', before as Body | null, after as unknown as Body));
  return problems;
}

/** Beside the statements, the two ends: what is said of sexual violence needs no corroboration. */
export function neededByLink(link: LinkLike): string[] {
  const statements = neededByCap(link);
  return statements.length === 0 ? [] : [...new Set([...statements, link.from, link.to])];
}

function groundRules({ type, basis, reasons }: LinkLike): Problem[] {
  if (DECISION_LINKS.includes(type)) {
    return reasons === undefined
      ? [problem('/reasons', 'reasons-missing', 'Say why these records are, or may be, the same.')]
      : [];
  }
  return (basis ?? []).length === 0
    ? [problem('/basis', 'basis-missing', 'A link needs at least one statement or item that says so.')]
    : [];
}

/** A link is withdrawn in one's own name; taking the mark away restores it, so nothing is lost either way. */
function withdrawalRules({ before, after, author }: RuleContext<LinkLike>): Problem[] {
  const { withdrawn } = after;
  if (withdrawn === undefined || sameJson(before?.withdrawn, withdrawn) || withdrawn.by === author) return [];
  return [problem('/withdrawn/by', 'not-the-author', `Withdraw a link in your own name: "${author}".`)];
}
