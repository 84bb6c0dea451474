import type { Queries } from '../record/log-store.ts';

/** A disclosure that an erasure took. */
export interface ErasedDisclosure {
  /** Id of the erasure. */
  readonly erasure: string;
  readonly claim: string;
  readonly level: string;
  /** As it stands in the token: what has gone is named by nothing else. */
  readonly digest: string;
}

/** What was erased, by the revision that it belonged to: see {@link revisionKey}. */
export type Erased = ReadonlyMap<string, readonly ErasedDisclosure[]>;

export const NOTHING_ERASED: Erased = new Map();

export function revisionKey(record: string, number: number): string {
  return `${record} ${number}`;
}

export interface ErasedRow extends ErasedDisclosure {
  readonly record: string;
  readonly number: number;
}

export function erasedByRevision(rows: readonly ErasedRow[]): Erased {
  const erased = new Map<string, ErasedDisclosure[]>();
  for (const { record, number, ...rest } of rows) {
    const key = revisionKey(record, number);
    const of = erased.get(key) ?? [];
    of.push(rest);
    erased.set(key, of);
  }
  return erased;
}

/** What done erasures took from records with an id in [from, to]. That their rows are the outcome of deeds is checked elsewhere. */
export async function erasedIn(db: Queries, from: string, to: string): Promise<Erased> {
  const { rows } = await db.query("select id, targets from cairn.erasure where state = 'done'");
  return erasedByRevision(
    rows.flatMap(({ id, targets }: { id: string; targets: unknown }) =>
      listed(targets).flatMap((target) => {
        const { record, number, claim, level, digest } = (target ?? {}) as Partial<Record<string, unknown>>;
        const sound =
          typeof number === 'number' && [record, claim, level, digest].every((each) => typeof each === 'string');
        if (!sound || String(record) < from || String(record) > to) return [];
        return [{ erasure: id, record, number, claim, level, digest } as ErasedRow];
      }),
    ),
  );
}

/** Addresses in the store that done erasures emptied, with the erasure. */
export async function erasedFiles(db: Queries): Promise<{ erasure: string; address: string }[]> {
  const { rows } = await db.query("select id, files from cairn.erasure where state = 'done' order by id");
  return rows.flatMap(({ id, files }: { id: string; files: unknown }) =>
    listed(files).flatMap((address) => (typeof address === 'string' ? [{ erasure: id, address }] : [])),
  );
}

/** Whatever somebody wrote into the database: what is no list holds nothing. */
function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
