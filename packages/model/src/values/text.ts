import Type from 'typebox';

/** Text with at least one visible character. */
export const Text = Type.String({ pattern: '\\S' });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of a record: a UUID (RFC 9562) in lower case. */
export const RecordId = Type.String({ pattern: UUID.source });

/** A language tag (BCP 47) in the plain form that we use as a key: `en`, `uk`, `zh-Hant`, `und`. */
export const Language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' });

/** The same thing said in several languages. */
export const Translated = Type.Record(Language, Type.String(), { additionalProperties: false });

export type Translated = Record<string, string>;

export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
