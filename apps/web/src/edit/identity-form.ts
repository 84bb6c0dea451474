import type { Identity, Name } from '../api/shapes.ts';
import { type Codec, given, reading } from './codec.ts';

/** Rows of short texts, by the name of the column. */
export type Row = Record<string, string>;

export interface IdentityForm {
  names: Row[];
  contacts: Row[];
  birthDate: string;
  birthPlace: string;
  documents: Row[];
}

const filled = (row: Row, column: string) => (row[column] ?? '').trim() !== '';
const trimmed = (row: Row, column: string) => row[column]?.trim() || undefined;
const listOrNone = <T>(list: T[]) => (list.length > 0 ? list : undefined);

const nameRow = ({ text, lang }: Name): Row => ({ text, lang: lang ?? '' });
/** A row that was emptied is a name taken away. */
const namesOf = (rows: readonly Row[], before: readonly Name[] | undefined): Name[] | undefined =>
  listOrNone(
    rows
      .filter((row) => filled(row, 'text'))
      .map((row) => {
        const text = trimmed(row, 'text') as string;
        const script = before?.find((each) => each.text === text)?.script;
        return { text, ...given({ lang: trimmed(row, 'lang'), script }) };
      }),
  );

/** The names of a group, a unit, an organisation: nothing guarded. */
export const namesCodec: Codec<Name[], Row[]> = {
  toForm: (names) => (names ?? []).map(nameRow),
  toValue: (rows, before) => reading(namesOf(rows, before)),
};

export const identityCodec: Codec<Identity, IdentityForm> = {
  toForm: (identity) => ({
    names: (identity?.names ?? []).map(nameRow),
    contacts: (identity?.contacts ?? []).map(({ kind, value }) => ({ kind, value })),
    birthDate: identity?.birth?.date ?? '',
    birthPlace: identity?.birth?.place ?? '',
    documents: (identity?.documents ?? []).map(({ kind, number, issuer }) => ({ kind, number, issuer: issuer ?? '' })),
  }),
  toValue(form, before) {
    const birth = given({ date: form.birthDate.trim() || undefined, place: form.birthPlace.trim() || undefined });
    const identity = given({
      names: namesOf(form.names, before?.names),
      contacts: listOrNone(
        form.contacts
          .filter((row) => filled(row, 'value') || filled(row, 'kind'))
          .map((row) => ({ kind: trimmed(row, 'kind') ?? '', value: trimmed(row, 'value') ?? '' })),
      ),
      birth: Object.keys(birth).length > 0 ? birth : undefined,
      documents: listOrNone(
        form.documents
          .filter((row) => filled(row, 'number') || filled(row, 'kind'))
          .map((row) => ({
            kind: trimmed(row, 'kind') ?? '',
            number: trimmed(row, 'number') ?? '',
            ...given({ issuer: trimmed(row, 'issuer') }),
          })),
      ),
    });
    return reading(Object.keys(identity).length > 0 ? (identity as Identity) : undefined);
  },
};
