import type { Queries } from '../record/index.ts';
import { DEFAULT_SCHEDULE, HOURS, SCHEDULE_SETTING, type Schedule } from './schedule.ts';

/** The schedule that the operator has set, else the default. */
export async function scheduleOf(db: Queries): Promise<Schedule> {
  const { rows } = await db.query('select value from cairn.setting where name = $1', [SCHEDULE_SETTING]);
  const hours = (rows[0]?.value as { everyHours?: unknown } | undefined)?.everyHours;
  return typeof hours === 'number' && HOURS.includes(hours) ? { everyHours: hours } : DEFAULT_SCHEDULE;
}
