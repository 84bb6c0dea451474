import {
  type CodeFrom,
  type CodesFrom,
  type Coding,
  type CustomFrom,
  codesOf as codesOfScheme,
  readStatedTime,
  type TagsFrom,
} from '@cairn/model';
import { given, theirs } from '../categories.ts';
import { cutTo } from '../content.ts';
import { categoryKey, cell, type RowFlag, type SourceRow } from '../format.ts';

/** What a cell means by a table of values, compared without case and outer blanks. What the table lacks is flagged. */
export function meaning(
  row: SourceRow,
  column: string,
  values: Readonly<Record<string, string>>,
  flags: RowFlag[],
): string | undefined {
  return meaningOf(cell(row, column), column, values, flags);
}

function meaningOf(stated: string, column: string, values: Readonly<Record<string, string>>, flags: RowFlag[]) {
  const key = categoryKey(stated);
  if (key === '') return undefined;
  const found = wordsOf(values).get(key);
  if (found !== undefined) return found;
  flags.push({ column, value: stated, problem: 'category-unknown' });
  return undefined;
}

const WORDS = new WeakMap<object, ReadonlyMap<string, string>>();

/** What each word of a table of values means; such a table may have thousands, and is asked at each row. */
function wordsOf(values: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = WORDS.get(values);
  if (known !== undefined) return known;
  // Of two spellings of one word the first counts.
  const words = new Map(
    Object.entries(values)
      .map(([word, code]) => [categoryKey(word), code] as const)
      .reverse(),
  );
  WORDS.set(values, words);
  return words;
}

/** A code with the cell's own word; `otherwise` for a word that the table of values lacks, which is flagged all the same. */
export function codeOf(
  from: CodeFrom,
  row: SourceRow,
  flags: RowFlag[],
): { code: string; asStated?: string } | undefined {
  if ('value' in from) return { code: from.value };
  const stated = cell(row, from.column);
  if (stated.trim() === '') return from.otherwise === undefined ? undefined : { code: from.otherwise };
  const code = meaning(row, from.column, from.values ?? {}, flags) ?? from.otherwise;
  return code === undefined ? undefined : { code, asStated: stated };
}

/** Codes of the incident. A word that a list lacks is kept under the table's own name for it. */
export function codesOf(all: readonly CodesFrom[], table: string, row: SourceRow, flags: RowFlag[]): Coding[] {
  const found = all.flatMap(({ scheme, column, value, separator, values }): (Coding | undefined)[] => {
    if (column === undefined) return [{ scheme, code: value ?? '' }];
    const known = new Set(codesOfScheme(scheme));
    return cutAt(cell(row, column), separator === undefined ? [] : [separator]).map((stated) => {
      if (values === undefined && known.size === 0) return theirs(scheme, stated);
      const ofList = known.has(categoryKey(stated)) ? categoryKey(stated) : undefined;
      const code = ofList ?? meaningOf(stated, column, values ?? {}, flags);
      if (code === undefined) return theirs(known.size === 0 ? scheme : `table:${table}`, stated);
      return { scheme, code, ...(stated === code ? {} : { asStated: stated }) };
    });
  });
  const unique = new Map(given(found).map((coding) => [`${coding.scheme}\n${coding.code}`, coding]));
  return [...unique.values()];
}

const MOST_TAGS = 50;
const LONGEST_TAG = 100;

export function tagsOf(all: readonly TagsFrom[], row: SourceRow): string[] {
  const tags = all.flatMap(({ column, separator, value }) =>
    column === undefined ? [value ?? ''] : cutAt(cell(row, column), separator === undefined ? [] : [separator]),
  );
  const cut = tags.map((tag) => cutTo(LONGEST_TAG, tag.trim())).filter((tag) => tag !== '');
  return [...new Set(cut)].slice(0, MOST_TAGS);
}

type CustomValue = string | number | boolean | string[];

/** Values of the compartment's own fields; what a field cannot hold is flagged and left to the file. */
export function customOf(
  fields: Readonly<Record<string, CustomFrom>>,
  row: SourceRow,
  flags: RowFlag[],
): Record<string, CustomValue> {
  const found: Record<string, CustomValue> = {};
  for (const [key, from] of Object.entries(fields)) {
    const value = from.column === undefined ? from.value : readCustom(from, from.column, row, flags);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

const YES = new Set(['yes', 'true', '1', 'y', 'x', '+', 'так', 'да']);
const NO = new Set(['no', 'false', '0', 'n', '-', 'ні', 'нет']);

function readCustom(from: CustomFrom, column: string, row: SourceRow, flags: RowFlag[]): CustomValue | undefined {
  const stated = cell(row, column);
  const text = stated.trim();
  if (text === '') return undefined;
  const impossible = (): undefined => {
    flags.push({ column, value: stated, problem: 'value-impossible' });
  };
  const option = (word: string) =>
    from.values === undefined ? slugOf(word) : meaningOf(word, column, from.values, flags);
  switch (from.type) {
    case 'text':
      return cutTo(10_000, stated);
    case 'number':
      return /^[+-]?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : impossible();
    case 'date': {
      const { time } = readStatedTime(text);
      return time.start !== undefined && time.end === undefined && time.precision === 'day' ? time.start : impossible();
    }
    case 'yes-no':
      return YES.has(categoryKey(text)) ? true : NO.has(categoryKey(text)) ? false : impossible();
    case 'choice':
      return option(text) ?? (from.values === undefined ? impossible() : undefined);
    case 'choices': {
      const codes = cutAt(text, from.separator === undefined ? [',', ';'] : [from.separator]).map(option);
      const known = given(codes);
      return known.length === 0 ? undefined : [...new Set(known)];
    }
  }
}

/** A word that is a code already, but for its case. */
function slugOf(word: string): string | undefined {
  const key = categoryKey(word).replace(/\s+/g, '-');
  return /^[a-z0-9][a-z0-9-]{0,59}$/.test(key) ? key : undefined;
}

/** The parts of a cell, trimmed, without empty ones; the cell itself where no separator is given. */
export function cutAt(text: string, separators: readonly string[]): string[] {
  let parts = [text];
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
