import { Refusal } from '../record/types.ts';

/** The disk of the store has no room left (HTTP 507). */
export class NoRoom extends Refusal {
  constructor() {
    super(
      'The disk of the store has not enough room.',
      '',
      'Make room on it, then do the same again: what is stored already is kept.',
    );
  }
}

/** An upload is not whole, is being written to, or its time is over (HTTP 409). */
export class NotWhole extends Refusal {
  constructor() {
    super(
      'An upload is not complete, or its time is over.',
      '',
      'Ask how far it is, send what is missing, then try again.',
    );
  }
}

/** Whether an error says that a disk is full: the system's, or the database's (SQLSTATE 53100). */
export function isFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof NoRoom || code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}
