import { fieldName } from '../value/field-name.ts';
import type { Say, WordId } from '../words/words.ts';

const KINDS: readonly string[] = ['incident', 'act', 'actor', 'item', 'statement', 'link'];

/** "Context (incident)" of `incident.context`. */
export function guardedName(field: string, say: Say): string {
  const [kind = '', name = ''] = field.split('.');
  const of = KINDS.includes(kind) ? say(`departures.kind.${kind}` as WordId) : kind;
  return `${fieldName(name, say)} (${of})`;
}
