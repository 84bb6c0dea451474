import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../record/index.ts';

const CODES = 10;
/** Crockford's base 32: no I, L, O, U to misread. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const FORM = /^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/;

/** Ten codes of 100 random bits each, such as `7k3zq-…`: to be written down, each opens once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    const letters = [...randomBytes(20)].map((byte) => LETTERS[byte % 32]).join('');
    return letters.match(/.{5}/g)?.join('-') ?? letters;
  });
}

/** Whether a text has the form of a recovery code, not whether it opens. */
export function isRecoveryCode(text: string): boolean {
  return FORM.test(tidied(text));
}

/** What the database keeps of a code: its SHA-256 in hex. Letters that people misread are taken as meant. */
export function recoveryHash(code: string): string {
  return hashOfSecret(`recovery ${tidied(code)}`).toString('hex');
}

function tidied(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, '-').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
