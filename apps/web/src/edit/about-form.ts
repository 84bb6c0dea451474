import { isRecordId } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { type Codec, fieldProblem, given, reading } from './codec.ts';
import { same } from './same.ts';

export type SaidStance = 'supports' | 'contradicts' | 'context';

/** What a statement speaks about: a record, or one field of it. */
export interface About {
  record: string;
  field?: string;
  stance?: SaidStance;
}

export interface AboutRow {
  key: number;
  record: string;
  field: string;
  /** '' compares values alone. */
  stance: SaidStance | '';
}

let keys = 0;
export const aboutRow = (record: string, field: string): AboutRow => ({ key: ++keys, record, field, stance: '' });

export const aboutCodec: Codec<About[], AboutRow[]> = {
  toForm: (about) =>
    (about ?? []).map(({ record, field = '', stance }, index) => ({
      key: -1 - index,
      record,
      field,
      stance: stance ?? '',
    })),
  toValue(rows) {
    const about = rows.map(({ record, field, stance }) => ({
      record,
      ...given({ field: field || undefined, stance: stance || undefined }),
    }));
    return reading(about.length > 0 ? (about as About[]) : undefined);
  },
};

/** The form of what a source gives for one field. */
export type GivenForm = Readonly<Record<string, { form: unknown }>>;

/** Under which name a statement keeps the value that it gives for a field: an incident's by the field alone. */
export const assertKey = (record: { id: string; kind: string }, field: string): string =>
  record.kind === 'incident' ? field : `${record.id}.${field}`;

/** Of which kind of record a kept value is, and of which field; imports name the role (`incident.time`). */
export function keyParts(key: string): { kind: 'incident' | 'act'; field: string } {
  const dot = key.indexOf('.');
  const role = dot < 0 ? 'incident' : key.slice(0, dot);
  const isAct = role.startsWith('act') || isRecordId(role);
  return { kind: isAct ? 'act' : 'incident', field: key.slice(dot + 1) };
}

type CodecFor = (kind: 'incident' | 'act', field: string) => Codec<never, never> | undefined;

/** What a source gives, field by field, each through the form of that field. A field that no form knows stays as it is. */
export const assertsCodec = (codecFor: CodecFor): Codec<Record<string, unknown>, GivenForm> => ({
  toForm: (asserts) =>
    Object.fromEntries(
      Object.entries(asserts ?? {}).flatMap(([key, value]) => {
        const { kind, field } = keyParts(key);
        const codec = codecFor(kind, field);
        return codec ? [[key, { form: codec.toForm(value as never) }]] : [];
      }),
    ),
  toValue(forms, before = {}) {
    const problems: FieldProblem[] = [];
    const asserts: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(before)) {
      const { kind, field } = keyParts(key);
      if (!codecFor(kind, field)) asserts[key] = value;
    }
    for (const [key, { form }] of Object.entries(forms)) {
      const { kind, field } = keyParts(key);
      const codec = codecFor(kind, field);
      if (!codec) continue;
      const was = before[key] as never;
      const read = same(form, codec.toForm(was)) ? { value: was, problems: [] } : codec.toValue(form as never, was);
      problems.push(
        ...read.problems.map(({ path, code }) => fieldProblem(path.replace(`/${field}`, `/asserts/${key}`), code)),
      );
      if (read.value !== undefined) asserts[key] = read.value;
    }
    return reading(Object.keys(asserts).length > 0 ? asserts : undefined, problems);
  },
});
