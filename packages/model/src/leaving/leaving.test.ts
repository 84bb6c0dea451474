import { expect, test } from 'vitest';
import { type Leaving, type LeavingContext, type LeavingRecord, mayLeave } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const NOW = Date.parse('2031-03-10T12:00:00Z');

function leaving(changes: Partial<Leaving> = {}): Leaving {
  return {
    purpose: 'publication',
    recipient: 'Everybody',
    chosen: new Set(),
    included: new Set(),
    accepted: new Set(),
    now: NOW,
    delayHours: 72,
    ...changes,
  };
}

function around(changes: Partial<LeavingContext> = {}): LeavingContext {
  return { statements: [], perpetrators: [], actorTypes: new Map(), consents: new Map(), ...changes };
}

const PUBLIC = { sensitivity: 'public' };
const old = { start: '2031-03-01', precision: 'day', tz: 'Europe/Kyiv' };

function incident(body: Record<string, unknown>, n = 1): LeavingRecord {
  return { id: id(n), kind: 'incident', body: { title: 'A market', time: old, ...PUBLIC, ...body } };
}

function one(record: LeavingRecord, wants: Partial<Leaving> = {}, context: Partial<LeavingContext> = {}) {
  const [verdict] = mayLeave([record], leaving(wants), around(context));
  if (verdict === undefined) throw new Error('There is no verdict.');
  return verdict;
}

test('a field leaves up to the level of its purpose, and nothing by omission', () => {
  const record = incident({ summary: 'inner', notes: 'case' });
  expect(Object.keys(one(record).body)).toEqual(['title', 'time', 'sensitivity']);
  expect(one(record).fields.get('summary')).toBe('level');
  expect(one(record, { purpose: 'accountability' }).body.summary).toBe('inner');
  expect(one(record, { purpose: 'accountability' }).fields.get('notes')).toBe('level');
  expect(one(record, { chosen: new Set(['incident.summary']) }).body.summary).toBe('inner');
  const unsaid: LeavingRecord = { id: id(2), kind: 'incident', body: { title: 'Nobody said that it is public' } };
  expect(one(unsaid)).toMatchObject({ held: 'level', body: {} });
  expect(one({ ...unsaid, body: { title: 'x', sensitivity: 'sealed' } }, { purpose: 'own-work' }).held).toBe('level');
});

test('nearby military objects and control stay for every purpose unless chosen by name', () => {
  for (const purpose of ['publication', 'research', 'partner', 'accountability', 'own-work'] as const) {
    const record = incident({ context: 'A depot 300 m to the north' });
    expect(one(record, { purpose }).fields.get('context')).toBe('military');
    expect(one(record, { purpose, chosen: new Set(['incident.context']) }).body.context).toContain('depot');
  }
});

test('a line or an area stays and goes with its place', () => {
  const shape = {
    type: 'LineString',
    coordinates: [
      [30.123, 50.456],
      [30.5, 50.5],
    ],
  };
  const place = { shape, precision: 'line' };
  expect(one(incident({ place })).body.place).toEqual(place);
  for (const sensitivity of ['internal', 'case-only', 'sealed']) {
    const verdict = one(incident({ place, morePlaces: [place], sensitivity }));
    expect(JSON.stringify(verdict.body)).not.toContain('30.123');
  }
  const depot = incident({ context: 'A depot 300 m to the north', place });
  expect([...one(depot).fields]).toEqual([['context', 'military']]);
});

test('identity fields stay unless chosen, also where the level would let them', () => {
  const person: LeavingRecord = {
    id: id(3),
    kind: 'actor',
    body: { actorType: 'person', identity: { names: [{ text: 'Somebody' }] }, ...PUBLIC },
  };
  expect(one(person, { purpose: 'own-work' }).fields.get('identity')).toBe('identity');
  expect(one(person, { purpose: 'own-work', chosen: new Set(['actor.identity']) }).body.identity).toBeDefined();
});

