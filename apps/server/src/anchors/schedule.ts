/**
 * Time stamps are fetched, witnesses asked and checkpoints published at fixed times, whatever was written meanwhile: the
 * growth of a log would show when a team works (security design §2).
 */
export interface Schedule {
  /** 1, 2, 3, 4, 6, 8, 12 or 24: slots begin at 00:00 UTC and every so many hours from there. */
  readonly everyHours: number;
}

/** Hours that divide a day. */
export const HOURS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 24];
export const DEFAULT_SCHEDULE: Schedule = { everyHours: 6 };
/** Its setting; the value is a {@link Schedule}. */
export const SCHEDULE_SETTING = 'anchor-schedule';

const HOUR = 3_600_000;

/** The beginning of the slot in which a moment lies. */
export function slotAt(now: Date, { everyHours }: Schedule): Date {
  const length = everyHours * HOUR;
  return new Date(Math.floor(now.getTime() / length) * length);
}

/** The beginning of the slot after it. */
export function nextSlot(now: Date, schedule: Schedule): Date {
  return new Date(slotAt(now, schedule).getTime() + schedule.everyHours * HOUR);
}
