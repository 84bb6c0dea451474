const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Between two tries, give or take a quarter (milliseconds). */
export const LONGEST_PAUSE = HOUR;
/** What lies further ahead was noted while a clock was wrong (milliseconds). */
export const AHEAD = 24 * HOUR;

/** Hours between slots unless the setting says otherwise. */
export const USUAL_HOURS = 6;
/** Its setting, whose value is one of {@link HOURS}. */
export const HOURS_SETTING = 'stamp-hours';
/** The hours that may be set: each divides the day, so that slots lie at the same hours every day. */
export const HOURS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 24];

/**
 * Start of the slot that a moment lies in. Time stamps are fetched, witnesses asked and checkpoints published at fixed hours
 * in UTC, whatever was recorded: the growth of a log would show when a team works (security design §2).
 *
 * @param now milliseconds
 */
export function slotAt(now: number, hours: number): number {
  return now - (now % (hours * HOUR));
}

export function nextSlot(now: number, hours: number): number {
  return slotAt(now, hours) + hours * HOUR;
}

/**
 * How long to wait after so many failures in a row: a minute, then twice as long each time, an hour at most; a quarter more
 * or less, so that many instances do not come back to an authority in the same second.
 *
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function backOff(failures: number, random: number): number {
  return Math.min(LONGEST_PAUSE, MINUTE * 2 ** Math.min(failures - 1, 10)) * (0.75 + random / 2);
}