test('nobody is named as a perpetrator in public below level 3, and no suspect without a choice by name', () => {
  const link = (level: number): LeavingRecord => ({
    id: id(4),
    kind: 'link',
    body: { from: id(5), to: id(1), type: 'perpetrator-of', level, ...PUBLIC },
  });
  const group = { actorTypes: new Map([[id(5), 'armed-group']]) };
  const person = { actorTypes: new Map([[id(5), 'person']]) };
  expect(one(link(2), { chosen: new Set(['actor.names']) }, group).held).toBe('perpetrator-level');
  expect(one(link(3), {}, group).held).toBeNull();
  expect(one(link(3), {}, person).held).toBe('suspect');
  expect(one(link(3), { chosen: new Set(['actor.names']) }, person).held).toBeNull();
  expect(one(link(2), { purpose: 'accountability' }, person).held).toBeNull();
  const body = { actorType: 'person', names: [{ text: 'N' }], namesPublic: { source: id(9) }, ...PUBLIC };
  const suspect: LeavingRecord = { id: id(5), kind: 'actor', body };
  const at = (level: number) => ({ perpetrators: [{ actor: id(5), level }] });
  expect(one(suspect).body.names).toBeDefined();
  expect(one(suspect, {}, at(3)).fields.get('names')).toBe('suspect');
  expect(one(suspect, { chosen: new Set(['actor.names']) }, at(3)).body.names).toBeDefined();
  expect(one(suspect, { chosen: new Set(['actor.names']) }, at(1)).fields.get('names')).toBe('perpetrator-level');
});

test('what somebody gave without consent stays whatever is chosen, and so does what was said on it', () => {
  const item = (status: string): LeavingRecord => ({
    id: id(6),
    kind: 'item',
    body: { itemKind: 'testimony', title: 'T', consent: { status }, ...PUBLIC },
  });
  const everything = { chosen: new Set(['item.consent', 'item.title']) };
  expect(one(item('refused'), { ...everything, purpose: 'own-work' }).held).toBe('consent-refused');
  expect(one(item('withdrawn'), everything).held).toBe('consent-withdrawn');
  expect(one(item('given')).held).toBeNull();
  expect(one(item('limited')).held).toBe('consent-limited');
  expect(one(item('limited'), { accepted: new Set(['consent-limited']) }).held).toBeNull();
  const said: LeavingRecord = { id: id(7), kind: 'statement', body: { item: id(6), text: 'Said', ...PUBLIC } };
  const consents = new Map([[id(6), 'withdrawn']]);
  expect(one(said, { purpose: 'accountability' }, { consents }).held).toBe('consent-withdrawn');
});

test('a young incident leaves only once the warning was accepted; a delay of none warns of nothing', () => {
  const young = incident({ time: { start: '2031-03-09', precision: 'day', tz: 'Europe/Kyiv' } });
  expect(one(young)).toMatchObject({ held: 'young', warnings: ['young'] });
  expect(one(young, { accepted: new Set(['young']) })).toMatchObject({ held: null, warnings: ['young'] });
  expect(one(young, { delayHours: 0 }).warnings).toEqual([]);
  expect(one(incident({}), {}).warnings).toEqual([]);
  const more = incident({ moreTimes: [{ start: '2031-03-09T20:00', precision: 'hour' }] });
  expect(one(more).warnings).toEqual(['young']);
});

test('what was set aside or is a duplicate stays unless it is asked for', () => {
  expect(one(incident({ status: 'set-aside' })).held).toBe('set-aside');
  expect(one(incident({ status: 'duplicate' })).held).toBe('duplicate');
  expect(one(incident({ status: 'duplicate' }), { included: new Set(['duplicate']) }).held).toBeNull();
});

test('what contradicts a value leaves with it, by stance or by value, and is told of even where it may not be shown', () => {
  const counts = [{ outcome: 'killed', count: { best: 3, unit: 'persons' } }];
  const other = [{ outcome: 'killed', count: { best: 7, unit: 'persons' } }];
  const about = [{ record: id(1), field: 'counts' }];
  const said = (body: object) => ({ id: id(8), body: { about, asserts: { counts: other }, ...body } });
  const told = (body: object, context: Partial<LeavingContext> = {}) =>
    one(incident({ counts }), {}, { statements: [said(body)], ...context }).contradictions;
  expect(told({})).toEqual([{ statement: id(8), field: 'counts', value: other, shown: true }]);
  expect(told({ asserts: { 'incident.counts': other } })).toHaveLength(1);
  expect(told({ asserts: { counts } })).toEqual([]);
  expect(told({ about: [{ record: id(1), field: 'counts', stance: 'supports' }] })).toEqual([]);
  expect(told({ about: [{ record: id(1), field: 'counts', stance: 'contradicts' }], asserts: {} })).toEqual([
    { statement: id(8), field: 'counts', shown: true },
  ]);
  expect(told({ sensitivity: 'internal' })).toEqual([{ statement: id(8), field: 'counts', shown: false }]);
  const consents = new Map([[id(6), 'refused']]);
  expect(told({ item: id(6) }, { consents })).toEqual([{ statement: id(8), field: 'counts', shown: false }]);
  expect(one(incident({ counts }), {}, { statements: [said({})] }).warnings).toEqual(['contradicted']);
});
