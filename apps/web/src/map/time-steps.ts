import type { Step } from './questions.ts';
import type { Days, TimelineAnswer } from './shapes.ts';

export type Bar = TimelineAnswer['bars'][number];

/** The day after, as YYYY-MM-DD. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** What a step of that kind after a day begins with. */
export function nextStep(day: string, step: Step): string {
  if (step === 'day') return dayAfter(day);
  const [year = 0, month = 1] = day.split('-').map(Number);
  if (step === 'year') return `${String(year + 1).padStart(4, '0')}-01-01`;
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Most bars that can be told apart. */
const MOST = 400;

/** The server leaves out steps in which nothing happened; an axis of time has them. Too many of them are left out again. */
export function withGaps(bars: readonly Bar[], step: Step): Bar[] {
  const sorted = [...bars].map(({ start, end, n }) => ({ start: start.slice(0, 10), end: end.slice(0, 10), n }));
  sorted.sort((a, b) => (a.start < b.start ? -1 : 1));
  const full: Bar[] = [];
  for (const bar of sorted) {
    let day = full.at(-1)?.end;
    while (day !== undefined && day < bar.start && full.length < MOST) {
      const end = nextStep(day, step);
      full.push({ start: day, end, n: 0 });
      day = end;
    }
    full.push({ ...bar, end: nextStep(bar.start, step) });
  }
  return full.length <= MOST ? full : sorted.slice(-MOST);
}

/** The days from one bar to another, in whichever order. */
export function daysBetween(bars: readonly Bar[], one: number, other: number): Days | null {
  const [first, last] = [bars[Math.min(one, other)], bars[Math.max(one, other)]];
  return first && last ? { from: first.start, to: last.end } : null;
}

/** Whether a bar lies in chosen days; half of it is enough to be shown so. */
export function within(bar: Bar, days: Partial<Days>): boolean {
  return (days.from === undefined || bar.end > days.from) && (days.to === undefined || bar.start < days.to);
}
