import { findTerm } from '@cairn/model';
import { expect, test } from 'vitest';
import { acled } from './acled.ts';
import { EVENT_TYPES, SUB_TYPES } from './acled-terms.ts';
import { awsd } from './awsd.ts';
import { civilianHarm } from './civilian-harm.ts';
import type { Format, Mapped, SourceRow } from './format.ts';
import { FORMATS } from './formats.ts';
import { acledRow, awsdRow, harmRow, ucdpRow } from './invented-files.ts';
import { ucdpGed } from './ucdp-ged.ts';

function map(format: Format, values: Readonly<Record<string, unknown>>): Mapped {
  const row: SourceRow = { number: 1, id: '1', values };
  return format.map(row);
}

const ucdp = (cells: Record<string, string>) => map(ucdpGed, ucdpRow(cells));
const aid = (cells: Record<string, string>) => map(awsd, awsdRow(cells));
const event = (cells: Record<string, string>) => map(acled, acledRow(cells));
const harm = (values: Record<string, unknown>) => map(civilianHarm, harmRow(values));
const problems = ({ flags }: Mapped) => flags.map(({ column, problem }) => `${column}: ${problem}`);
const body = (mapped: Mapped, role: string) => mapped.drafts.find((draft) => draft.role === role)?.body;

test.each(FORMATS)('$name declares only columns that it reads', ({ required, columns, mapping, idColumn }) => {
  expect(columns).toEqual(expect.arrayContaining([...required, idColumn, ...mapping.flatMap(({ from }) => from)]));
});

test('every category that a format defines is read without a flag and means a term that we have', () => {
  const rows: [Format, Record<string, unknown>][] = [
    ...Object.entries(ucdpGed.categories).flatMap(([column, all]) =>
      all.map((value): [Format, Record<string, unknown>] => [ucdpGed, ucdpRow({ [column]: value })]),
    ),
    ...Object.entries(awsd.categories).flatMap(([column, all]) =>
      all.map((value): [Format, Record<string, unknown>] => [awsd, awsdRow({ [column]: ` ${value.toUpperCase()} ` })]),
    ),
    ...Object.entries(SUB_TYPES).map(([sub, { of }]): [Format, Record<string, unknown>] => [
      acled,
      acledRow({ event_type: of.toUpperCase(), sub_event_type: ` ${sub} ` }),
    ]),
    ...Object.entries(acled.categories)
      .filter(([column]) => !column.endsWith('_type'))
      .flatMap(([column, all]) =>
        all.map((value): [Format, Record<string, unknown>] => [acled, acledRow({ [column]: value })]),
      ),
    ...Object.entries(civilianHarm.categories).flatMap(([key, all]) =>
      all.map((value): [Format, Record<string, unknown>] => [civilianHarm, harmRow({ filters: [{ key, value }] })]),
    ),
  ];
  expect(rows.length).toBeGreaterThan(70);
  for (const [format, values] of rows) {
    const mapped = map(format, values);
    expect(problems(mapped)).toEqual([]);
    for (const { kind, body } of mapped.drafts) {
      if (kind !== 'act') continue;
      for (const coding of [body.type, body.method, body.object] as ({ scheme: string; code: string } | undefined)[]) {
        if (coding !== undefined) expect(findTerm(coding.scheme, coding.code), coding.code).toBeDefined();
      }
    }
    for (const actor of mapped.actors) expect(findTerm('actor-type', String(actor.body.actorType))).toBeDefined();
  }
});

test('a category that nobody defined is flagged and kept', () => {
  const mapped = aid({ 'Means of attack': 'Catapult ' });
  expect(problems(mapped)).toEqual(['Means of attack: category-unknown']);
  expect(body(mapped, 'act:1')).toMatchObject({ type: { code: 'unknown', asStated: 'Catapult ' } });
  expect(problems(harm({ filters: [{ key: 'Colour', value: 'Blue' }] }))).toEqual(['filters: category-unknown']);
  expect(problems(ucdp({ where_prec: '9', type_of_violence: '4' }))).toEqual([
    'type_of_violence: category-unknown',
    'where_prec: category-unknown',
  ]);
});

