import type { CustomField, OwnTerm } from '@cairn/model';
import type { Queries } from './log-store.ts';

/** The fields that a compartment added, as the running session may read them. */
export async function customFieldRows(db: Queries, compartment: string): Promise<CustomField[]> {
  const { rows } = await db.query(
    `select key, kind, type, label, options, definition, rule, retired from cairn.custom_field
     where compartment = $1 order by kind, key`,
    [compartment],
  );
  return rows.map(({ options, rule, retired, ...row }) => ({
    ...row,
    ...(options === null ? {} : { options }),
    ...(rule === null ? {} : { rule }),
    ...(retired ? { retired } : {}),
  }));
}

/** The terms and coding rules that a compartment added; with null, those of every compartment that the session reads. */
export async function ownTermRows(db: Queries, compartment: string | null): Promise<OwnTerm[]> {
  const { rows } = await db.query(
    `select distinct on (scheme, code) scheme, code, broader, label, definition, rule, retired from cairn.own_term
     where $1::uuid is null or compartment = $1 order by scheme, code, retired, compartment`,
    [compartment],
  );
  return rows.map(({ scheme, code, retired, ...rest }) => ({
    scheme,
    code,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
    ...(retired ? { retired } : {}),
  }));
}

/** Roles of the session, by compartment. */
export async function rolesOf(db: Queries, secret: string): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, role from cairn.my_compartments($1)', [secret]);
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** Of some incidents those whose stage the session does not read, and which were said to be ready or reviewed. */
export async function coveredUnseen(db: Queries, secret: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query('select cairn.covered_unseen($1, $2) as id', [secret, ids]);
  return rows.map(({ id }) => id);
}
