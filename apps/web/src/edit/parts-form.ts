import type { FieldProblem } from '../api/client.ts';
import { type Codec, fieldProblem, figure, reading } from './codec.ts';
import type { Nameable } from './record-candidates.ts';

/** One member of a value that has several: a text, a longer one, a figure, a code out of a list, or another record. */
export interface PartOfValue {
  name: string;
  control: 'line' | 'long' | 'figure' | 'choice' | 'record';
  scheme?: string;
  /** The kind of record that is named. */
  kind?: Nameable;
}

/** What stands in each member's control. */
export type PartsForm = Readonly<Record<string, string>>;

type Value = Readonly<Record<string, unknown>>;

/** A value of named members. Those that the form does not show return untouched; without any left there is no value. */
export function partsCodec(field: string, parts: readonly PartOfValue[]): Codec<Value, PartsForm> {
  return {
    toForm: (value) => Object.fromEntries(parts.map(({ name }) => [name, textOf(value?.[name])])),
    toValue(form, before) {
      const value: Record<string, unknown> = { ...before };
      const problems: FieldProblem[] = [];
      for (const { name, control } of parts) {
        const text = (form[name] ?? '').trim();
        if (text === textOf(before?.[name])) continue;
        const read = control === 'figure' ? figure(text) : text || undefined;
        if (read === 'unreadable') problems.push(fieldProblem(`/${field}/${name}`, 'not-a-number'));
        else if (read === undefined) delete value[name];
        else value[name] = read;
      }
      return reading(Object.keys(value).length === 0 ? undefined : value, problems);
    },
  };
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