test('fighting has two perpetrators, one-sided violence a victim', () => {
  const types = (mapped: Mapped) => mapped.drafts.filter(({ kind }) => kind === 'link').map(({ body }) => body.type);
  expect(types(ucdp({ type_of_violence: '2' }))).toEqual(['perpetrator-of', 'perpetrator-of']);
  const oneSided = ucdp({ type_of_violence: '3', side_b: 'Civilians', side_b_new_id: '1' });
  expect(types(oneSided)).toEqual(['perpetrator-of', 'victim-of']);
  expect(oneSided.actors.map(({ key }) => key)).toEqual(['12', 'civilians']);
});

test.each([
  [{ low: '4' }, ['best: count-order'], { low: 4, best: 3, high: 4, anomalies: ['low>best'] }],
  [{ high: '2' }, ['best: count-order'], { low: 3, best: 3, high: 2, anomalies: ['best>high', 'low>high'] }],
  [
    { best: '-1', low: '-1' },
    ['low: count-impossible', 'best: count-impossible'],
    { low: -1, best: -1, high: 4, anomalies: ['negative'] },
  ],
  [{ best: 'many' }, ['best: count-impossible'], { low: 3, high: 4, anomalies: ['best is "many"'] }],
  [{ best: '' }, [], { low: 3, high: 4 }],
])('figures %j are kept as they are', (cells, flags, count) => {
  const mapped = ucdp(cells);
  expect(problems(mapped)).toEqual(flags);
  expect(body(mapped, 'incident')?.counts).toEqual([{ outcome: 'killed', count: { ...count, unit: 'persons' } }]);
});

test.each([
  [
    { date_start: '2013-01-03 00:00:00.000', date_end: '2013-01-04T00:00' },
    [],
    { start: '2013-01-03', end: '2013-01-04', precision: 'day' },
  ],
  [
    { date_start: '2013-02-30' },
    ['date_start: date-impossible'],
    { start: '2019-03-04', asStated: '2013-02-30 to 2019-03-04' },
  ],
  [
    { date_end: '2018-01-01' },
    ['date_end: date-impossible'],
    { precision: 'unknown', asStated: '2019-03-04 to 2018-01-01' },
  ],
  [
    { date_start: 'spring', date_end: '' },
    ['date_start: date-impossible', 'date_end: date-impossible'],
    { precision: 'unknown' },
  ],
])('dates %j', (cells, flags, time) => {
  const mapped = ucdp(cells);
  expect(problems(mapped)).toEqual(flags);
  expect(body(mapped, 'incident')?.time).toMatchObject(time);
});

test.each([
  [{}, [], { start: '2018-05-09', precision: 'day' }],
  [{ Day: '' }, ['Day: day-missing'], { start: '2018-05', precision: 'month' }],
  [{ Month: ' ', Day: '' }, ['Month: month-missing', 'Day: day-missing'], { start: '2018', precision: 'year' }],
  [{ Month: '' }, ['Month: month-missing'], { start: '2018', precision: 'year', asStated: '2018-?-9' }],
  [
    { Month: '2', Day: '29' },
    ['Day: date-impossible'],
    { start: '2018-02', precision: 'month', asStated: '2018-2-29' },
  ],
  [{ Month: '13' }, ['Month: date-impossible'], { start: '2018', precision: 'year' }],
  [{ Year: '' }, ['Year: date-impossible'], { precision: 'unknown', asStated: '?-5-9' }],
])('year, month and day %j', (cells, flags, time) => {
  const mapped = aid(cells as Record<string, string>);
  expect(problems(mapped)).toEqual(flags);
  expect(body(mapped, 'incident')?.time).toMatchObject(time);
});

test('dates of the civilian-harm file have the month first', () => {
  expect(body(harm({ date: '02/03/2022' }), 'incident')?.time).toMatchObject({
    start: '2022-02-03',
    asStated: '02/03/2022',
  });
  expect(problems(harm({ date: '13/02/2022' }))).toEqual(['date: date-impossible']);
});

test.each([
  ['', '', ['Latitude: coordinates-missing', 'Longitude: coordinates-missing'], undefined],
  ['12.5\t', ' 45', [], { latitude: 12.5, longitude: 45 }],
  ['12.5, 45', '45', ['Latitude: coordinates-impossible'], undefined],
  ['91', '181', ['Latitude: coordinates-impossible', 'Longitude: coordinates-impossible'], undefined],
  ['-90', '180', [], { latitude: -90, longitude: 180 }],
  ['NaN', '0x10', ['Latitude: coordinates-impossible', 'Longitude: coordinates-impossible'], undefined],
])('coordinates "%s", "%s"', (Latitude, Longitude, flags, point) => {
  const mapped = aid({ Latitude, Longitude });
  expect(problems(mapped)).toEqual(flags);
  expect((body(mapped, 'incident')!.place as { point?: unknown }).point).toEqual(point);
});

