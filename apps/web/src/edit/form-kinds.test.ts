import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figure } from './codec.ts';
import { rowAnomalies } from './counts-form.ts';
import { bodyOf, type Forms, formsOf } from './form-kinds.ts';

const incident = {
  title: 'Shelling in Verlisk',
  time: { start: '2031-03-03T14:05', end: '2031-03-06', precision: 'few-days', tz: 'Europe/Warsaw' },
  place: {
    name: { en: 'Verlisk', uk: 'Верліск', pl: 'Werlisk' },
    precision: 'adm2',
    adminCodes: [{ system: 'katottg', code: 'UA01' }],
  },
  counts: [
    { outcome: 'killed', count: { low: 3, best: 4, high: 5, unit: 'persons', basis: 'Hospital list' } },
    { outcome: 'injured', count: { low: 9, best: 5, unit: 'persons', anomalies: ['low>best', 'not-in-source'] } },
  ],
  codes: [{ scheme: 'attack-context', code: 'shelling' }],
};

const changed = (patch: Record<string, object | string>): Forms => {
  const forms = formsOf('incident', incident);
  const merge = (field: string, value: object | string) =>
    typeof value === 'string' || Array.isArray(value) ? value : { ...(forms[field] as object), ...value };
  return {
    ...forms,
    ...Object.fromEntries(Object.entries(patch).map(([field, value]) => [field, merge(field, value)])),
  };
};

describe('a form of an incident', () => {
  test('untouched gives back what it was made from', () => {
    expect(bodyOf('incident', formsOf('incident', incident), incident)).toEqual({ body: incident, problems: [] });
  });

  test('keeps what it does not show: zone, other languages, codes of the area, basis', () => {
    const forms = changed({ time: { start: '2031-03-04 10:00' }, place: { nameEn: 'Verlisk town' } });
    const { body, problems } = bodyOf('incident', forms, incident);
    expect(problems).toEqual([]);
    expect(body.time).toEqual({ ...incident.time, start: '2031-03-04T10:00' });
    expect(body.place).toEqual({ ...incident.place, name: { ...incident.place.name, en: 'Verlisk town' } });
    const rows = formsOf('incident', incident).counts as { low: string }[];
    const [first, second] = rows;
    const { body: other } = bodyOf(
      'incident',
      changed({ counts: [{ ...first, low: '2' }, second as object] }),
      incident,
    );
    expect(other.counts).toEqual([
      { outcome: 'killed', count: { ...incident.counts[0]?.count, low: 2 } },
      incident.counts[1],
    ]);
  });

  test('emptied fields are taken away', () => {
    const { body } = bodyOf('incident', changed({ counts: [], title: ' ' }), incident);
    expect(body).not.toHaveProperty('counts');
    expect(body).not.toHaveProperty('title');
  });

  test('says at which place it cannot be read', () => {
    const forms = changed({ place: { latitude: 'north', radius: 'far' } });
    expect(bodyOf('incident', forms, incident).problems.map(({ path }) => path)).toEqual([
      '/place/point/latitude',
      '/place/radiusM',
    ]);
    const half = bodyOf('incident', changed({ place: { latitude: '48,5' } }), incident);
    expect(half.problems).toEqual([expect.objectContaining({ path: '/place/point/longitude', code: 'half-a-point' })]);
  });

  test('a date is as exact as it is long, unless a person says otherwise', () => {
    const fresh = (time: object) =>
      bodyOf(
        'incident',
        { ...formsOf('incident', {}), time: { start: '', end: '', precision: '', asStated: '', ...time } },
        {},
      ).body.time;
    expect(fresh({ start: '2031' })).toEqual({ start: '2031', precision: 'year' });
    expect(fresh({ start: '2031-03-06 14:05' })).toEqual({ start: '2031-03-06T14:05', precision: 'minute' });
    expect(fresh({ start: '2031-03', precision: 'week' })).toEqual({ start: '2031-03', precision: 'week' });
    expect(fresh({ asStated: 'after the harvest' })).toEqual({ precision: 'unknown', asStated: 'after the harvest' });
    expect(fresh({})).toBeUndefined();
  });
});

test('figures are read as people type them, and every digit stays', () => {
  const typed = ['48,5', '\u22123', '1\u00a0200', '1\u202f200', '', '3-5'];
  expect(typed.map(figure)).toEqual([48.5, -3, 1200, 1200, undefined, 'unreadable']);
  fc.assert(fc.property(fc.integer(), (n) => figure(String(n)) === n));
});

test('a row tells that its figures cannot all be right', () => {
  const row = { key: 1, outcome: 'killed', group: '', low: '9', best: '5', high: '', unit: 'persons', asGiven: false };
  expect(rowAnomalies(row)).toEqual(['low>best']);
  expect(rowAnomalies({ ...row, low: '5' })).toEqual([]);
});

test('an identity form keeps names in their script and drops emptied rows', () => {
  const actor = { actorType: 'person', identity: { names: [{ text: 'Олена', lang: 'uk', script: 'Cyrl' }] } };
  const forms = formsOf('actor', actor);
  const identity = forms.identity as { names: object[] };
  const names = [...identity.names, { text: ' ', lang: '' }, { text: 'Olena', lang: 'en' }];
  const { body } = bodyOf('actor', { ...forms, identity: { ...identity, names, birthDate: '1990' } }, actor);
  expect(body.identity).toEqual({
    names: [
      { text: 'Олена', lang: 'uk', script: 'Cyrl' },
      { text: 'Olena', lang: 'en' },
    ],
    birth: { date: '1990' },
  });
});
