const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const FORMULA = /^'*(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/**
 * A text that a spreadsheet would run as a formula, with an apostrophe before it (OWASP, CSV injection): one that begins,
 * behind blanks too, with = + - @ or their wide forms, a tab or a carriage return. Plain numbers stay as they are.
 */
export function safeCell(text: string): string {
  return !PLAIN_NUMBER.test(text) && FORMULA.test(text) ? `'${text}` : text;
}

/** What `safeCell` was given. */
export function unsafeCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
