import type { Flag } from '../api/shapes.ts';
import type { Say, WordId } from '../words/words.ts';

/** Sentences for the codes with which importers begin a flag's problem (`day-missing: No day is given.`). */
export const FLAG_WORDS: Readonly<Record<string, WordId>> = {
  'count-order': 'problem.countOrder',
  'count-impossible': 'problem.countImpossible',
  'month-missing': 'problem.monthMissing',
  'day-missing': 'problem.dayMissing',
  'date-impossible': 'problem.dateImpossible',
  'coordinates-missing': 'problem.coordinatesMissing',
  'coordinates-impossible': 'problem.coordinatesImpossible',
  'shape-unclear': 'problem.shapeUnclear',
  'shape-impossible': 'problem.shapeImpossible',
  'sources-uncoded': 'problem.sourcesUncoded',
  'id-repeated': 'problem.idRepeated',
  'category-unknown': 'problem.categoryUnknown',
  'values-disagree': 'problem.valuesDisagree',
  'row-repeated': 'problem.rowRepeated',
  'time-unclear': 'problem.timeUnclear',
  'value-impossible': 'problem.valueImpossible',
  'id-missing': 'problem.idMissing',
  'row-unparsable': 'problem.rowUnparsable',
  'character-unstorable': 'problem.characterUnstorable',
  'field-edited-since': 'problem.fieldEditedSince',
  'no-longer-given': 'problem.noLongerGiven',
  'id-impossible': 'problem.idImpossible',
  'row-too-long': 'problem.rowTooLong',
  'title-cut': 'problem.titleCut',
};

/** A flag's problem in the reader's language; one without a known code as it was written. */
export function flagWords({ problem = '' }: Flag, say: Say): string {
  const word = FLAG_WORDS[problem.slice(0, Math.max(0, problem.indexOf(':')))];
  return word ? say(word) : problem;
}
