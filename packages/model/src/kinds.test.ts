import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KIND_NAMES, type Projection, UnknownVersion } from './kind.ts';
import { KINDS } from './kinds.ts';
import { levelOfField, SENSITIVITIES, type Sensitivity } from './sensitivity.ts';
import { ACCOUNTS, bodyOf, recordId, SECRET, textsIn } from './testing.ts';
import { validate } from './validate.ts';
import { isRecordId } from './values/text.ts';

const ID = '00000000-0000-4000-8000-000000000001';

describe.each(KIND_NAMES)('the kind %s', (name) => {
  const kind = KINDS[name];
  const project = (body: Record<string, unknown>) =>
    kind.project({ id: ID, compartment: ID, kind: name, revision: 1, body });

  test('gives every field of its schema a class, and no other', () => {
    const { properties } = kind.schema as unknown as { properties: object };
    expect(Object.keys(kind.fields).sort()).toEqual(Object.keys(properties).sort());
  });

  test('lets nobody search what identifies a person or is guarded above internal', () => {
    for (const [field, spec] of Object.entries(kind.fields)) {
      if (spec.search) expect(['public', 'partner', 'internal'], field).toContain(spec.class);
      if (spec.class === 'identity') expect(spec.as, field).toBeUndefined();
    }
  });

  test('accepts its bodies, and refuses each with a field that it does not have', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        expect(validate(name, body)).toEqual([]);
        expect(validate(name, { ...body, colour: 'red' })).toMatchObject([{ path: '/colour', code: 'unknown-field' }]);
      }),
    );
  });

  test('keeps every field once, at its class raised by the sensitivity of the record', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        const { bodies } = project(body);
        expect(Object.assign({}, ...bodies.map((part) => part.body))).toEqual(body);
        for (const { level, body: part } of bodies) {
          expect(Object.keys(part).length).toBeGreaterThan(0);
          for (const field of Object.keys(part)) {
            const fieldClass = kind.fields[field]?.class ?? 'sealed';
            expect(level).toBe(levelOfField(fieldClass, body.sensitivity as Sensitivity | undefined));
          }
        }
        expect(new Set(bodies.map(({ level }) => level)).size).toBe(bodies.length);
      }),
    );
  });

  test('projects what an erasure left: the rows of the other fields, and none of those that went', () => {
    fc.assert(
      fc.property(bodyOf(name), fc.func(fc.boolean()), (body, goes) => {
        const left = Object.fromEntries(
          Object.entries(body).filter(([field]) => field === 'sensitivity' || !goes(field)),
        );
        const { bodies, words, links } = project(left);
        expect(Object.assign({}, ...bodies.map((part) => part.body))).toEqual(left);
        for (const { text } of words) for (const line of text.split('\n')) expect(textsIn(left)).toContain(line);
        for (const link of links) expect(Object.values(link).every((value) => typeof value === 'string')).toBe(true);
      }),
    );
  });

  test('puts nothing below the sensitivity of the record, and nothing public that was not declared so', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        const least = SENSITIVITIES.indexOf((body.sensitivity as Sensitivity | undefined) ?? 'internal');
        const { bodies, words, periods, points, codes, links } = project(body);
        for (const { level } of [bodies, words, periods, points, codes, links].flat()) {
          if (level !== 'identity') expect(SENSITIVITIES.indexOf(level)).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  test('shows no value that identifies a person anywhere but in the identity row', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        const rows = project(body);
        const elsewhere = JSON.stringify({ ...rows, bodies: rows.bodies.filter(({ level }) => level !== 'identity') });
        expect(elsewhere).not.toContain(SECRET);
        expect(rows.bodies.some(({ level }) => level === 'identity')).toBe(JSON.stringify(body).includes(SECRET));
      }),
    );
  });

  test('puts nothing sealed into search', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        expect(project({ ...body, sensitivity: 'sealed' }).words).toEqual([]);
      }),
    );
  });

  test('names every record that the body names, each once', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        const { refs } = project(body);
        const { external: _, flags: __, ...own } = body;
        expect([...refs].sort()).toEqual(
          [...new Set(textsIn(own).filter((text) => isRecordId(text) && !ACCOUNTS.includes(text)))].sort(),
        );
      }),
    );
  });

  test('projects the same from a body that went through storage, and changes nothing in it', () => {
    fc.assert(
      fc.property(bodyOf(name), (body) => {
        const stored = JSON.stringify(body);
        const rows: Projection = project(body);
        expect(project(JSON.parse(stored))).toEqual(JSON.parse(JSON.stringify(rows)));
        expect(JSON.stringify(body)).toBe(stored);
      }),
    );
  });

  test('reads its own version and says what to do about a newer one', () => {
    const body = { any: 'body' };
    expect(kind.upgrade(body, 1)).toBe(body);
    expect(() => kind.upgrade(body, kind.version + 1)).toThrow(UnknownVersion);
    expect(() => kind.upgrade(body, kind.version + 1)).toThrow('Update Cairn');
  });

  test('says what is wrong with any JSON value instead of failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const each of validate(name, value)) expect(each.path).toMatch(/^(\/.*)?$/);
      }),
    );
  });
});

