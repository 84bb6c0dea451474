import type { FieldProblem } from '../api/client.ts';
import { aboutCodec, assertsCodec } from './about-form.ts';
import { basisCodec } from './basis-form.ts';
import { type Codec, choiceCodec, numberChoiceCodec, textCodec } from './codec.ts';
import { codingCodec, codingsCodec, flagCodec, tagsCodec } from './coding-form.ts';
import { countsCodec, harmCodec } from './counts-form.ts';
import { customCodec } from './custom-form.ts';
import { identityCodec, namesCodec } from './identity-form.ts';
import { ITEM_FIELDS } from './item-form.ts';
import type { Body } from './merge.ts';
import { type PartOfValue, partsCodec } from './parts-form.ts';
import { placeCodec } from './place-form.ts';
import type { Nameable } from './record-candidates.ts';
import { same } from './same.ts';
import { severalCodec } from './several-form.ts';
import { timeCodec } from './time-form.ts';

export type FormKind = 'incident' | 'act' | 'link' | 'statement' | 'actor' | 'item';
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
  | 'parts'
  | 'times'
  | 'places'
  | 'coding'
  | 'codings'
  | 'flag'
  | 'basis'
  | 'tags'
  | 'custom'
  | 'about'
  | 'given';

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

const CODECS: Record<Exclude<Control, 'parts' | 'coding' | 'given'>, unknown> = {
  line: textCodec,
  long: textCodec,
  choice: choiceCodec,
  time: timeCodec,
  place: placeCodec,
  counts: countsCodec,
  names: namesCodec,
  identity: identityCodec,
  record: textCodec,
  times: severalCodec('moreTimes', 'time', timeCodec),
  places: severalCodec('morePlaces', 'place', placeCodec),
  codings: codingsCodec,
  flag: flagCodec,
  basis: basisCodec,
  tags: tagsCodec,
  custom: customCodec,
  about: aboutCodec,
};

/** What a statement gives for a field is written as the field itself is. */
const codecFor = (kind: 'incident' | 'act', field: string) => FORMS[kind].find((each) => each.field === field)?.codec;

function fields(given: Record<string, Given>): readonly FormField[] {
  return Object.entries(given).map(([field, { codec, ...rest }]) => ({
    field,
    ...rest,
    codec: (codec ?? codecOf(field, rest)) as Codec<never, never>,
  }));
}

function codecOf(field: string, { control, scheme = '', parts = [] }: Given): unknown {
  if (control === 'parts') return partsCodec(field, parts);
  if (control === 'coding') return codingCodec(scheme);
  return control === 'given' ? assertsCodec(codecFor) : CODECS[control];
}

/** What every kind has beside its own fields. */
const COMMON: Record<string, Given> = { tags: { control: 'tags' }, custom: { control: 'custom' } };

/** What of each kind is edited here, in the order of reading. */
export const FORMS: Record<FormKind, readonly FormField[]> = {
  incident: fields({
    title: { control: 'line', required: true },
    summary: { control: 'long' },
    context: { control: 'long' },
    time: { control: 'time' },
    place: { control: 'place' },
    moreTimes: { control: 'times' },
    morePlaces: { control: 'places' },
    counts: { control: 'counts' },
    codes: { control: 'codings' },
    status: { control: 'choice', scheme: 'incident-status' },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
    ...COMMON,
  }),
  act: fields({
    type: { control: 'coding', scheme: 'act-type', required: true },
    omission: { control: 'flag' },
    method: { control: 'coding', scheme: 'method' },
    object: { control: 'coding', scheme: 'object' },
    time: { control: 'time' },
    place: { control: 'place' },
    statedReason: { control: 'long' },
    endStatus: { control: 'choice', scheme: 'end-status', defined: true },
    harm: { control: 'counts', codec: harmCodec },
    basis: { control: 'basis', required: true },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
    ...COMMON,
  }),
  link: fields({
    degree: { control: 'coding', scheme: 'degree' },
    time: { control: 'time' },
    reasons: { control: 'long' },
    basis: { control: 'basis', required: true },
    sensitivity: { control: 'choice', scheme: 'sensitivity' },
    notes: { control: 'long' },
  }),
  statement: fields({
    source: { control: 'record', kind: 'actor' },
    anonymous: { control: 'flag' },
    item: { control: 'record', kind: 'item' },
    about: { control: 'about' },
    asserts: { control: 'given' },
    text: { control: 'long' },
    summary: { control: 'long' },
    sourceCode: { control: 'line' },
    connection: { control: 'choice', scheme: 'source-connection' },
    pinpoint: { control: 'line' },
    reliability: { control: 'choice', scheme: 'reliability', defined: true },
    credibility: { control: 'choice', scheme: 'credibility', defined: true, codec: numberChoiceCodec },
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
