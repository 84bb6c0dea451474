import { SECOND_PERSON_FROM } from '@cairn/model';
import type { Act } from '../api/shapes.ts';
import { inSentence, type Label } from '../vocabulary/labels.ts';
import type { Words } from '../words/words.ts';
import { actorName } from './naming.ts';
import { type Surroundings, tiedTo } from './surroundings.ts';

/** The parts of "Shelling: hospital; alleged: unknown forces". Whoever is accused is alleged below level 3. */
export function actSentence(act: Act, known: Surroundings, label: Label, words: Words): string {
  const { say } = words;
  const { type, object, omission } = act.body;
  const what = type ? label(type.scheme, type.code, type) : say('act.untyped');
  const thing = object ? inSentence(label(object.scheme, object.code, object)) : '';
  const head = [omission ? say('act.omission', { what: inSentence(what) }) : what, thing].filter(Boolean).join(': ');
  return [head, accused(act, known, label, words)].filter(Boolean).join('; ');
}

function accused(act: Act, known: Surroundings, label: Label, { say, language }: Words): string {
  const ties = tiedTo(known, act.id, 'perpetrator-of');
  const names = (some: typeof ties) => some.map(({ actor }) => actorName(actor, label, language)).join(', ');
  const alleged = ties.filter(({ level }) => level < SECOND_PERSON_FROM);
  const held = ties.filter(({ level }) => level >= SECOND_PERSON_FROM);
  return [
    held.length > 0 ? say('act.by', { who: names(held) }) : '',
    alleged.length > 0 ? say('act.alleged', { who: names(alleged) }) : '',
  ]
    .filter(Boolean)
    .join('; ');
}