test('kidnapped people have an act of their own beside a shooting', () => {
  const mapped = aid({ 'Nationals kidnapped': '3', 'Total kidnapped': '3' });
  expect(body(mapped, 'act:1')).toMatchObject({
    type: { code: 'shooting' },
    harm: [{ outcome: 'killed' }, { outcome: 'injured' }],
  });
  expect(body(mapped, 'act:2')).toMatchObject({
    type: { code: 'abduction' },
    harm: [{ outcome: 'kidnapped', count: { best: 3 } }],
  });
});

test('each weapon of a row is an act, and each area a code of the incident', () => {
  const filters = [
    { key: 'Type of area affected', value: 'Residential' },
    { key: 'Type of area affected', value: 'Healthcare' },
    { key: 'Weapon System', value: 'Small arms' },
    { key: 'Weapon System', value: 'Land mines' },
  ];
  const mapped = harm({ filters });
  expect(body(mapped, 'act:1')).toMatchObject({ method: { code: 'small-arms' }, object: { code: 'home' } });
  expect(body(mapped, 'act:2')).toMatchObject({ method: { code: 'landmine' } });
  expect(body(mapped, 'incident')?.codes).toHaveLength(4);
});

test('sources stand apart from what everyone reads', () => {
  expect(ucdp({ source_office: '"Blue Radio";Morning Herald; blue radio' }).sources.map(({ names }) => names)).toEqual([
    ['blue radio'],
    ['Morning Herald'],
  ]);
  const mapped = harm({
    sources: [{ path: 'https://t.me/invented/1' }, { path: 'https://t.me/invented/2' }, { path: 'HIDDEN' }],
  });
  expect(mapped.sources).toEqual([
    { key: 't.me/invented', actorType: 'account', names: [], addresses: ['https://t.me/invented'] },
  ]);
  expect(JSON.stringify(mapped.drafts)).not.toContain('t.me');
});

test('a generic word is no actor that rows share', () => {
  expect(aid({ 'Actor type': 'Unaffiliated', 'Actor name': 'Youths' }).actors.map(({ key }) => key)).toEqual([
    'aid-workers',
  ]);
  expect(aid({ 'Actor name': 'Unknown ' }).actors.map(({ key }) => key)).toEqual(['aid-workers']);
  expect(aid({}).actors.map(({ key }) => key)).toEqual(['aid-workers', 'named:tunro front']);
});

test('a row that knows neither means nor country is called by its id', () => {
  const title = (cells: Record<string, string>) => body(aid(cells), 'incident')?.title;
  expect(title({ 'Means of attack': 'Unknown', Country: '' })).toBe('AWSD 1');
  expect(title({ 'Means of attack': '', Country: ' ' })).toBe('AWSD 1');
  expect(title({ 'Means of attack': 'Unknown', Country: 'Dorba' })).toBe('Unknown, Dorba');
});

test('a place that ends in a full stop loses it before the colon of a title', () => {
  const title = (values: Record<string, unknown>) => body(harm(values), 'incident')?.title;
  expect(title({ location: 'Dorba, Eastern district.', description: 'A house burned. Then rain.' })).toBe(
    'Dorba, Eastern district: A house burned',
  );
});

test('groups that rows share are named in both languages', () => {
  const names = ({ actors }: Mapped) => actors[0]?.body.names as { lang?: string }[];
  expect(names(aid({})).map(({ lang }) => lang)).toEqual(['en', 'uk']);
  expect(names(harm({})).map(({ lang }) => lang)).toEqual(['en', 'uk']);
  const oneSided = ucdp({ type_of_violence: '3', side_b: 'Civilians', side_b_new_id: '1' });
  expect(oneSided.actors[1]?.body.names).toEqual(names(harm({})));
});

