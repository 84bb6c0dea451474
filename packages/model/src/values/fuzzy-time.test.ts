import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FuzzyTime, ImpossibleTime, periodOf, TIME_PRECISIONS, timeProblems } from './fuzzy-time.ts';

const two = (part: number) => String(part).padStart(2, '0');

/** Dates of every granularity, impossible ones included. */
const written = fc
  .tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
    fc.integer({ min: 0, max: 25 }),
    fc.integer({ min: 0, max: 61 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([year, month, day, hour, minute, parts]) => {
    const date = [String(year), two(month), two(day)].slice(0, parts).join('-');
    return parts === 4 ? `${date}T${two(hour)}:${two(minute)}` : date;
  });

const zone = fc.constantFrom('Europe/Kyiv', 'UTC', 'Asia/Tokyo', 'America/St_Johns', 'Australia/Lord_Howe');

const time: fc.Arbitrary<FuzzyTime> = fc.record(
  { start: written, end: written, precision: fc.constantFrom(...TIME_PRECISIONS), tz: zone },
  { requiredKeys: ['precision'] },
);

const possible = time.filter((each) => timeProblems(each, '').length === 0);

const isCalendarDay = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

describe('the period of a fuzzy time', () => {
  test.each<[FuzzyTime, string | null, string | null]>([
    [
      { start: '2022-03-03', end: '2022-03-06', precision: 'few-days' },
      '2022-03-02T22:00:00.000Z',
      '2022-03-06T22:00:00.000Z',
    ],
    [{ start: '2022-07-03', precision: 'day', tz: 'UTC' }, '2022-07-03T00:00:00.000Z', '2022-07-04T00:00:00.000Z'],
    [{ start: '2019', precision: 'year', tz: 'UTC' }, '2019-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'],
    [{ start: '2019-02', precision: 'month', tz: 'UTC' }, '2019-02-01T00:00:00.000Z', '2019-03-01T00:00:00.000Z'],
    [{ start: '2022-03-03', precision: 'month', tz: 'UTC' }, '2022-03-01T00:00:00.000Z', '2022-04-01T00:00:00.000Z'],
    [{ start: '2022-03-03', precision: 'week', tz: 'UTC' }, '2022-02-28T00:00:00.000Z', '2022-03-07T00:00:00.000Z'],
    [{ start: '2022-03-03', precision: 'few-days', tz: 'UTC' }, '2022-02-28T00:00:00.000Z', '2022-03-07T00:00:00.000Z'],
    [
      { start: '2022-03-03T14:05', precision: 'hour', tz: 'UTC' },
      '2022-03-03T14:00:00.000Z',
      '2022-03-03T15:00:00.000Z',
    ],
    [{ start: '2022-03-03T14:05+05:30', precision: 'minute' }, '2022-03-03T08:35:00.000Z', '2022-03-03T08:36:00.000Z'],
    [{ end: '2022-03-06', precision: 'day', tz: 'UTC' }, null, '2022-03-07T00:00:00.000Z'],
    [{ precision: 'unknown' }, null, null],
  ])('%j', (given, start, end) => {
    expect(periodOf(given)).toEqual({ start, end });
  });

  test('the day on which clocks change in Kyiv has 23 hours in spring and 25 in autumn', () => {
    const hours = (day: string) => {
      const { start, end } = periodOf({ start: day, precision: 'day' });
      return (Date.parse(end ?? '') - Date.parse(start ?? '')) / 3_600_000;
    };
    expect([hours('2022-03-27'), hours('2022-10-30'), hours('2022-05-01')]).toEqual([23, 25, 24]);
  });

  test('a time that autumn repeats covers both of its instants', () => {
    expect(periodOf({ start: '2022-10-30T03:30', precision: 'minute' })).toEqual({
      start: '2022-10-30T00:30:00.000Z',
      end: '2022-10-30T01:31:00.000Z',
    });
  });

  test('a possible time has a period that is never empty and never ends before it starts', () => {
    fc.assert(
      fc.property(possible, (each) => {
        const { start, end } = periodOf(each);
        if (start !== null && end !== null) expect(start < end).toBe(true);
        if (each.end !== undefined) expect(end).not.toBeNull();
      }),
    );
  });

  test('a coarser precision never leaves out what a finer one holds', () => {
    const clock = fc.constantFrom('minute', 'hour', 'day', 'month', 'year');
    fc.assert(
      fc.property(written, clock, clock, zone, (start, a, b, tz) => {
        const times = [a, b].map((precision) => ({ start, precision, tz }) as FuzzyTime);
        fc.pre(times.every((each) => timeProblems(each, '').length === 0));
        times.sort((x, y) => TIME_PRECISIONS.indexOf(x.precision) - TIME_PRECISIONS.indexOf(y.precision));
        const [fine, coarse] = times.map(periodOf);
        expect(String(coarse?.start) <= String(fine?.start)).toBe(true);
        expect(String(coarse?.end) >= String(fine?.end)).toBe(true);
      }),
    );
  });

  test('days follow one another without gap or overlap in every zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        zone,
        (at, tz) => {
          const day = (offset: number) =>
            periodOf({
              start: new Date(at.getTime() + offset * 86_400_000).toISOString().slice(0, 10),
              precision: 'day',
              tz,
            });
          expect(day(0).end).toBe(day(1).start);
        },
      ),
    );
  });
});

describe('impossible times', () => {
  test('every day that no calendar has is a problem, and every other day is none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2100 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const start = `${y}-${two(m)}-${two(d)}`;
          expect(timeProblems({ start, precision: 'day' }, '/time').length === 0).toBe(isCalendarDay(start));
        },
      ),
    );
  });

  test('whatever the problems find, periodOf refuses, unless the bounds only stand in the wrong order', () => {
    fc.assert(
      fc.property(time, (each) => {
        const codes = timeProblems(each, '').map(({ code }) => code);
        if (codes.includes('impossible-date')) expect(() => periodOf(each)).toThrow(ImpossibleTime);
        else expect(() => periodOf(each)).not.toThrow();
      }),
    );
  });

  test('no text makes the reader stumble', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (start, tz) => {
        expect(Array.isArray(timeProblems({ start, tz, precision: 'day' }, ''))).toBe(true);
      }),
    );
  });

  test.each([
    [{ start: '2022-03-06', end: '2022-03-03', precision: 'day' }, '/time/end', 'end-before-start'],
    [{ start: '2022-02-29', precision: 'day' }, '/time/start', 'impossible-date'],
    [{ start: '2022-03-03T24:10', precision: 'minute' }, '/time/start', 'impossible-date'],
    [{ start: '2022-03-03', precision: 'day', tz: 'Europe/Atlantis' }, '/time/tz', 'unknown-zone'],
    [{ precision: 'day' }, '/time', 'time-without-date'],
  ] as const)('%j is refused at %s', (given, path, code) => {
    expect(timeProblems(given, '/time')).toMatchObject([{ path, code }]);
  });
});
