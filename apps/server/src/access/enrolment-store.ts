import type { Deed, Queries } from '../record/index.ts';
import { type LinkPurpose, linkDeed, type NewLink } from './link-deed.ts';

/**
 * Deeds that end the unused links of an account, so that one at most opens at a time.
 *
 * @param db a transaction that holds the deeds' lock
 * @param account null for links of the set-up
 */
async function endedLinks(db: Queries, account: string | null, by: string): Promise<Deed[]> {
  const { rows } = await db.query(
    'select id from cairn.enrolment where not used and account is not distinct from $1::uuid',
    [account],
  );
  return rows.map(({ id }) => ({ table: 'enrolment', row: { id }, remove: true, by, reason: 'An older link ended' }));
}

/** A new link, with the deeds that make it the only one of its account that opens. */
export async function onlyLink(
  db: Queries,
  purpose: LinkPurpose,
  account: string | null,
  by: string,
): Promise<{ deeds: Deed[]; link: NewLink }> {
  const link = linkDeed(purpose, account, by);
  return { deeds: [...(await endedLinks(db, account, by)), link.deed], link };
}
