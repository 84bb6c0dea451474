import { type Element, TAG } from './der.ts';
import { malformed } from './errors.ts';

/** A moment as it stands in a certificate or time stamp. */
export interface Moment {
  /** ISO 8601 in UTC, with every digit that was given. */
  readonly text: string;
  /** Milliseconds since 1970-01-01, with their fraction. */
  readonly ms: number;
}

/** GeneralizedTime as RFC 3161 §2.4.2 has it: UTC, seconds, and a fraction without zeros at its end. */
export function readGenTime({ tag, content }: Element): Moment {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/.exec(ascii(content));
  if (tag !== TAG.generalizedTime || found === null) throw malformed('Its time is not written as the standard has it.');
  return momentOf(found);
}

/** Time of a certificate: UTCTime until 2049, else GeneralizedTime (RFC 5280 §4.1.2.5). */
export function readCertificateTime({ tag, content }: Element): Moment {
  const text = ascii(content);
  const year = Number(text.slice(0, 2)) >= 50 ? `19${text}` : `20${text}`;
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(tag === TAG.utcTime ? year : text);
  if ((tag !== TAG.utcTime && tag !== TAG.generalizedTime) || found === null)
    throw malformed('A time of a certificate is not written as the standard has it.');
  return momentOf(found);
}

function momentOf([, year, month, day, hour, minute, second, fraction = '']: RegExpExecArray): Moment {
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${whole}Z`);
  // Date.parse moves the 30th of February on; a leap second it does not know.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== whole) throw malformed('There is no such time.');
  return { text: `${whole}${fraction}Z`, ms: ms + Number(`0${fraction}`) * 1000 };
}

function ascii(content: Uint8Array): string {
  return String.fromCharCode(...content.subarray(0, 40));
}
