import type { FuzzyTime, TimePrecision } from '@cairn/model';
import { type Codec, given, reading } from './codec.ts';

export interface TimeForm {
  start: string;
  end: string;
  precision: string;
  asStated: string;
}

/** How exact a date is by its own length; a longer reading is not put into the source's mouth. */
function precisionOf(text: string): TimePrecision {
  if (text.length <= 4) return text === '' ? 'unknown' : 'year';
  if (text.length <= 7) return 'month';
  return text.length <= 10 ? 'day' : 'minute';
}

/** `2031-03-06 14:05` is what people type; the standard has a T between date and clock. */
const bound = (text: string) => text.trim().replace(/^(\d{4}-\d\d-\d\d) +(?=\d)/, '$1T') || undefined;

export const timeCodec: Codec<FuzzyTime, TimeForm> = {
  toForm: (time) => ({
    start: time?.start?.replace('T', ' ') ?? '',
    end: time?.end?.replace('T', ' ') ?? '',
    precision: time?.precision ?? '',
    asStated: time?.asStated ?? '',
  }),
  toValue(form, before) {
    const start = bound(form.start);
    const end = bound(form.end);
    const asStated = form.asStated.trim() || undefined;
    if (!start && !end && !asStated && (form.precision === '' || form.precision === 'unknown')) {
      return reading(form.precision === 'unknown' ? { ...given({ tz: before?.tz }), precision: 'unknown' } : undefined);
    }
    const precision = (form.precision || precisionOf(start ?? end ?? '')) as TimePrecision;
    return reading<FuzzyTime>({ ...given({ start, end, tz: before?.tz, asStated }), precision });
  },
};