describe('validation', () => {
  const incident = { title: 'Shelling of a market' };

  test.each([
    [{}, '/title', 'missing-field'],
    [{ title: ' ' }, '/title', 'wrong-shape'],
    [{ ...incident, time: { start: '2022-02-30', precision: 'day' } }, '/time/start', 'impossible-date'],
    [
      { ...incident, place: { precision: 'exact', point: { latitude: 91, longitude: 0 } } },
      '/place/point/latitude',
      'impossible-coordinate',
    ],
    [{ ...incident, status: 'done' }, '/status', 'wrong-shape'],
    [{ ...incident, codes: [{ scheme: 'method', code: 'catapult' }] }, '/codes/0/code', 'unknown-code'],
    [
      {
        ...incident,
        counts: [
          { outcome: 'killed', group: { scheme: 'method', code: 'drone' }, count: { best: 1, unit: 'persons' } },
        ],
      },
      '/counts/0/group/scheme',
      'wrong-scheme',
    ],
    [{ ...incident, 'a/b~c': 1 }, '/a~1b~0c', 'unknown-field'],
    [{ ...incident, time: { start: '2022', precision: 'year', colour: 'red' } }, '/time/colour', 'unknown-field'],
  ])('refuses %j at %s', (body, path, code) => {
    expect(validate('incident', body)).toMatchObject([{ path, code }]);
  });

  test('takes codes of foreign schemes as given', () => {
    expect(validate('incident', { ...incident, codes: [{ scheme: 'ucdp-conflict', code: '13246' }] })).toEqual([]);
  });

  test('wants one target in each entry of a basis', () => {
    fc.assert(
      fc.property(recordId, (id) => {
        const act = { incident: id, type: { scheme: 'act-type', code: 'killing' } };
        for (const entry of [{}, { itemId: id, statementId: id }]) {
          expect(validate('act', { ...act, basis: [entry] })).toMatchObject([
            { path: '/basis/0', code: 'provenance-target' },
          ]);
        }
      }),
    );
  });
});

test('counts that break low ≤ best ≤ high are refused by the rules of a kind until the anomaly is listed', () => {
  const broken = { best: 2, high: 1, unit: 'persons' };
  const check = (count: object) =>
    KINDS.incident.rules({
      before: null,
      after: { title: 'x', counts: [{ outcome: 'killed', count }] },
      author: 'a',
      id: ID,
      others: new Map(),
    });
  expect(check(broken)).toMatchObject([{ path: '/counts/0/count/anomalies', code: 'count-anomaly' }]);
  expect(check({ ...broken, anomalies: ['best>high'] })).toEqual([]);
});
