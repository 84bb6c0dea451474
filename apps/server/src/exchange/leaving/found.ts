import { type LibraryQuery, parseQuery } from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { type Cursor, Invalid, type SearchQuery, type Session, search, withSession } from '../../record/index.ts';
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
 * Everything that a query finds, in its order.
 *
 * @throws Invalid for what cannot be looked for
 */
export async function findAll(instance: Instance, session: Session, query: LibraryQuery): Promise<Found> {
  const ids = query.records.length > 0 ? [...query.records] : await searched(instance, session, query);
  const seen = await withSession(instance, session, (db) => seenAmong(db, ids));
  return new Found(seen.ids, seen.compartments);
}

async function searched(instance: Instance, session: Session, query: LibraryQuery): Promise<string[]> {
  const { kind, compartment, text, from, to, bbox, near, codes, act } = query;
  const [code, ...more] = codes;
  if (more.length > 0 || query.about !== undefined || query.level !== undefined || query.assigned !== undefined)
    throw new Invalid([{ path: '/query', code: 'query', message: 'cannot be looked for yet' }]);
  const asked: SearchQuery = {
    kind,
    limit: 200,
    ...(compartment === undefined ? {} : { compartment }),
    ...(text === undefined ? {} : { text }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(bbox === undefined ? {} : { bbox }),
    ...(near === undefined ? {} : { near }),
    ...(code === undefined ? {} : { code: `${code.scheme}:${code.code}` }),
    ...(act === undefined ? {} : { act }),
  };
  const ids: string[] = [];
  for (let cursor: Cursor | null | undefined; cursor !== null; ) {
    const page = await search(instance, session, cursor === undefined ? asked : { ...asked, cursor });
    ids.push(...page.records.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}
