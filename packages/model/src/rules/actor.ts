import type { RuleContext } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { isWithin } from '../vocabularies/registry.ts';

interface ActorLike {
  actorType: string;
  names?: unknown[];
  namesPublic?: { source: string };
  identity?: unknown;
}

/** Names of natural persons stay among the identity fields until a public source has named them. */
export function actorRules({ after }: RuleContext<ActorLike>): Problem[] {
  const { actorType, names, namesPublic } = after;
  if (!isPerson(actorType) || (names ?? []).length === 0 || namesPublic !== undefined) return [];
  return [
    problem(
      '/names',
      'person-named',
      'Put a person’s names into identity.names. If a public source names the person, say which in namesPublic.source.',
    ),
  ];
}

/** Whether an actor of this type is a natural person. */
export function isPerson(actorType: string): boolean {
  return isWithin('actor-type', actorType, 'person');
}
