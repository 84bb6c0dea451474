import { type Problem, problem } from '../problem.ts';
import { CUSTOM_KEY } from '../values/custom.ts';
import { CUSTOM_TYPES } from '../values/custom-definition.ts';
import { PLACE_PRECISIONS } from '../values/fuzzy-place.ts';
import { TIME_PRECISIONS } from '../values/fuzzy-time.ts';
import { isZone } from '../values/zone.ts';
import { codesOf, findTerm, hasScheme } from '../vocabularies/registry.ts';
import { boolean, either, integer, isObject, list, matching, object, oneOf, type Rule, table, text } from './check.ts';
import { ACTOR_ROLES, DATE_FORMATS, type TableMapping } from './table.ts';

const column = text(500);
const columns = list(column, 1, 20);
const separator = text(20);
const anySeparator: Rule = (value, path, problems) => {
  // A line end or a space is a separator too.
  if (typeof value !== 'string' || value === '' || value.length > 20) separator(value, path, problems);
};
const isText = (value: unknown) => typeof value === 'string';
const has = (name: string) => (value: unknown) => isObject(value) && value[name] !== undefined;

const textFrom = either(
  [isText, column],
  [has('columns'), object({ columns, 'join?': text(20) })],
  [has('value'), object({ value: text(10_000) })],
);

/** A code of one of our lists, or one that an organisation added. */
const codeOf = (scheme: string): Rule =>
  matching(
    (code) => findTerm(scheme, code) !== undefined || code.startsWith('own-'),
    (code) => `The vocabulary "${scheme}" has no code "${code}".`,
  );

const codeFrom = (code: Rule) =>
  either(
    [has('value'), object({ value: code })],
    [has('column'), object({ column, 'values?': table(code), 'otherwise?': code })],
  );

const countFrom = object({
  outcome: oneOf(codesOf('outcome')),
  'group?': codeOf('victim-group'),
  best: column,
  'low?': column,
  'high?': column,
  'unit?': oneOf(['persons', 'acts', 'objects']),
  'basis?': text(),
});

const codesFrom: Rule = (value, path, problems) => {
  object({
    scheme: text(100),
    'column?': column,
    'value?': text(200),
    'separator?': anySeparator,
    'values?': table(text(200)),
  })(value, path, problems);
  if (!isObject(value) || typeof value.scheme !== 'string') return;
  oneSide(value, path, problems);
  const { scheme } = value;
  if (!hasScheme(scheme)) return;
  const known = codeOf(scheme);
  if (value.value !== undefined) known(value.value, `${path}/value`, problems);
  if (isObject(value.values)) table(known)(value.values, `${path}/values`, problems);
};

/** What every row has, or what a column says: one of the two. */
function oneSide(value: Record<string, unknown>, path: string, problems: Problem[]): void {
  if ((value.column === undefined) === (value.value === undefined))
    problems.push(problem(path, 'mapping', 'Give either a column or a value.'));
}

const withOneSide =
  (rule: Rule): Rule =>
  (value, path, problems) => {
    rule(value, path, problems);
    if (isObject(value)) oneSide(value, path, problems);
  };

const tagsFrom = withOneSide(object({ 'column?': column, 'separator?': anySeparator, 'value?': text(100) }));

const customFrom = withOneSide(
  object({
    'column?': column,
    'value?': either([isText, text(10_000)], [(value) => typeof value === 'number', () => {}], [() => true, boolean]),
    type: oneOf(CUSTOM_TYPES),
    'separator?': anySeparator,
    'values?': table(text(200)),
  }),
);

const custom: Rule = (value, path, problems) => {
  table(customFrom, 200)(value, path, problems);
  if (!isObject(value)) return;
  for (const key of Object.keys(value))
    if (!CUSTOM_KEY.test(key))
      problems.push(problem(`${path}/${key}`, 'mapping', 'Keys of fields are lower case, digits and hyphens.'));
};

const timeFrom = object({
  columns,
  'formats?': list(oneOf(DATE_FORMATS), 1),
  'end?': columns,
  'zone?': matching(isZone, (zone) => `"${zone}" is no time zone. Use a name such as Europe/Kyiv.`),
  'precision?': either(
    [isText, oneOf(TIME_PRECISIONS)],
    [has('column'), object({ column, values: table(oneOf(TIME_PRECISIONS)) })],
  ),
});

const placeFrom: Rule = (value, path, problems) => {
  object({
    'latitude?': column,
    'longitude?': column,
    'point?': column,
    'shape?': column,
    'decimalComma?': boolean,
    'name?': columns,
    'codes?': list(object({ system: text(100), column })),
    'precision?': codeFrom(oneOf(PLACE_PRECISIONS)),
  })(value, path, problems);
  if (!isObject(value)) return;
  if ((value.latitude === undefined) !== (value.longitude === undefined))
    problems.push(problem(path, 'mapping', 'Give latitude and longitude both, or neither.'));
  if (value.point !== undefined && value.latitude !== undefined)
    problems.push(problem(path, 'mapping', 'Give either point, or latitude and longitude.'));
};

const mapping = object({
  cairnMapping: oneOf([1]),
  name: matching(
    (name) => /^[a-z0-9][a-z0-9-]{0,59}$/.test(name),
    () => 'Use lower case, digits and hyphens, at most 60.',
  ),
  title: text(200),
  'licence?': text(2000),
  'file?': object({
    'sheet?': either([isText, text(100)], [() => true, integer(1, 1000)]),
    'header?': integer(1, 1000),
    'separator?': oneOf([',', ';', '\t', '|']),
    'encoding?': matching(isEncoding, (name) => `"${name}" is no encoding that is known here, such as windows-1251.`),
  }),
  'id?': column,
  incident: object({
    title: textFrom,
    'summary?': textFrom,
    'context?': textFrom,
    'time?': timeFrom,
    'place?': placeFrom,
    'counts?': list(countFrom),
    'codes?': list(codesFrom),
    'tags?': list(tagsFrom),
    'custom?': custom,
  }),
  'acts?': list(
    object({
      type: codeFrom(codeOf('act-type')),
      'method?': codeFrom(codeOf('method')),
      'object?': codeFrom(codeOf('object')),
      'harm?': list(countFrom),
    }),
    0,
    20,
  ),
  'actors?': list(
    object({
      column,
      'separators?': list(anySeparator, 1, 10),
      role: oneOf(ACTOR_ROLES),
      actorType: oneOf(codesOf('actor-type')),
      'act?': integer(1, 20),
      'nobody?': list(text(100)),
    }),
    0,
    20,
  ),
  'sources?': list(
    object({ column, 'separators?': list(anySeparator, 1, 10), 'actorType?': oneOf(codesOf('actor-type')) }),
    0,
    20,
  ),
});

function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a mapping, each with the place in it; empty where it is one. Whether a file has its columns is seen later. */
export function mappingProblems(value: unknown): Problem[] {
  const problems: Problem[] = [];
  mapping(value, '', problems);
  if (problems.length > 0) return problems;
  const { acts = [], actors = [] } = value as TableMapping;
  for (const [index, { act }] of actors.entries())
    if (act !== undefined && act > acts.length)
      problems.push(problem(`/actors/${index}/act`, 'mapping', `The mapping has ${acts.length} acts.`));
  return problems;
}
