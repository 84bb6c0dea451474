declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** Rows of a COPY … TO STDOUT. `rowCount` is known once it has ended. */
  export function to(sql: string): Readable & Submittable & { rowCount: number };
  /** Takes the rows of a COPY … FROM STDIN. `rowCount` is known once it has finished. */
  export function from(sql: string): Writable & Submittable & { rowCount: number };
}
