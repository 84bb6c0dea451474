import type { FieldProblem } from '../api/client.ts';
import { type Codec, fieldProblem, figure, reading } from './codec.ts';

export type CustomType = 'text' | 'number' | 'date' | 'yes-no' | 'choice' | 'choices';
export type CustomValue = string | number | boolean | string[];

/** What stands in the control of one of the organisation's own fields. */
export interface CustomEntry {
  type: CustomType;
  text: string;
  chosen: string[];
}

export type CustomForm = Readonly<Record<string, CustomEntry>>;

const text = (text: string, type: CustomType = 'text'): CustomEntry => ({ type, text, chosen: [] });

/** Without the field's definition at hand, a value tells its type. */
function entryOf(value: CustomValue): CustomEntry {
  if (Array.isArray(value)) return { type: 'choices', text: '', chosen: value };
  if (typeof value === 'boolean') return text(value ? 'yes' : 'no', 'yes-no');
  return text(String(value), typeof value === 'number' ? 'number' : 'text');
}

function readingOf({ type, text, chosen }: CustomEntry): CustomValue | undefined | 'unreadable' {
  if (type === 'choices') return chosen.length > 0 ? chosen : undefined;
  if (type === 'yes-no') return text === '' ? undefined : text === 'yes';
  return type === 'number' ? figure(text) : text.trim() || undefined;
}

export const customCodec: Codec<Record<string, CustomValue>, CustomForm> = {
  toForm: (custom) => Object.fromEntries(Object.entries(custom ?? {}).map(([key, value]) => [key, entryOf(value)])),
  toValue(form) {
    const problems: FieldProblem[] = [];
    const custom: Record<string, CustomValue> = {};
    for (const [key, entry] of Object.entries(form)) {
      const value = readingOf(entry);
      if (value === 'unreadable' && entry.type === 'number')
        problems.push(fieldProblem(`/custom/${key}`, 'not-a-number'));
      else if (value !== undefined) custom[key] = value;
    }
    return reading(Object.keys(custom).length > 0 ? custom : undefined, problems);
  },
};
