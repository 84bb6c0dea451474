import type { KindName, Problem } from '@cairn/model';

/**
 * Whoever acts. The secret is what the database verifies in every transaction; nothing else in here grants a right.
 *
 * `author` is what a revision shows: the account's id, or `operator:<OS user>` for commands.
 */
export interface Session {
  readonly secret: string;
  readonly account: string;
  readonly author: string;
}

/** One change of one record. Its body is the whole new body, not a patch. */
export interface Change {
  /** UUID v4; the caller may make it beforehand so that bodies of the same list can name one another. */
  readonly id: string;
  readonly kind: KindName;
  /** UUID of the compartment. */
  readonly compartment: string;
  /** 0 for a new record, else the revision number that the change was made from. */
  readonly base: number;
  readonly body: Record<string, unknown>;
}

/** What `commit` returns for each change, in the order of the changes. */
export interface Committed {
  readonly id: string;
  /** Counts from 1. */
  readonly revision: number;
  /** Short reference within the compartment, for instance `KHA-000217`. */
  readonly reference: string;
}

/** One record as the session may see it: fields above its clearance are absent from `body`. */
export interface RecordRow {
  readonly id: string;
  readonly kind: KindName;
  /** The compartment's name. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  /** Time of the newest revision, ISO 8601 in UTC. */
  readonly at: string;
  readonly author: string;
  readonly body: Record<string, unknown>;
}

/** A place in a list: the sort key of the last row that was given. HTTP shows it as opaque text (`record/cursor.ts`). */
export type Cursor = readonly (string | number | null)[];

export interface RecordPage {
  readonly records: RecordRow[];
  readonly next: Cursor | null;
}

export interface ListQuery {
  readonly kind?: KindName;
  /** UUID of a compartment. */
  readonly compartment?: string;
  readonly cursor?: Cursor;
  /** 1 to 200; 50 unless told. */
  readonly limit?: number;
}

/** `KHA-000217`: one record at most in each compartment. */
export interface ReferenceQuery {
  readonly reference: string;
  readonly kind?: KindName;
  /** UUID of a compartment. */
  readonly compartment?: string;
}

export interface SearchQuery extends ListQuery {
  readonly text?: string;
  /** ISO 8601 dates or instants in UTC; the searched period is half-open, [from, to). */
  readonly from?: string;
  readonly to?: string;
  /** West, south, east, north in degrees. */
  readonly bbox?: readonly [number, number, number, number];
  /** `scheme:code`, or a code of any scheme. */
  readonly code?: string;
  /** Code of a type of act: incidents in which an act of that type or a narrower one was done, as far as the session sees it. */
  readonly act?: string;
  /** Words of a place's name, each as it begins, in any language in which the name was given. */
  readonly place?: string;
  /** Records whose circle of place reaches into this one; those that no honest circle can be drawn for are in none. */
  readonly near?: Circle;
}

/** Degrees WGS 84. */
export interface Circle {
  readonly latitude: number;
  readonly longitude: number;
  readonly km: number;
}

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One line of a record's history. */
export interface RevisionRow {
  readonly revision: number;
  readonly at: string;
  readonly author: string;
  readonly reason: string;
  /** Log entry (SHA-256 of the token) in hex. */
  readonly entry: string;
  /** Index in the log; null while the sequencer has not reached it. */
  readonly leaf: number | null;
  readonly changes: FieldChange[];
}

/** What `cairn proof` writes and `cairn verify` reads. */
export interface ProofFile {
  /** Compact SD-JWT: the token and its disclosures, joined by `~`. */
  readonly token: string;
  /** C2SP tlog-proof@v1. */
  readonly tlogProof: string;
  readonly stamps: unknown[];
  /** C2SP verifier key of the log. */
  readonly key: string;
  /** Notes of the rotations that led to this key, oldest first, where there were any. */
  readonly rotations?: string[];
}

/** Base of all refusals that a person can do something about: what happened, where, and what to do. */
export class Refusal extends Error {
  readonly what: string;
  /** The record, field, file or option concerned; empty where naming it would tell something. */
  readonly where: string;
  readonly todo: string;

  constructor(what: string, where = '', todo = '') {
    super([where === '' ? what : `${where}: ${what}`, todo].filter((part) => part !== '').join(' '));
    this.name = new.target.name;
    this.what = what;
    this.where = where;
    this.todo = todo;
  }
}

function sentence({ path, message }: Problem): string {
  const text = path === '' ? message : `${path}: ${message}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Schema or rules refuse the change (HTTP 422). */
export class Invalid extends Refusal {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], where = '') {
    const first = problems[0];
    const more = problems.length > 1 ? ` (${problems.length - 1} more.)` : '';
    super(
      first === undefined ? 'The change is not valid.' : sentence(first) + more,
      where,
      'Correct the named fields and try again.',
    );
    this.problems = problems;
  }
}

/** Somebody else changed the record since the revision that the change was made from (HTTP 409). */
export class Conflict extends Refusal {
  readonly id: string;
  /** The revision that the change named. */
  readonly base: number;
  readonly current: RecordRow | null;
  /** What the refused change would have made of the record; null where only the engine knew. */
  readonly yours: RecordRow | null;

  constructor(id: string, base: number, current: RecordRow | null, yours: RecordRow | null = null) {
    super(
      `The record was changed since revision ${base}${current === null ? '' : `; it is now at revision ${current.revision}`}.`,
      id,
      'Read it again, merge the changes and send them from its newest revision.',
    );
    this.id = id;
    this.base = base;
    this.current = current;
    this.yours = yours;
  }
}

/** The log is smaller than a checkpoint that the client says it has seen (HTTP 409): one of the two is not this log. */
export class LogTooSmall extends Refusal {
  constructor(seen: number, size: number) {
    super(
      `The log has ${size} entries, fewer than the ${seen} that you have seen.`,
      '',
      'Keep your checkpoint, and have whoever runs this instance run "cairn audit --against" with it.',
    );
  }
}

/** There is no such thing, or the session may not see it: the two are never told apart (HTTP 404). */
export class NotFound extends Refusal {
  constructor(what = 'There is no such record, or you may not see it.') {
    super(what);
  }
}

/** The session sees the thing but may not do this to it (HTTP 403). */
export class Forbidden extends Refusal {
  constructor(what = 'Your role does not allow this.', todo = 'Ask a lead of the compartment.') {
    super(what, '', todo);
  }
}

/** Nobody is signed in, or the session has ended (HTTP 401). */
export class Unauthorized extends Refusal {
  constructor() {
    super('Sign in first.', '', 'Send a token as "Authorization: Bearer …" or sign in on the first page.');
  }
}
