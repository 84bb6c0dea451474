import type { FieldProblem } from '../api/client.ts';
import type { Say, WordId } from '../words/words.ts';

/** What the server and the forms find wrong, in the reader's language; the rest stands in the server's own words. */
const KNOWN: Record<string, WordId> = {
  'missing-field': 'problem.missing',
  'not-a-number': 'problem.notANumber',
  'half-a-point': 'problem.halfAPoint',
  'time-without-date': 'problem.timeWithoutDate',
  'end-before-start': 'problem.endBeforeStart',
  'impossible-date': 'problem.impossibleDate',
  'impossible-coordinate': 'problem.impossibleCoordinate',
  'unread-position': 'problem.unreadPosition',
  'no-position': 'problem.noPosition',
  'too-few-positions': 'problem.tooFewPositions',
  'too-many-positions': 'problem.tooManyPositions',
  'repeated-position': 'problem.repeatedPosition',
  'crossing-ring': 'problem.crossingRing',
  'hole-outside': 'problem.holeOutside',
  'across-antimeridian': 'problem.acrossAntimeridian',
  'count-anomaly': 'problem.countAnomaly',
  'person-named': 'problem.personNamed',
  'import-only': 'problem.importOnly',
  distance: 'problem.distance',
  minLength: 'problem.missing',
  required: 'problem.missing',
  'wrong-shape': 'problem.form',
  pattern: 'problem.form',
  maxLength: 'problem.tooLong',
};

export function problemWords({ path, code, message }: FieldProblem, say: Say): string {
  if (code === 'wrong-shape' && path.endsWith('/language')) return say('problem.languageCode');
  const word = KNOWN[code];
  return word ? say(word) : message;
}

/** The problems at a place, or anywhere below it. */
export function problemsAt(problems: readonly FieldProblem[], path: string): FieldProblem[] {
  return problems.filter((each) => each.path === path || each.path.startsWith(`${path}/`));
}

/** Problems of what was sent, as places in the record's body: the server calls them `/body/…` where the schema refuses. */
export function inBody(problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map((each) => ({ ...each, path: each.path.replace(/^\/body(?=\/)/, '') }));
}