test('values of the wrong kind in a JSON row do no harm', () => {
  const mapped = harm({
    sources: 'none',
    filters: [null, 3, { key: 5 }],
    description: 12,
    latitude: 49.5,
    longitude: null,
  });
  expect(problems(mapped)).toEqual(['longitude: coordinates-missing', 'filters: category-unknown']);
  expect(body(mapped, 'incident')).toMatchObject({ title: 'Dorba: 12' });
});

test('ACLED has six types of event with 25 sub-types', () => {
  expect(Object.keys(EVENT_TYPES)).toHaveLength(6);
  expect(Object.keys(SUB_TYPES)).toHaveLength(25);
  expect(new Set(Object.values(SUB_TYPES).map(({ of }) => of))).toEqual(new Set(Object.keys(EVENT_TYPES)));
});

test.each([
  ['2022-02-24', [], { start: '2022-02-24', precision: 'day' }],
  ['24 February 2022', [], { start: '2022-02-24', precision: 'day' }],
  ['4 february 2022', [], { start: '2022-02-04' }],
  ['30 February 2022', ['event_date: date-impossible'], { precision: 'unknown', asStated: '30 February 2022' }],
  ['24 Febtober 2022', ['event_date: date-impossible'], { precision: 'unknown' }],
  ['24 February 2023', ['year: values-disagree'], { start: '2023-02-24' }],
])('the ACLED date %s', (event_date, flags, time) => {
  const mapped = event({ event_date });
  expect(problems(mapped)).toEqual(flags);
  expect(body(mapped, 'incident')?.time).toMatchObject(time);
});

test('one figure of deaths has no range and says on what it rests', () => {
  const counts = (fatalities: string) => body(event({ fatalities }), 'incident')?.counts;
  expect(counts('3')).toEqual([{ outcome: 'killed', count: { best: 3, unit: 'persons', basis: 'single-report' } }]);
  expect(counts('0')).toMatchObject([{ count: { best: 0 } }]);
  expect(counts('')).toBeUndefined();
  expect(problems(event({ fatalities: '-3' }))).toEqual(['fatalities: count-impossible']);
});

test('who stands on which side of an ACLED event depends on what it was', () => {
  const roles = (cells: Record<string, string>) =>
    event(cells)
      .drafts.filter(({ kind }) => kind === 'link')
      .map(({ role, body, to }) => [role, body.type, (to as { role: string }).role].join(' '));
  expect(roles({})).toEqual([
    'link:actor1 perpetrator-of act:1',
    'link:actor1:beside:1 present-at act:1',
    'link:actor2 victim-of act:1',
    'link:actor2:beside:1 victim-of act:1',
    'link:actor2:beside:2 victim-of act:1',
  ]);
  const alone = { assoc_actor_1: '', assoc_actor_2: '' };
  const clash = { ...alone, event_type: 'Battles', sub_event_type: 'Armed clash' };
  expect(roles({ ...clash, inter2: '2' })).toEqual([
    'link:actor1 perpetrator-of act:1',
    'link:actor2 perpetrator-of act:1',
  ]);
  expect(roles({ ...clash, inter2: '7' })).toContain('link:actor2 victim-of act:1');
  const protest = { ...alone, event_type: 'Protests', actor1: 'Protesters (Belkaria)', inter1: '6' };
  expect(roles({ ...protest, sub_event_type: 'Peaceful protest', actor2: '', inter2: '0' })).toEqual([
    'link:actor1 present-at incident',
  ]);
  expect(roles({ ...protest, sub_event_type: 'Excessive force against protesters', inter2: 'State forces' })).toEqual([
    'link:actor1 victim-of act:1',
    'link:actor2 perpetrator-of act:1',
  ]);
  expect(
    event({ sub_event_type: 'Peaceful protest', event_type: 'Protests' }).drafts.some(({ kind }) => kind === 'act'),
  ).toBe(false);
});

test('an ACLED sub-type of another type contradicts it, and both stay', () => {
  const mapped = event({ event_type: 'Riots' });
  expect(problems(mapped)).toEqual(['sub_event_type: values-disagree']);
  expect(body(mapped, 'incident')?.codes).toEqual(
    expect.arrayContaining([
      { scheme: 'acled:event_type', code: 'riots', asStated: 'Riots' },
      { scheme: 'acled:sub_event_type', code: 'attack', asStated: 'Attack' },
    ]),
  );
});
