/** More than any mail server takes (RFC 5321 §4.5.3.1). */
const MOST = 254;

/**
 * An e-mail address as accounts keep it: without spaces around it, in small letters, compatibility forms of a letter as
 * one (Unicode NFKC). Whoever types it another way means the same account.
 */
export function tidiedEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Neither spaces and control characters nor what nobody sees: with those, two accounts would look like one. */
const SEEN = String.raw`[^\s@\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]`;
/** A dot at the end names the same mailbox in another way, so it is none of the address. */
const FORM = new RegExp(`^${SEEN}+@${SEEN}+(?<![.])$`, 'u');

/** Whether a tidied text is an address. */
export function isEmail(text: string): boolean {
  return text.length <= MOST && FORM.test(text);
}
