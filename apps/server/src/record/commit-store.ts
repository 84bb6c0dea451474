import type { Pool } from 'pg';

/** One signed revision as `cairn.commit_changes` takes it. */
export interface RevisionRow {
  record: string;
  number: number;
  compartment: string;
  kind: string;
  reference: string;
  level: string;
  token: string;
}

/** A row of one of the records at hand: `n` is that record's place in the list, from 1. */
interface Row {
  n: number;
  level: string;
}

/** One list of changes as it is written: all or nothing. */
export interface Payload {
  /** Of the session whose rights apply. */
  secret: string;
  author: string;
  at: string;
  revisions: RevisionRow[];
  disclosures: (Row & { encoded: string })[];
  projections: Projections;
}

/** Rows of the derived tables, as commit writes them and rebuild and audit compute them anew. */
export interface Projections {
  bodies: (Row & { body: Record<string, unknown> })[];
  words: (Row & { text: string })[];
  periods: (Row & { ordinal: number; starting: string | null; ending: string | null })[];
  points: (Row & { ordinal: number; longitude: number; latitude: number; radius: number | null })[];
  codes: (Row & { scheme: string; code: string })[];
  names: (Row & { ordinal: number; name: string; folded: string; keys: readonly string[] })[];
  counts: (Row & {
    ordinal: number;
    outcome: string;
    group: string | null;
    unit: string;
    low: number | null;
    best: number | null;
    high: number | null;
  })[];
  externals: { n: number; dataset: string; id: string; occurrence: number; role: string }[];
  links: (Row & { source: string; target: string; type: string })[];
  refs: { n: number; target: string }[];
}

export function noProjections(): Projections {
  return {
    ...{ bodies: [], words: [], periods: [], points: [], codes: [] },
    ...{ externals: [], links: [], refs: [], names: [], counts: [] },
  };
}

/** The lists in the order in which the database's functions take them; null for those without a row. */
export function projectionValues({
  bodies,
  words,
  periods,
  points,
  codes,
  externals,
  links,
  refs,
  names,
  counts,
}: Projections): (string | null)[] {
  return [bodies, words, periods, points, codes, externals, links, refs, names, counts].map((rows) =>
    rows.length === 0 ? null : JSON.stringify(rows),
  );
}

/** What the database said. Anything but `done` wrote nothing. */
export type CommitAnswer =
  | { done: true }
  | { refused: 'session' | 'compartment' | 'level' }
  | { missing: string[] }
  | { conflict: { id: string; revision: number }[] }
  | { unknown: string[] }
  | { collision: true };

const UNIQUE_VIOLATION = '23505';

/** One round trip and one transaction, however many lists and however long. Lists with an edit must come alone. */
export async function callCommit(app: Pool, lists: readonly Payload[]): Promise<CommitAnswer> {
  const changes = lists.flatMap(({ revisions }, i) => revisions.map((revision) => ({ list: i + 1, ...revision })));
  const { disclosures, projections } = joined(lists);
  try {
    const { rows } = await app.query({
      name: 'commit',
      text: `select cairn.commit_changes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
               $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) as answer`,
      values: [
        lists.map(({ secret }) => secret),
        lists.map(({ author }) => author),
        lists.map(({ at }) => at),
        changes.map(({ list }) => list),
        changes.map(({ record }) => record),
        changes.map(({ number }) => number),
        changes.map(({ compartment }) => compartment),
        changes.map(({ kind }) => kind),
        changes.map(({ reference }) => reference),
        changes.map(({ level }) => level),
        plainArray(changes.map(({ token }) => token)),
        disclosures.map(({ n }) => n),
        disclosures.map(({ level }) => level),
        plainArray(disclosures.map(({ encoded }) => encoded)),
        ...projectionValues(projections),
      ],
    });
    return rows[0].answer;
  } catch (error) {
    // Two writers created the same external identity or revision at once; nothing was written.
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return { collision: true };
    throw error;
  }
}

/** An array in PostgreSQL's writing, of texts that need no quotes: tokens and disclosures, most of what a commit sends. */
function plainArray(texts: readonly string[]): string {
  return `{${texts.join(',')}}`;
}

/** The rows of all lists, with places that count through all of them. */
function joined(lists: readonly Payload[]): Pick<Payload, 'disclosures' | 'projections'> {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const disclosures: Payload['disclosures'] = [];
  const projections = noProjections();
  let passed = 0;
  for (const list of lists) {
    const moved = <R extends { n: number }>(row: R): R => ({ ...row, n: row.n + passed });
    disclosures.push(...list.disclosures.map(moved));
    for (const table of Object.keys(projections) as (keyof Projections)[]) {
      projections[table].push(...((list.projections[table] as { n: number }[]).map(moved) as never[]));
    }
    passed += list.revisions.length;
  }
  return { disclosures, projections };
}
