import { DEFAULT_ZONE, type LibraryQuery, printQuery } from '@cairn/model';
import { whoAmI } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { listRecords, withSession } from '../record/index.ts';
import { Invalid, type RecordRow, type Session } from '../record/types.ts';
import { type FigureRow, type FigureRows, figureRows, placeNames } from './figures-store.ts';
import { conditionsOf } from './library-query.ts';

/** What can be counted. The three layers of "who did what to whom" are never summed with one another. */
export const UNITS = ['incidents', 'acts', 'persons', 'statements'] as const;
export type Unit = (typeof UNITS)[number];

/** Rows that one answer has at most; the whole counts the others too. */
const MOST_ROWS = 300;

export interface FiguresQuestion {
  readonly query: LibraryQuery;
  readonly count: Unit;
  /** `month`, `year`, `place`, or a scheme of codes such as `act-type` or `custom:shelter`. */
  readonly by: string;
}

export type { FigureRow };

export interface Figures {
  readonly unit: Unit;
  readonly by: string;
  readonly rows: FigureRow[];
  readonly total: Omit<FigureRow, 'key'>;
  readonly notes: { code: string; n: number }[];
  readonly method: Pick<RecordRow, 'id' | 'reference' | 'revision' | 'body'> | null;
  readonly query: string;
  readonly at: string;
}

/**
 * Counts what a query of the library finds. Incidents that are the same as another one count there, what was set aside does
 * not count; both are told, with whatever else bears on the numbers. Ranges add up to ranges: lowest to lowest, highest to
 * highest; figures that cannot be right are left out and counted.
 *
 * @throws Invalid for acts or persons of what are neither incidents nor acts
 */
export async function figures(instance: Instance, session: Session, question: FiguresQuestion): Promise<Figures> {
  const { query, count, by } = question;
  refuseMixed(query, count);
  const asked = { secret: session.secret, query: conditionsOf(query), count, by, zone: DEFAULT_ZONE, most: MOST_ROWS };
  const told = await withSession(instance, session, (db) => figureRows(db, asked));
  return {
    unit: count,
    by,
    rows: by === 'place' ? await named(instance, session, query, told.rows) : told.rows,
    total: told.total,
    notes: notesOf(told),
    method: await methodNote(instance, session, query.compartment),
    query: printQuery(query),
    at: new Date().toISOString(),
  };
}

/** Places are told apart by one name; a reader of another language knows them by another. */
async function named(
  instance: Instance,
  session: Session,
  { compartment }: LibraryQuery,
  rows: FigureRow[],
): Promise<FigureRow[]> {
  const keys = rows.flatMap(({ key }) => key ?? []);
  const { compartments } = await whoAmI(instance, session);
  const asked = compartment === undefined ? compartments.map(({ id }) => id) : [compartment];
  const names = await withSession(instance, session, (db) => placeNames(db, { compartments: asked, keys }));
  return rows.map((row) => {
    const found = names.get(row.key ?? '');
    return found === undefined ? row : { ...row, names: found };
  });
}

function refuseMixed({ kind }: LibraryQuery, count: Unit): void {
  const fits = kind === 'incident' || (kind === 'act' && (count === 'acts' || count === 'persons'));
  if (fits) return;
  throw new Invalid([
    { path: '/count', code: 'unit', message: `cannot be "${count}" of a query for the kind "${kind}"` },
  ]);
}

function notesOf({ notes }: FigureRows): { code: string; n: number }[] {
  return Object.entries(notes)
    .filter(([, n]) => n > 0)
    .map(([code, n]) => ({ code, n }))
    .sort((a, b) => a.code.localeCompare(b.code));
}

/** The newest method note of the compartment; of several compartments none, since each has its own. */
async function methodNote(
  instance: Instance,
  session: Session,
  compartment: string | undefined,
): Promise<Figures['method']> {
  const asked = { kind: 'method-note' as const, limit: 2, ...(compartment === undefined ? {} : { compartment }) };
  const { records } = await listRecords(instance, session, asked);
  const [newest, other] = records;
  if (newest === undefined || (other !== undefined && other.compartment !== newest.compartment)) return null;
  const { id, reference, revision, body } = newest;
  return { id, reference, revision, body };
}
