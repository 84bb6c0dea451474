import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Count } from '../values/count.ts';
import type { FuzzyTime } from '../values/fuzzy-time.ts';
import { codesOf } from '../vocabularies/registry.ts';
import { describeCount } from './count.ts';
import { OUTCOME_FORMS } from './harm-words.ts';
import { describePlace } from './place.ts';
import { describeTime } from './time.ts';

describe('a time in words', () => {
  test.each<[FuzzyTime, string, string]>([
    [
      { start: '2022-03-03', end: '2022-03-06', precision: 'few-days' },
      'between 3 and 6 March 2022',
      'між 3 і 6 березня 2022 року',
    ],
    [{ start: '2022-03', precision: 'month' }, 'March 2022, day unknown', 'березень 2022 року, день невідомий'],
    [
      { start: '2022-03-01', end: '2022-03-31', precision: 'month' },
      'March 2022, day unknown',
      'березень 2022 року, день невідомий',
    ],
    [{ start: '2019', precision: 'year' }, '2019, month and day unknown', '2019 рік, місяць і день невідомі'],
    [{ start: '2022-03-03', precision: 'day' }, '3 March 2022', '3 березня 2022 року'],
    [
      { start: '2021-12-30', end: '2022-01-02', precision: 'few-days' },
      'between 30 December 2021 and 2 January 2022',
      'між 30 грудня 2021 року і 2 січня 2022 року',
    ],
    [
      { start: '2022-03', end: '2022-05', precision: 'month' },
      'between March and May 2022',
      'між березнем і травнем 2022 року',
    ],
    [{ end: '2022-03-06', precision: 'day' }, 'no later than 6 March 2022', 'не пізніше 6 березня 2022 року'],
    [
      { start: '2022-03-03T14:05', precision: 'minute' },
      '3 March 2022, 14:05 (Europe/Kyiv)',
      '3 березня 2022 року, 14:05 (Europe/Kyiv)',
    ],
    [{ precision: 'unknown' }, 'date unknown', 'дата невідома'],
  ])('%j', (time, en, uk) => {
    expect([describeTime(time, 'en'), describeTime(time, 'uk')]).toEqual([en, uk]);
  });

  test('never names a day that is not known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const start = `${year}-${String(month).padStart(2, '0')}`;
        for (const precision of ['day', 'month'] as const) {
          expect(describeTime({ start, precision }, 'en')).toMatch(/^[A-Z][a-z]+ \d{4}, day unknown$/);
        }
      }),
    );
  });
});

describe('a count in words', () => {
  const persons = (count: Omit<Count, 'unit'>): Count => ({ ...count, unit: 'persons' });

  test.each<[Omit<Count, 'unit'>, string, string]>([
    [{ low: 3, best: 4, high: 5 }, '3–5 killed, likely 4', '3–5 убитих, імовірно 4'],
    [{ low: 3 }, 'at least 3 killed', 'щонайменше 3 убиті'],
    [{ low: 3, best: 4 }, 'at least 3 killed, likely 4', 'щонайменше 3 убиті, імовірно 4'],
    [{ high: 5 }, 'at most 5 killed', 'щонайбільше 5 убитих'],
    [{ best: 1 }, '1 killed', '1 убитий'],
    [{ low: 21, best: 21, high: 21 }, '21 killed', '21 убитий'],
    [{}, 'killed, number unknown', 'убиті, кількість невідома'],
    [
      { low: 5, best: 3 },
      'killed: low 5, best 3 (impossible as given)',
      'убиті: найменше 5, найімовірніше 3 (неможливо в такому вигляді)',
    ],
  ])('%j', (count, en, uk) => {
    expect([describeCount(persons(count), 'en', 'killed'), describeCount(persons(count), 'uk', 'killed')]).toEqual([
      en,
      uk,
    ]);
  });

  test('shows its unit where no outcome is named, in the right Ukrainian form', () => {
    const words = [1, 2, 5, 11, 12, 21, 22, 25, 111].map((best) =>
      describeCount(persons({ best }), 'uk').split(' ').at(-1),
    );
    expect(words).toEqual(['особа', 'особи', 'осіб', 'осіб', 'осіб', 'особа', 'особи', 'осіб', 'осіб']);
  });

  test('shows every figure that was given', () => {
    const figure = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(fc.record({ low: figure, best: figure, high: figure }, { requiredKeys: [] }), (given) => {
        for (const language of ['en', 'uk'] as const) {
          const words = describeCount(persons(given), language, 'injured');
          for (const each of Object.values(given)) expect(words).toContain(String(each));
        }
      }),
    );
  });

  test('has words for every outcome', () => {
    expect(Object.keys(OUTCOME_FORMS).sort()).toEqual(codesOf('outcome').sort());
  });
});

test('a place in words says how exactly it is known', () => {
  const place = { name: { en: 'Izium', uk: 'Ізюм' } };
  expect(describePlace({ ...place, precision: 'exact' }, 'en')).toBe('Izium');
  expect(describePlace({ ...place, precision: 'near' }, 'en')).toBe('Izium, or near it (within about 5 km)');
  expect(describePlace({ ...place, precision: 'near', radiusM: 500 }, 'uk')).toBe(
    'Ізюм, або поблизу (у межах близько 500 м)',
  );
  expect(describePlace({ precision: 'unknown' }, 'uk')).toBe('місце невідоме');
});
