import { type BaseBlock, GeneralizedTime } from 'asn1js';
import { contentOf } from './der.ts';
import { malformed } from './errors.ts';

/** A moment as it stands in a time stamp. */
export interface Moment {
  /** ISO 8601 in UTC, with every digit that was given. */
  readonly text: string;
  /** Milliseconds since 1970-01-01, with their fraction. */
  readonly ms: number;
}

/**
 * GeneralizedTime as RFC 3161 §2.4.2 has it: UTC, seconds, and a fraction without zeros at its end. The library reads it too, but
 * keeps milliseconds only, moves the 30th of February on, and takes local times.
 */
export function readGenTime(time: BaseBlock | undefined): Moment {
  const text = time instanceof GeneralizedTime ? String.fromCharCode(...contentOf(time).subarray(0, 40)) : '';
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/.exec(text);
  if (found === null) throw malformed('Its time is not written as the standard has it.');
  const [, year, month, day, hour, minute, second, fraction = ''] = found;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${whole}Z`);
  // Date.parse moves the 30th of February on; a leap second it does not know.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== whole) throw malformed('There is no such time.');
  return { text: `${whole}${fraction}Z`, ms: ms + Number(`0${fraction}`) * 1000 };
}
