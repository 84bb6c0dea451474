import type { FieldProblem } from '../api/client.ts';
import { type Codec, choiceCodec, numberChoiceCodec, textCodec } from './codec.ts';
import { countsCodec } from './counts-form.ts';
import { identityCodec, namesCodec } from './identity-form.ts';
import { ITEM_FIELDS } from './item-form.ts';
import type { Body } from './merge.ts';
import { type PartOfValue, partsCodec } from './parts-form.ts';
import { placeCodec } from './place-form.ts';
import type { Nameable } from './record-candidates.ts';
import { same } from './same.ts';
import { timeCodec } from './time-form.ts';

export type FormKind = 'incident' | 'statement' | 'actor' | 'item';
export type Control =
  | 'line'
  | 'long'
  | 'choice'
  | 'time'
  | 'place'
  | 'counts'
  | 'names'
  | 'identity'
  | 'record'
  | 'parts';

/** One field of a record as a form shows it. */
export interface FormField {
  field: string;
  control: Control;
  /** The vocabulary of a choice. */
  scheme?: string;
  /** Whether the chosen code's definition stands below the choice. */
  defined?: boolean;
  /** The members of a value that has several. */
  parts?: readonly PartOfValue[];
  /** The kind of record that is named. */
  kind?: Nameable;
  required?: boolean;
  codec: Codec<never, never>;
}

export type Given = Omit<FormField, 'codec' | 'field'> & { codec?: unknown };

const CODECS: Record<Exclude<Control, 'parts'>, unknown> = {
  line: textCodec,
  long: textCodec,
  choice: choiceCodec,
  time: timeCodec,
  place: placeCodec,
  counts: countsCodec,
  names: namesCodec,
  identity: identityCodec,
  record: textCodec,
};

function fields(given: Record<string, Given>): readonly FormField[] {
  return Object.entries(given).map(([field, { codec, ...rest }]) => ({
    field,
    ...rest,
    codec: (codec ?? codecOf(field, rest)) as Codec<never, never>,
  }));
}

function codecOf(field: string, { control, parts = [] }: Given): unknown {
  return control === 'parts' ? partsCodec(field, parts) : CODECS[control];
}

/** What of each kind is edited here, in the order of reading. */
export const FORMS: Record<FormKind, readonly FormField[]> = {
  incident: fields({
    title: { control: 'line', required: true },
    summary: { control: 'long' },
    context: { control: 'long' },
    time: { control: 'time' },
    place: { control: 'place' },
    counts: { control: 'counts' },
    status: { control: 'choice', scheme: 'incident-status' },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
  }),
  statement: fields({
    text: { control: 'long' },
    summary: { control: 'long' },
    sourceCode: { control: 'line' },
    connection: { control: 'choice', scheme: 'source-connection' },
    pinpoint: { control: 'line' },
    reliability: { control: 'choice', scheme: 'reliability' },
    credibility: { control: 'choice', scheme: 'credibility', codec: numberChoiceCodec },
    language: { control: 'line' },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
  }),
  actor: fields({
    actorType: { control: 'choice', scheme: 'actor-type', required: true },
    sourceCode: { control: 'line' },
    names: { control: 'names' },
    identity: { control: 'identity' },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
  }),
  item: fields(ITEM_FIELDS),
};

export type Forms = Readonly<Record<string, unknown>>;

/** The forms of a body's fields. */
export function formsOf(kind: FormKind, body: Body): Forms {
  return Object.fromEntries(FORMS[kind].map(({ field, codec }) => [field, codec.toForm(body[field] as never)]));
}

/**
 * The body that the forms describe: what nobody touched stands exactly as it was, whatever the form would make of it, and
 * what no form shows stays too.
 */
export function bodyOf(kind: FormKind, forms: Forms, before: Body): { body: Body; problems: FieldProblem[] } {
  const body: Record<string, unknown> = { ...before };
  const problems: FieldProblem[] = [];
  for (const { field, codec } of FORMS[kind]) {
    const was = before[field] as never;
    if (same(forms[field], codec.toForm(was))) continue;
    const read = codec.toValue(forms[field] as never, was);
    problems.push(...read.problems);
    if (read.value === undefined) delete body[field];
    else body[field] = read.value;
  }
  return { body, problems };
}
