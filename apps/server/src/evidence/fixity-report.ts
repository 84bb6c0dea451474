import type { Instance } from '../database/index.ts';
import { type FixitySetting, readFixitySetting } from './fixity-setting.ts';
import { allFailing, type FixityCheck, lastCheck, lastRound, oldestCheck, referencesOf } from './fixity-store.ts';

/** What is known of all stored files, for whoever runs the machine. */
export interface FixityReport extends FixitySetting {
  readonly running: boolean;
  /** The last whole round. */
  readonly last: Pick<FixityCheck, 'at' | 'files' | 'bytes' | 'altered' | 'missing'> | null;
  readonly oldestCheck: string | null;
  readonly problems: readonly {
    readonly item: string;
    readonly reference: string;
    readonly compartment: string;
    readonly kind: 'altered' | 'missing';
    readonly at: string;
  }[];
}

/** What reading every file came to, and what fails now. */
export async function fixityReport(instance: Instance): Promise<FixityReport> {
  const { owner } = instance;
  const [setting, round, last, oldest, failing] = await Promise.all([
    readFixitySetting(instance),
    lastRound(owner),
    lastCheck(owner),
    oldestCheck(owner),
    allFailing(owner),
  ]);
  const called = await referencesOf(
    owner,
    failing.flatMap(({ items }) => items),
  );
  return {
    ...setting,
    running: round !== null && round.ended === null,
    last: last && { at: last.at, files: last.files, bytes: last.bytes, altered: last.altered, missing: last.missing },
    oldestCheck: oldest?.toISOString() ?? null,
    problems: failing.flatMap(({ items, outcome, compartment, checked }) =>
      outcome === 'whole'
        ? []
        : items.map((item) => ({
            item,
            reference: called.get(item) ?? '',
            compartment,
            kind: outcome,
            at: checked.toISOString(),
          })),
    ),
  };
}
