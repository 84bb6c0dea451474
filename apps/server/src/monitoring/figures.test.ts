import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addCompartment, setMember } from '../access/index.ts';
import { type Change, commit, newId, openOperatorSession, type Session } from '../record/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';

// Figures are counts of records with their unit: held against the same counted by hand, for what can be wrong with them.

let cairn: TestServer;
let operator: Session;
let low: string;
let place: { id: string; name: string };
let turn = 0;

beforeAll(async () => {
  cairn = await startTestServer();
  operator = await openOperatorSession(cairn.instance);
  low = await cairn.addPerson('low', { role: 'reader', clearance: 'public' });
});
afterAll(async () => cairn?.stop());
// Each test has a compartment of its own.
beforeEach(async () => {
  turn += 1;
  place = await addCompartment(cairn.instance, TESTER, {
    name: `Place ${turn}`,
    lead: 'lead@example.org',
    code: `P${turn}`,
  });
});

const change = (kind: Change['kind'], body: Record<string, unknown>): Change => ({
  ...{ id: newId(), kind, compartment: place.id, base: 0 },
  body: { sensitivity: 'public', ...body },
});
const keep = (...changes: Change[]) => commit(cairn.instance, operator, changes, 'Entered');
const day = (start: string) => ({ start, precision: 'day' });
const killed = (count: object, group?: string) => ({
  outcome: 'killed',
  ...(group === undefined ? {} : { group: { scheme: 'victim-group', code: group } }),
  count: { unit: 'persons', ...count },
});

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
async function figures(query: string, token = cairn.token): Promise<any> {
  const answer = await fetch(`${cairn.origin}/api/v1/figures?compartment=${place.id}&${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}
// biome-ignore lint/suspicious/noExplicitAny: as above
const rowsOf = (told: any) =>
  Object.fromEntries(told.rows.map(({ key, n }: { key: string; n: number }) => [String(key), n]));
// biome-ignore lint/suspicious/noExplicitAny: as above
const note = (told: any, code: string) => told.notes.find((each: { code: string }) => each.code === code)?.n ?? 0;

test('an incident of the first of a month counts in that month, where days begin in Kyiv', async () => {
  await keep(
    change('incident', { title: 'a', time: day('2031-03-01') }),
    change('incident', { title: 'b', time: day('2031-02-28') }),
    change('incident', { title: 'c', time: { start: '2031-02-27', end: '2031-03-04', precision: 'few-days' } }),
    change('incident', { title: 'd' }),
  );
  const told = await figures('by=month');
  expect(rowsOf(told)).toEqual({ '2031-02': 2, '2031-03': 1, null: 1 });
  expect(told).toMatchObject({ unit: 'incidents', total: { n: 4 } });
  expect([note(told, 'spanning'), note(told, 'undated')]).toEqual([1, 1]);
  expect(rowsOf(await figures('by=month&from=2031-03-01&to=2031-04-01'))).toEqual({ '2031-02': 1, '2031-03': 1 });
  await keep(change('incident', { title: 'e', time: day('2031-04-01') }));
  expect(rowsOf(await figures('by=month&from=2031-03-01&to=2031-04-01'))).toEqual({ '2031-02': 1, '2031-03': 1 });
  expect(rowsOf(await figures('by=month&from=2031-03-01&to=2031-04-02'))).toMatchObject({ '2031-04': 1 });
  expect(rowsOf(await figures('by=year'))).toEqual({ 2031: 4, null: 1 });
});

test('a place is told in every language in which its records name it, to those who may read them', async () => {
  const name = { uk: 'Торг', en: 'Market' };
  const at = (place: object, sensitivity = 'public') => change('incident', { title: 'a', place, sensitivity });
  await keep(
    at({ name: { uk: 'Торг' }, precision: 'near' }),
    at({ name, precision: 'near' }),
    at({ name: { uk: 'Міст' }, precision: 'near' }),
    at({ name: { uk: 'Ліс', en: 'Wood' }, precision: 'near' }, 'internal'),
    at({ name: { uk: 'Ліс' }, precision: 'near' }),
  );
  expect((await figures('by=place')).rows).toEqual([
    { key: 'Ліс', names: { uk: 'Ліс', en: 'Wood' }, n: 2 },
    { key: 'Торг', names: name, n: 2 },
    { key: 'Міст', n: 1 },
  ]);
  await setMember(cairn.instance, TESTER, {
    ...{ compartment: place.name, user: 'low@example.org', role: 'reader', clearance: 'public' },
  });
  const told = await figures('by=place', low);
  expect(told.rows).toContainEqual({ key: 'Торг', names: name, n: 2 });
  expect(told.rows).toContainEqual({ key: 'Ліс', n: 1 });
});

test('incidents, acts and statements are counted apart; an incident with two acts is one incident', async () => {
  const incident = change('incident', {
    title: 'a',
    time: day('2031-03-05'),
    place: { name: { uk: 'Торг' }, precision: 'near' },
  });
  const statements = [1, 2, 3].map((n) => change('statement', { text: `So ${n}`, about: [{ record: incident.id }] }));
  const basis = [{ statementId: statements[0]?.id }];
  const act = (code: string) => change('act', { incident: incident.id, type: { scheme: 'act-type', code }, basis });
  await keep(incident, ...statements, act('killing'), act('torture'), change('incident', { title: 'b' }));
  expect(rowsOf(await figures('by=act-type'))).toEqual({ killing: 1, torture: 1, null: 1 });
  expect(note(await figures('by=act-type'), 'several')).toBe(1);
  expect((await figures('by=act-type')).total).toEqual({ n: 2 });
  expect(rowsOf(await figures('count=acts&by=act-type'))).toEqual({ killing: 1, torture: 1 });
  expect(rowsOf(await figures('count=acts&by=month'))).toEqual({ '2031-03': 2 });
  expect(rowsOf(await figures('count=statements&by=place'))).toEqual({ Торг: 3 });
  expect((await figures('kind=act&count=acts&by=method')).total).toEqual({ n: 2 });
  expect((await figures('kind=actor&count=acts')).status).toBe(422);
});

test('what is the same counts once; what was set aside does not count, unless it is asked for', async () => {
  const [one, other] = [change('incident', { title: 'a' }), change('incident', { title: 'b' })];
  const same = change('link', { type: 'same-as', from: other.id, to: one.id, reasons: 'The same yard' });
  await keep(
    one,
    other,
    change('incident', { title: 'c', status: 'set-aside' }),
    change('incident', { title: 'd', status: 'duplicate' }),
  );
  await keep(same);
  const told = await figures('by=incident-status');
  expect(told.total).toEqual({ n: 1 });
  expect([note(told, 'duplicates'), note(told, 'set-aside')]).toEqual([2, 1]);
  expect(rowsOf(await figures('by=incident-status&status=set-aside'))).toEqual({ 'set-aside': 1 });
});

test('persons are sums of ranges: a figure without a group is the whole, one that cannot be right is left out', async () => {
  await keep(
    change('incident', { title: 'a', counts: [killed({ low: 3, best: 4, high: 6 }), killed({ best: 2 }, 'children')] }),
    change('incident', { title: 'b', counts: [killed({ best: 2 }), killed({ low: 1 }, 'children')] }),
    change('incident', { title: 'c', counts: [killed({ low: 5 }, 'women'), killed({ best: 1 }, 'children')] }),
    change('incident', { title: 'd', counts: [killed({ low: 9, best: 1, anomalies: ['low>best'] })] }),
    change('incident', { title: 'e' }),
  );
  const told = await figures('count=persons&by=year');
  expect(told.total.persons).toEqual([
    { outcome: 'killed', low: 11, best: 12, high: 14, records: 3, withoutBest: 1, openAbove: 1 },
  ]);
  expect([note(told, 'impossible'), note(told, 'without-figures'), note(told, 'without-best')]).toEqual([1, 2, 1]);
});

test('a reader is told of nothing above their clearance', async () => {
  const told = async () => (await figures('by=place', low)).total;
  await keep(change('incident', { title: 'a' }), change('incident', { title: 'b', sensitivity: 'internal' }));
  // Members of another compartment only.
  expect(await told()).toEqual({});
  const { body } = { body: await figures('by=place') };
  expect(body.total).toEqual({ n: 2 });
});

test('counts by month are those counted by hand', async () => {
  const month = fc.integer({ min: 1, max: 12 });
  const dates = fc.array(fc.record({ month, day: fc.integer({ min: 1, max: 28 }), aside: fc.boolean() }), {
    minLength: 1,
    maxLength: 30,
  });
  const [given] = fc.sample(dates, { numRuns: 1, seed: turn * 7919 });
  const incidents = (given ?? []).map(({ month: m, day: d, aside }) =>
    change('incident', {
      title: 'x',
      time: day(`2031-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
      ...(aside ? { status: 'set-aside' } : {}),
    }),
  );
  await keep(...incidents);
  const expected: Record<string, number> = {};
  for (const { month: m, aside } of given ?? [])
    if (!aside)
      expected[`2031-${String(m).padStart(2, '0')}`] = (expected[`2031-${String(m).padStart(2, '0')}`] ?? 0) + 1;
  expect(rowsOf(await figures('by=month'))).toEqual(expected);
});

