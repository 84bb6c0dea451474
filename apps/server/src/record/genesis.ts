import type { Instance } from '../database/index.ts';
import { commitDeed } from './deeds.ts';
import { operatorName } from './session.ts';

/** The first entry of a log: a deed that names the log, its keys and, after a fork, what it continues. */
export async function beginLog(instance: Instance, continues: Record<string, unknown> | null = null): Promise<void> {
  const { origin, logKey, witnessKey, kid } = instance.keys;
  await commitDeed(instance, {
    table: 'setting',
    row: { name: 'log', value: { origin, logKey, witnessKey, revisionKey: kid, continues } },
    by: operatorName(),
    reason: continues === null ? 'The log begins.' : 'The log begins anew, openly.',
  });
}
