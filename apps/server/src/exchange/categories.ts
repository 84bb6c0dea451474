import { type Coding, LONGEST_CODE } from '@cairn/model';
import { cutTo } from './content.ts';
import { categoryKey, cell, type RowFlag, type SourceRow } from './format.ts';

/** The categories that a format defines for a column, in lower case, and what each means here. */
export type Categories<T> = Readonly<Record<string, T>>;

/** What a column's category means; a category that the format does not define is flagged. An empty cell says nothing. */
export function readCategory<T>(row: SourceRow, column: string, known: Categories<T>, flags: RowFlag[]): T | undefined {
  return meaningOf(cell(row, column), column, known, flags);
}

/** The same for a value that is not simply a cell. */
export function meaningOf<T>(value: string, column: string, known: Categories<T>, flags: RowFlag[]): T | undefined {
  const key = categoryKey(value);
  if (key === '') return undefined;
  if (Object.hasOwn(known, key)) return known[key];
  flags.push({ column, value, problem: 'category-unknown' });
  return undefined;
}

/** A code of one of our vocabularies; `asStated` keeps the file's own word. */
export function ours(scheme: string, code: string, asStated?: string): Coding {
  return { scheme, code, ...(asStated === undefined ? {} : { asStated }) };
}

/**
 * A category of the dataset itself: coded without case and outer blanks so that it can be searched, beside the
 * original where that differs. Undefined for an empty cell.
 */
export function theirs(scheme: string, value: string, label?: string): Coding | undefined {
  const code = cutTo(LONGEST_CODE, categoryKey(value));
  if (code === '') return undefined;
  return {
    scheme,
    code,
    ...(label === undefined || label.trim() === '' ? {} : { label: { en: label.trim() } }),
    ...(value === code ? {} : { asStated: value }),
  };
}

export function given<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