test('a table that leaves is entered first, and small numbers only when that was weighed', async () => {
  await keep(change('incident', { title: '=a', place: { name: { en: '=HYPERLINK("x")' }, precision: 'near' } }));
  const take = (body: object) =>
    fetch(`${cairn.origin}/api/v1/figures/download`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cairn.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ query: `compartment=${place.id}`, count: 'incidents', by: 'place', format: 'csv' },
        ...{ purpose: 'partner', recipient: 'A partner', ...body },
      }),
    });
  expect((await take({})).status).toBe(422);
  const taken = await take({ accept: ['small-numbers'] });
  expect(taken.status).toBe(200);
  expect(await taken.text()).toContain(`"'=HYPERLINK(""x"")",incidents,1`);
  const { rows } = await cairn.instance.owner.query(
    `select format, state, recipient from cairn.departure where $1 = any (compartments)`,
    [place.id],
  );
  expect(rows).toEqual([{ format: 'figures-csv', state: 'left', recipient: 'A partner' }]);
});

test('a facet of incidents by what was done counts their acts, plainly and narrowed', async () => {
  const [one, other] = [
    change('incident', { title: 'Night raid', status: 'new' }),
    change('incident', { title: 'Day raid', status: 'new' }),
  ];
  const statement = change('statement', { text: 'So it was' });
  const basis = [{ statementId: statement.id }];
  const act = (incident: Change, code: string) =>
    change('act', { incident: incident.id, type: { scheme: 'act-type', code }, basis });
  await keep(one, other, statement, act(one, 'killing'), act(one, 'torture'), act(other, 'killing'));
  const facet = async (query: string) => {
    const answer = await fetch(
      `${cairn.origin}/api/v1/library/facets?compartment=${place.id}&of=act-type,incident-status&${query}`,
      { headers: { authorization: `Bearer ${cairn.token}` } },
    );
    return (await answer.json()) as { facets: { unit: string; codes: unknown[] }[] };
  };
  const killings = (n: number) => ({ code: 'killing', n });
  expect((await facet('')).facets).toMatchObject([
    { unit: 'acts', codes: [killings(2), { code: 'torture', n: 1 }] },
    { unit: 'incidents', codes: [{ code: 'new', n: 2 }] },
  ]);
  expect((await facet('text=day')).facets[0]).toMatchObject({ unit: 'acts', codes: [killings(1)] });
  // What is chosen does not narrow its own facet.
  expect((await facet('act=torture')).facets).toMatchObject([
    { codes: [killings(2), { code: 'torture', n: 1 }] },
    { codes: [{ code: 'new', n: 1 }] },
  ]);
});
