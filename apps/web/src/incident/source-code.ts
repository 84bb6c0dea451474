import type { Statement } from '../api/shapes.ts';
import type { Say } from '../words/words.ts';
import type { Surroundings } from './surroundings.ts';

/** By which sign a statement's source is known here: its code, never a person's name. */
export function sourceCodeOf(statement: Statement, known: Surroundings, say: Say): string {
  const { sourceCode, source, anonymous } = statement.body;
  const actor = known.byId.get(source ?? '');
  if (sourceCode) return sourceCode;
  if (actor?.kind === 'actor') return actor.body.sourceCode ?? actor.reference;
  return say(anonymous ? 'statement.anonymous' : 'statement.unnamed');
}
