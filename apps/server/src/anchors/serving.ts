import type { Instance } from '../database/index.ts';
import { commitDeed } from '../record/index.ts';
import { SERVING } from './serving-store.ts';

/** Switches witnessing over HTTP on or off. */
export async function setServing(instance: Instance, by: string, on: boolean): Promise<void> {
  const reason = on ? 'Witnesses over HTTP' : 'Witnesses no more over HTTP';
  await commitDeed(instance, { table: 'setting', row: { name: SERVING, value: on }, by, reason });
}
