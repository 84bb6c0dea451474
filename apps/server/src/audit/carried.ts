import { logSetting } from '../record/genesis.ts';
import type { Queries } from '../record/log-store.ts';
import type { Ledger } from './findings.ts';
import { absentBetween } from './log-store.ts';

/**
 * Which entries of an earlier log came without their content, as the first entry of this log says: those and no others, else it
 * is a finding and none is excused.
 *
 * @returns indices in [from, to)
 */
export async function carriedOver(db: Queries, ledger: Ledger): Promise<{ from: number; to: number }> {
  let log = (await logSetting(db))?.continues ?? null;
  for (let from = 1; log !== null; from += 1) {
    const { absent, size, origin } = log;
    if (absent !== undefined) {
      const found = await absentBetween(db, from, from + size);
      if (found.digest === absent.digest) return { from, to: from + size };
      const message = `The entries of ${origin} whose content did not come along are not those that were named when it was carried over.`;
      ledger.add('log', `entries of ${origin}`, message, absent.entries, found.entries);
      return { from: 0, to: 0 };
    }
    log = log.continues ?? null;
  }
  return { from: 0, to: 0 };
}
