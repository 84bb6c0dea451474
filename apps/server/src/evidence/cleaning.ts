import type { Instance } from '../database/index.ts';
import {
  addressOf,
  filesIn,
  inTurn,
  removeAbandoned,
  removeFile,
  removeUploads,
  uploadsOnDisk,
} from '../store/index.ts';
import { saidBy, takeTurns } from '../turns.ts';
import { disclosuresOf, forgetLanding, oldLandings } from './intake-store.ts';
import { dropEnded, uploadsKnown } from './upload-store.ts';
import { forgetDigests } from './uploads.ts';

/** How often what was left behind is looked for, in milliseconds. */
const PAUSE = 5 * 60_000;

/** How long bytes may lie in the store before an item names them, in milliseconds: others may be landing the same just now. */
const GRACE = 3_600_000;

export interface Cleaned {
  /** Uploads that ended. */
  readonly uploads: number;
  /** Files that landed and that no item came to name. */
  readonly files: number;
}

/**
 * Removes what nobody will come back for: uploads without progress for a day or of accounts that may write no more, and bytes
 * that landed before a commit that failed or was cut short.
 */
export async function clean(instance: Instance, grace = GRACE): Promise<Cleaned> {
  // Bytes without a row are of an upload that ended just before a crash; a row is always there before its bytes.
  const onDisk = await uploadsOnDisk(instance);
  const ended = await dropEnded(instance.access);
  const known = await uploadsKnown(instance.access, onDisk);
  await removeUploads(instance, [...ended, ...onDisk.filter((id) => !known.has(id))]);
  forgetDigests(instance, ended);
  let files = 0;
  for (const { compartment } of await oldLandings(instance.access, grace))
    files += await inTurn(instance, compartment, () => removeUnnamed(instance, compartment, grace));
  return { uploads: ended.length, files };
}

/** In its turn, so that nobody takes the same bytes in meanwhile. */
async function removeUnnamed(instance: Instance, compartment: string, grace: number): Promise<number> {
  const old = (await oldLandings(instance.access, grace)).find((each) => each.compartment === compartment);
  const unnamed = new Set(old?.addresses);
  // Also what an item named once is kept.
  for await (const encoded of disclosuresOf(instance.owner, compartment))
    for (const { sha256 } of encoded.flatMap(filesIn)) unnamed.delete(addressOf(instance, compartment, sha256));
  for (const address of unnamed) await removeFile(instance, address);
  await forgetLanding(instance.access, compartment, old?.addresses ?? []);
  return unnamed.size;
}

/** Cleans at once and then every few minutes. @returns what ends it, after a cleaning that is under way */
export function startCleaning(
  instance: Instance,
  say: (problem: string) => void = (text) => console.error(text),
): () => Promise<void> {
  return takeTurns({
    turn: async () => {
      await clean(instance);
      // Also copies that broke off, here and in a store elsewhere.
      await removeAbandoned(instance);
      return PAUSE;
    },
    afterFailure: () => PAUSE,
    problemOf: (error) => `What uploads left behind could not be removed: ${saidBy(error)}`,
    say,
    saysAgain: true,
  }).stop;
}
