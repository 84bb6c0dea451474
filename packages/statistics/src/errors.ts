/** Counts that cannot be: which stratum, what is wrong with it, and what to do. */
export class StrataError extends Error {
  /** Position of the stratum, from 0; null where the whole is meant. */
  readonly stratum: number | null;
  constructor(stratum: number | null, what: string) {
    super(stratum === null ? what : `Stratum ${stratum + 1}: ${what}`);
    this.name = 'StrataError';
    this.stratum = stratum;
  }
}

/** Largest count of a stratum: up to here the terms keep their digits, and memory stays small. */
export const MOST = 10_000_000;

/** @throws StrataError unless it is a whole number from 0 to `MOST` */
export function requireCount(value: number, stratum: number, name: string): void {
  if (!Number.isInteger(value) || value < 0 || value > MOST)
    throw new StrataError(stratum, `"${name}" is ${value}. Give a whole number from 0 to ${MOST}.`);
}

/** @throws StrataError unless it lies between 0 and 1, both left out */
export function requireShare(value: number, name: string): void {
  if (!(value > 0 && value < 1)) throw new StrataError(null, `"${name}" is ${value}. Give a number between 0 and 1.`);
}
