import type { Queries } from '../record/index.ts';

/** What the database tells one session of store and fixity; null where the session does not live. */
export interface EvidenceFacts {
  /** The setting `fixity`, as it stands there. */
  readonly fixity: unknown;
  readonly running: boolean;
  readonly last: {
    readonly at: string;
    readonly files: number;
    readonly bytes: number;
    readonly altered: number;
    readonly missing: number;
  } | null;
  readonly oldest: string | null;
  readonly store: 'folder' | 's3' | null;
  readonly moving: { readonly to: 'folder' | 's3'; readonly done: number; readonly left: number } | null;
}

export async function evidenceFacts(db: Queries, secret: string): Promise<EvidenceFacts | null> {
  return (await db.query('select cairn.evidence_state($1) as facts', [secret])).rows[0]?.facts ?? null;
}

/** Files that failed; without an item where the session sees none that names it. */
export async function fixityProblems(
  db: Queries,
  secret: string,
): Promise<
  {
    item: string | null;
    reference: string | null;
    compartment: string | null;
    kind: 'altered' | 'missing' | null;
    at: Date | null;
  }[]
> {
  return (await db.query('select * from cairn.fixity_problems($1)', [secret])).rows;
}
