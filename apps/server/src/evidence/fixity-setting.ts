import type { Instance } from '../database/index.ts';
import { commitDeed } from '../record/index.ts';
import { fixitySetting } from './fixity-store.ts';

/** How often every file is read, and how fast. */
export interface FixitySetting {
  /** Days within which each file is read once. */
  readonly everyDays: number;
  /** Megabytes (10^6 bytes) per second at most. */
  readonly rate: number;
}

export const FIXITY_DEFAULT: FixitySetting = { everyDays: 30, rate: 20 };

/** What holds now; what a damaged row says is not taken for a number. */
export async function readFixitySetting(instance: Instance): Promise<FixitySetting> {
  return fixitySettingOf(await fixitySetting(instance.access));
}

export function fixitySettingOf(value: unknown): FixitySetting {
  const { everyDays, rate } = (value ?? {}) as Partial<Record<keyof FixitySetting, unknown>>;
  const positive = (given: unknown, otherwise: number): number =>
    typeof given === 'number' && given > 0 && Number.isFinite(given) ? given : otherwise;
  return {
    everyDays: positive(everyDays, FIXITY_DEFAULT.everyDays),
    rate: positive(rate, FIXITY_DEFAULT.rate),
  };
}

export async function setFixity(instance: Instance, by: string, value: FixitySetting): Promise<void> {
  const row = { name: 'fixity', value };
  await commitDeed(instance, { table: 'setting', row, by, reason: 'How often files are read' });
}
