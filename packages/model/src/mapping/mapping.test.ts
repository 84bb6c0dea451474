import { expect, test } from 'vitest';
import { periodOf } from '../values/fuzzy-time.ts';
import { mappingProblems } from './problems.ts';
import { readStatedTime } from './stated-time.ts';
import type { DateFormat } from './table.ts';

test.each([
  ['2022-02-24', { start: '2022-02-24', precision: 'day' }],
  ['24.02.2022', { start: '2022-02-24', precision: 'day', asStated: '24.02.2022' }],
  ['24 лютого 2022 року', { start: '2022-02-24', precision: 'day' }],
  ['24 February 2022', { start: '2022-02-24', precision: 'day' }],
  ['Feb 24, 2022', { start: '2022-02-24', precision: 'day' }],
  ['березень 2022', { start: '2022-03', precision: 'month' }],
  ['2022', { start: '2022', precision: 'year' }],
  ['24.02.2022 05:40', { start: '2022-02-24T05:40', precision: 'minute' }],
  ['2022-02-24T05:40:12+02:00', { start: '2022-02-24T05:40+02:00', precision: 'minute' }],
  ['2022-02-24 00:00:00', { start: '2022-02-24', precision: 'day' }],
  ['24.02.2022 5:40 pm', { start: '2022-02-24T17:40', precision: 'minute' }],
  ['24.02.2022 10 год.', { start: '2022-02-24T10:00', precision: 'hour' }],
  ['24.02.2022 10:00-11:30', { start: '2022-02-24T10:00', end: '2022-02-24T11:30', precision: 'minute' }],
  ['24.02.2022 between 10:00 and 11:00', { start: '2022-02-24T10:00', end: '2022-02-24T11:00' }],
  ['24.02.2022 – 26.02.2022', { start: '2022-02-24', end: '2022-02-26', precision: 'day' }],
  ['about 24.02.2022', { start: '2022-02-24', precision: 'few-days' }],
])('the words "%s" are read', (words, time) => {
  expect(readStatedTime(words)).toMatchObject({ time, unclear: null });
});

test.each([
  ['24.02.2022 about 10:00', '2022-02-24T09:00', '2022-02-24T10:00'],
  ['24.02.2022 бл. 10:00', '2022-02-24T09:00', '2022-02-24T10:00'],
  ['24.02.2022, близько 10:30', '2022-02-24T10:00', undefined],
  ['24.02.2022 ~ 10:50', '2022-02-24T10:00', '2022-02-24T11:00'],
  ['24.02.2022 about 00:05', '2022-02-23T23:00', '2022-02-24T00:00'],
])('"%s" is known to the hour, and no minute is made up', (words, start, end) => {
  const { time, unclear } = readStatedTime(words);
  expect(time).toEqual({ start, ...(end === undefined ? {} : { end }), precision: 'hour', asStated: words });
  expect(unclear).toBeNull();
});

test('about 10:00 lies from nine to eleven', () => {
  const { time } = readStatedTime('2022-07-01 about 10:00', { zone: 'UTC' });
  expect(periodOf(time)).toEqual({ start: '2022-07-01T09:00:00.000Z', end: '2022-07-01T11:00:00.000Z' });
});

test.each(['early morning', 'рано-вранці', 'вночі', 'in the late evening', 'about noon', 'близько опівночі'])(
  'a part of the day, "%s", leaves the day',
  (words) => {
    const stated = `24.02.2022 ${words}`;
    expect(readStatedTime(stated)).toEqual({
      time: { start: '2022-02-24', precision: 'day', asStated: stated },
      unclear: null,
    });
  },
);

test('words that are not understood stay, and are told of', () => {
  expect(readStatedTime('24.02.2022 when the siren stopped')).toEqual({
    time: { start: '2022-02-24', precision: 'day', asStated: '24.02.2022 when the siren stopped' },
    unclear: 'time-of-day',
  });
  for (const words of ['30.02.2022', '03/04/2022', 'spring', '24.02.2022 – 20.02.2022', '1/2']) {
    expect(readStatedTime(words)).toEqual({ time: { precision: 'unknown', asStated: words }, unclear: 'date' });
  }
  expect(readStatedTime(' ')).toEqual({ time: { precision: 'unknown' }, unclear: null });
  expect(readStatedTime('24.02.2022 25:61')).toMatchObject({ time: { start: '2022-02-24' }, unclear: 'time-of-day' });
});

test.each([
  ['03/04/2022', ['DD/MM/YYYY'], '2022-04-03'],
  ['03/04/2022', ['MM/DD/YYYY'], '2022-03-04'],
  ['13/04/2022', ['MM/DD/YYYY', 'DD/MM/YYYY'], '2022-04-13'],
  ['24.02.22', ['DD.MM.YY'], '2022-02-24'],
  ['44616', ['serial'], '2022-02-24'],
  ['44616.25', ['serial'], '2022-02-24T06:00'],
  ['20220224', ['YYYYMMDD'], '2022-02-24'],
])('the form of %s is named: %j', (words, formats, start) => {
  expect(readStatedTime(words, { formats: formats as DateFormat[] }).time).toMatchObject({ start });
});

test('an end in columns of its own', () => {
  expect(readStatedTime('24.02.2022', { end: '26.02.2022' }).time).toEqual({
    ...{ start: '2022-02-24', end: '2022-02-26', precision: 'day', asStated: '24.02.2022 – 26.02.2022' },
  });
});

const mapping = {
  cairnMapping: 1,
  name: 'hospitals',
  title: 'Hospitals',
  incident: { title: 'What', time: { columns: ['Date', 'Time'] }, counts: [{ outcome: 'killed', best: 'Killed' }] },
  acts: [{ type: { column: 'Weapon', values: { Drone: 'shelling-or-bombing' }, otherwise: 'unknown' } }],
  actors: [{ column: 'Victims', separators: [';', '\n'], role: 'victim-of', actorType: 'person', act: 1 }],
};

test('a mapping that is one has no problems', () => {
  expect(mappingProblems(mapping)).toEqual([]);
});

test.each([
  [{ name: 'Mein Mapping' }, '/name'],
  [{ incident: { ...mapping.incident, tytle: 'x' } }, '/incident/tytle'],
  [{ incident: {} }, '/incident/title'],
  [{ incident: { title: 'x', counts: [{ outcome: 'slain', best: 'K' }] } }, '/incident/counts/0/outcome'],
  [{ incident: { title: 'x', time: { columns: ['D'], formats: ['DMY'] } } }, '/incident/time/formats/0'],
  [{ incident: { title: 'x', time: { columns: ['D'], zone: 'Kyiv' } } }, '/incident/time/zone'],
  [{ incident: { title: 'x', place: { latitude: 'Lat' } } }, '/incident/place'],
  [{ incident: { title: 'x', tags: [{}] } }, '/incident/tags/0'],
  [{ incident: { title: 'x', custom: { 'A key': { column: 'X', type: 'text' } } } }, '/incident/custom/A key'],
  [{ acts: [{ type: { column: 'W', values: { x: 'bombing' } } }] }, '/acts/0/type/values/x'],
  [{ actors: [{ ...mapping.actors[0], act: 2 }] }, '/actors/0/act'],
  [{ file: { encoding: 'klingon' } }, '/file/encoding'],
  [{ cairnMapping: 2 }, '/cairnMapping'],
])('%j is refused at its place', (change, path) => {
  expect(mappingProblems({ ...mapping, ...change }).map((each) => each.path)).toContain(path);
});

test('what is no object is refused', () => {
  for (const value of [null, [], 'x', 3]) expect(mappingProblems(value)).toHaveLength(1);
});
