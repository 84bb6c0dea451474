import Type from 'typebox';

/**
 * Most characters (code points) of a text. The two long texts that a kind has at most at one level fit together into one
 * PostgreSQL search vector, which holds a mebibyte of distinct words.
 */
export const LONGEST_TEXT = 100_000;

/** A title is read in lists. */
export const LONGEST_TITLE = 1000;

/** What stands in an index row fits there: PostgreSQL takes 2704 bytes, and a character has up to four. */
export const LONGEST_CODE = 200;
const LONGEST_SCHEME = 100;

/** Most characters of the id of a row in a dataset. */
export const LONGEST_EXTERNAL_ID = 300;

/** Text, possibly empty. */
export const FreeText = Type.String({ maxLength: LONGEST_TEXT });

/** Text with at least one visible character. */
export const Text = Type.String({ pattern: '\\S', maxLength: LONGEST_TEXT });

export const Title = Type.String({ pattern: '\\S', maxLength: LONGEST_TITLE });

export const Code = Type.String({ pattern: '\\S', maxLength: LONGEST_CODE });

/** The name of a list of codes, or of a dataset. */
export const Scheme = Type.String({ pattern: '\\S', maxLength: LONGEST_SCHEME });

/** A tag is read in lists and stands in an index. */
export const LONGEST_TAG = 100;

/** The id of a row in a dataset. */
export const ExternalId = Type.String({ pattern: '\\S', maxLength: LONGEST_EXTERNAL_ID });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of a record: a UUID (RFC 9562) in lower case. */
export const RecordId = Type.String({ pattern: UUID.source });

/** The id of an account: a UUID too, but of no record. */
export const AccountId = Type.String({ pattern: UUID.source });

/** A language tag (BCP 47) in the plain form that we use as a key: `en`, `uk`, `zh-Hant`, `und`. */
export const Language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' });

/** The same thing said in several languages. */
export const Translated = Type.Record(Language, FreeText, { additionalProperties: false });

export type Translated = Record<string, string>;

export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
