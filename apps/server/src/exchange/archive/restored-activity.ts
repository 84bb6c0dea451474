import { activityRows, chainHeads } from '../../audit/deed-store.ts';
import { ActivityDigest, RESTORED_ACTIVITY, type RestoredActivity } from '../../audit/restored-activity.ts';
import type { Instance } from '../../database/index.ts';
import { headSeal } from '../../record/activity-chain.ts';
import { commitDeed, operatorName } from '../../record/index.ts';
import { sealHead } from './restore-store.ts';

/**
 * Commits to the rows of activity as they came out of a plain backup. Their own codes cannot be verified without the old
 * key, and new ones would claim that somebody had; so a deed holds their number and digest, later rows chain on from the
 * last code, and the end of the chain is sealed with the new key.
 */
export async function commitRestoredActivity(instance: Instance): Promise<void> {
  const digest = new ActivityDigest();
  let count = 0;
  for await (const row of activityRows(instance.owner)) {
    digest.add(row);
    count = row.number;
  }
  const value: RestoredActivity = { count, digest: digest.hex() };
  const reason = 'Activity came out of a plain backup, which does not hold the key of its codes.';
  await commitDeed(instance, { table: 'setting', row: { name: RESTORED_ACTIVITY, value }, by: operatorName(), reason });
  for (const { name, number, mac } of await chainHeads(instance.owner)) {
    await sealHead(instance.owner, name, headSeal(instance.keys.activity, number, mac));
  }
}
