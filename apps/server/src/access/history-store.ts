import type { Queries } from '../record/index.ts';

/**
 * The disclosures of the deeds about some tables, in no order. The table's name is the third disclosure of each, base64url
 * of `[salt, "table", name]`.
 */
export async function deedsAbout(db: Queries, tables: readonly string[]): Promise<string[]> {
  const { rows } = await db.query(
    `select d.encoded from cairn.deed d cross join lateral split_part(d.encoded, '~', 3) as part
     where convert_from(decode(rpad(translate(part, '-_', '+/'), (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb ->> 2
       = any ($1)`,
    [tables],
  );
  return rows.map(({ encoded }) => encoded);
}
