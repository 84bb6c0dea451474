import { type LibraryQuery, parseQuery } from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { libraryIds } from '../../monitoring/index.ts';
import { Invalid, type Session, withSession } from '../../record/index.ts';
import { seenAmong } from './leaving-store.ts';

/** @throws Invalid for a query that cannot be read */
export function queryOf(text: string): LibraryQuery {
  const { query, problems } = parseQuery(text);
  if (problems.length > 0) throw new Invalid(problems);
  return query;
}

/** Ids of what a query finds, sixteen bytes each: of a hundred thousand records they take little more than a megabyte. */
export class Found {
  readonly compartments: readonly string[];
  readonly #ids: Buffer;

  constructor(ids: readonly string[], compartments: readonly string[]) {
    this.#ids = Buffer.from(ids.join('').replaceAll('-', ''), 'hex');
    this.compartments = compartments;
  }

  get size(): number {
    return this.#ids.length / 16;
  }

  /** Ids from one place on, at most so many. */
  window(from: number, most: number): string[] {
    const hex = this.#ids.subarray(from * 16, (from + most) * 16).toString('hex');
    return (hex.match(/.{32}/g) ?? []).map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  }
}

/**
 * Everything that a query finds, in its order: just what the library shows.
 *
 * @throws Invalid for what cannot be looked for
 */
export async function findAll(instance: Instance, session: Session, query: LibraryQuery): Promise<Found> {
  const asked = query.assigned === 'me' ? { ...query, assigned: session.account } : query;
  const ids = await libraryIds(instance, session, asked);
  const seen = await withSession(instance, session, (db) => seenAmong(db, ids));
  return new Found(seen.ids, seen.compartments);
}
