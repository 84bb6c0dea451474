import type { FieldProblem } from '../api/client.ts';

/** What a form made of a field: its value, or undefined for none; problems are what the form itself cannot read. */
export interface Reading<Value> {
  value: Value | undefined;
  problems: readonly FieldProblem[];
}

/**
 * How one field goes into a form and comes back. `before` is the value that the form was made from: what of it the form
 * does not show (a time zone, codes of an area) returns untouched.
 */
export interface Codec<Value = unknown, Form = unknown> {
  toForm(value: Value | undefined): Form;
  toValue(form: Form, before: Value | undefined): Reading<Value>;
}

export const reading = <Value>(value: Value | undefined, problems: readonly FieldProblem[] = []): Reading<Value> => ({
  value,
  problems,
});

export const fieldProblem = (path: string, code: string): FieldProblem => ({ path, code, message: code });

/** A text; the empty one is none. Blank lines at its ends are nobody's words. */
export const textCodec: Codec<string, string> = {
  toForm: (value) => value ?? '',
  toValue: (form) => reading(form.trim() === '' ? undefined : form.trim()),
};

/** A code out of a list; '' is none. */
export const choiceCodec: Codec<string, string> = {
  toForm: (value) => value ?? '',
  toValue: (form) => reading(form === '' ? undefined : form),
};

/** A code that is a number, such as a credibility. */
export const numberChoiceCodec: Codec<number, string> = {
  toForm: (value) => (value === undefined ? '' : String(value)),
  toValue: (form) => reading(form === '' ? undefined : Number(form)),
};

/** Reads a figure as people type it: a comma for the point, a typographic minus, blanks between thousands. */
export function figure(text: string): number | undefined | 'unreadable' {
  // \s takes in the narrow and the no-break blanks that stand between thousands.
  const plain = text.replaceAll(/\s/g, '').replace(',', '.').replace('\u2212', '-');
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : 'unreadable';
}

/** Reads a figure and puts the problem at its path where it is none. */
export function readFigure(text: string, path: string, problems: FieldProblem[]): number | undefined {
  const read = figure(text);
  if (read !== 'unreadable') return read;
  problems.push(fieldProblem(path, 'not-a-number'));
  return undefined;
}

/** The members that are given: what is undefined is left out. */
export function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
