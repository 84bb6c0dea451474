import { speaksFor } from '@cairn/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Change, commit, newId, openOperatorSession, readRecord, type Session } from '../record/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

// Whatever is decided on some records and taken back again, in whatever order: each page shows them as they were before.

let cairn: TestServer;
let operator: Session;
let incidents: string[];
let actors: string[];
let others: string[];
let before: Awaited<ReturnType<typeof everything>>;

beforeAll(async () => {
  cairn = await startTestServer();
  operator = await openOperatorSession(cairn.instance);
  const change = (kind: Change['kind'], body: Record<string, unknown>): Change => ({
    ...{ id: newId(), kind, compartment: cairn.compartment.id, base: 0, body },
  });
  const told = ['open', 'triage', undefined, 'needs-help'].map((status, i) =>
    change('incident', {
      title: `Shelling ${i}`,
      time: { start: `2031-0${1 + (i % 2)}-05`, precision: 'day' },
      counts: [{ outcome: 'killed', count: { best: 1 + i, unit: 'persons' } }],
      ...(status === undefined ? {} : { status }),
    }),
  );
  const groups = [1, 2, 3].map((i) => change('actor', { actorType: 'group', names: [{ text: `Column ${i}` }] }));
  const heard = change('statement', { text: 'So it was', about: [{ record: told[0]?.id }] });
  const basis = [{ statementId: heard.id }];
  const acts = told.map(({ id: incident }) =>
    change('act', { incident, type: { scheme: 'act-type', code: 'killing' }, basis }),
  );
  const links = groups.map(({ id: from }, i) =>
    change('link', { from, to: acts[i]?.id, type: 'perpetrator-of', basis }),
  );
  const all = [...told, ...groups, heard, ...acts, ...links];
  await commit(cairn.instance, operator, all, 'Taken in');
  [incidents, actors, others] = [told, groups, [heard, ...acts, ...links]].map((list) => list.map(({ id }) => id)) as [
    string[],
    string[],
    string[],
  ];
  before = await everything();
});
afterAll(async () => cairn?.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
async function call(method: string, path: string, body?: unknown): Promise<any> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${cairn.origin}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${cairn.token}`, ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = { status: answer.status, ...((await answer.json()) as object) };
  if (method === 'GET') expect(told, path).toMatchObject({ status: 200 });
  return told;
}

const bodies = async (ids: readonly string[]) =>
  Object.fromEntries(
    await Promise.all(ids.map(async (id) => [id, (await readRecord(cairn.instance, operator, id)).body] as const)),
  );

/** What counts: without when it was counted. */
async function counted(question: string) {
  const { status, rows, total, notes } = await call('GET', `figures?compartment=${cairn.compartment.id}&${question}`);
  return { status, rows, total, notes };
}

/** What the library, figures, relations and the records themselves show; without revisions and their times, which go on. */
async function everything() {
  const lists = await Promise.all(
    ['incident', 'actor', 'act'].map((kind) =>
      call('GET', `library?compartment=${cairn.compartment.id}&limit=100&kind=${kind}`),
    ),
  );
  const plain = (list: { records: { id: string; reference: string; body: unknown }[]; total: unknown }) => ({
    total: list.total,
    rows: list.records
      .map(({ id, reference, body }) => ({ id, reference, body }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
  });
  const ids = [...incidents, ...actors];
  return {
    bodies: await bodies([...ids, ...others]),
    library: lists.map(plain),
    figures: await Promise.all(
      ['by=incident-status', 'by=month', 'by=act-type', 'count=acts&by=act-type', 'count=persons&by=month'].map(
        counted,
      ),
    ),
    facets: (await call('GET', `library/facets?compartment=${cairn.compartment.id}&of=incident-status`)).facets,
    relations: await Promise.all(ids.map((id) => call('GET', `records/${id}/relations?group=1`))),
    same: await Promise.all(ids.map((id) => call('GET', `records/${id}/same`))),
  };
}

/** A decision that stands. */
interface Standing {
  readonly link: string;
  readonly from: string;
  readonly to: string;
  readonly same: boolean;
}

/** Records of one list that are one by the decisions that stand, each group sorted. */
function groups(ids: readonly string[], standing: readonly Standing[]): string[][] {
  let sets = ids.map((id) => [id]);
  for (const { from, to, same } of standing) {
    const [one, two] = [from, to].map((id) => sets.find((set) => set.includes(id)));
    if (same && one !== undefined && two !== undefined && one !== two)
      sets = [...sets.filter((set) => set !== one && set !== two), [...one, ...two]];
  }
  return sets.map((set) => set.toSorted());
}

/** Takes one decision back. */
async function withdraw(standing: Standing[], n: number): Promise<void> {
  const [taken] = standing.splice(n % standing.length, 1);
  const path = `duplicates/decisions/${taken?.link}/withdraw`;
  expect((await call('POST', path, { reasons: 'After all not' })).status).toBe(200);
}

async function expectAsDecided(standing: readonly Standing[]): Promise<void> {
  for (const ids of [incidents, actors])
    for (const group of groups(ids, standing)) {
      const told = await call('GET', `records/${group[0]}/same`);
      const members = told.members.map(({ id }: { id: string }) => id).toSorted();
      expect(members).toEqual(group.length === 1 ? [] : group);
      expect(group).toContain(told.main);
    }
  // Each group counts once, whatever led to it; nothing but the stage of a duplicate is another.
  expect((await counted('by=month')).total).toEqual({ n: groups(incidents, standing).length });
  const withoutStage = (all: Record<string, Record<string, unknown>>) =>
    Object.values(all).map(({ status: _, merged: __, ...body }) => body);
  expect(withoutStage(await bodies(incidents))).toEqual(
    withoutStage(Object.fromEntries(incidents.map((id) => [id, before.bodies[id] as Record<string, unknown>]))),
  );
}

const place = fc.nat({ max: 99 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('same' as const), kind: fc.boolean(), a: place, b: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('different' as const), kind: fc.boolean(), a: place, b: place }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), n: place }) },
);

const same = (a: number, b: number) => ({ do: 'same' as const, kind: true, a, b });

test('decisions on a handful of records, in any order, are taken back without a trace in what is shown', async () => {
  const standing: Standing[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), place, async (steps, turn) => {
      // Of a run that failed: the next, smaller one begins where this one began.
      while (standing.length > 0) await withdraw(standing, 0);
      for (const each of steps) {
        if (each.do === 'withdraw') {
          if (standing.length > 0) await withdraw(standing, each.n);
        } else {
          const ids = each.kind ? incidents : actors;
          const [a, b] = [each.a, each.b].map((n) => ids[n % ids.length] as string) as [string, string];
          const ring =
            each.do === 'same' &&
            speaksFor(
              b,
              a,
              standing.filter(({ same }) => same),
            );
          const again = standing.some(({ from, to }) => [from, to].includes(a) && [from, to].includes(b));
          const made = await call('POST', 'duplicates/decisions', { a, b, main: a, as: each.do, reasons: 'Compared' });
          expect(made.status, JSON.stringify(made)).toBe(a === b || again || ring ? 422 : 201);
          if (made.status === 201) standing.push({ link: made.id, from: b, to: a, same: each.do === 'same' });
        }
      }
      await expectAsDecided(standing);
      while (standing.length > 0) await withdraw(standing, turn);
      expect(await everything()).toEqual(before);
    }),
    {
      numRuns: 8,
      // One that is a duplicate of two, and a chain whose middle is taken out.
      examples: [
        [[same(0, 3), same(1, 3), { do: 'withdraw', n: 0 }], 0],
        [[same(0, 1), same(1, 2), same(2, 3), { do: 'withdraw', n: 1 }], 1],
        // A ring, which is refused where it would close.
        [[same(0, 1), same(1, 2), same(2, 0)], 0],
      ],
    },
  );
});
