import { Refusal } from '../record/types.ts';

/** What a page can act on by itself, beside the words for people. */
export type DeclinedCode =
  | 'wrong'
  | 'code-needed'
  | 'enrol-needed'
  | 'throttled'
  | 'confirm'
  | 'scope'
  | 'weak-password'
  | 'link-spent'
  | 'only-lead'
  | 'not-yourself'
  | 'above-own'
  | 'last-admin'
  | 'lead-needed'
  | 'admin-needed'
  | 'lead-left'
  | 'no-factors'
  | 'has-factors'
  | 'already-member'
  | 'already-proposed'
  | 'last-factor'
  | 'passkey-needed'
  | 'erasure-people'
  | 'conflict-decided'
  | 'imports-full';

/** A refusal at the door, of a change of rights, or of a decision that another was quicker with. `more` goes to the caller as it is. */
export class Declined extends Refusal {
  readonly status: number;
  readonly code: DeclinedCode;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: DeclinedCode,
    what: string,
    todo = '',
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(what, '', todo);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** One text for everything that does not open: which part was wrong is never told. */
export function wrong(): Declined {
  return new Declined(401, 'wrong', 'This does not open.', 'Check what you entered and try again.');
}

/** One text for a link that is unknown, used or out of time. */
export function linkSpent(): Declined {
  return new Declined(
    404,
    'link-spent',
    'This link opens nothing: it was used, or its time is over.',
    'Ask for a new one.',
  );
}
