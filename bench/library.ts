import { addUser, createToken, setMember, signInWithToken } from '../apps/server/src/access/index.ts';
import { facets, library } from '../apps/server/src/monitoring/library.ts';
import { libraryMap } from '../apps/server/src/monitoring/library-map.ts';
import { readRecord, type Session } from '../apps/server/src/record/index.ts';
import { emptyQuery, type LibraryQuery } from '../packages/model/src/index.ts';
import type { Figure } from './figure.ts';
import { fillLibrary } from './library-rows.ts';
import type { Scratch } from './scratch.ts';

/** What is measured in: of a folder of its own, or one that an earlier run has filled. */
export type Held = Pick<Scratch, 'instance' | 'newCompartment'>;

const RUNS = 120;
const WARM = 15;

/**
 * What people wait for in a library of so many incidents, as a member who reads three of four compartments up to "internal":
 * the slowest of twenty requests (95th percentile), beside the same of a plain read of one record by its id.
 */
export async function benchLibrary(scratch: Held, wanted: number): Promise<Figure[]> {
  const { instance } = scratch;
  const { rows: held } = await instance.owner.query('select id from cairn.compartment order by code');
  const compartments: string[] = held.map(({ id }) => id);
  while (compartments.length < 4) compartments.push(await scratch.newCompartment());
  const session = await memberOf(scratch, compartments.slice(0, 3));
  const counting = 'select count(*)::integer as n from cairn.record';
  const { rows: before } = await instance.owner.query(counting);
  if (before[0].n === 0) await fillLibrary(instance.owner, compartments, wanted);
  const n = before[0].n === 0 ? wanted : before[0].n;
  const { rows } = await instance.owner.query(
    'select id from cairn.record where compartment = any ($1) and level = $2 order by id limit 1000',
    [compartments.slice(0, 3), 'public'],
  );
  const all = emptyQuery();
  const one = { ...all, compartment: compartments[0] as string };
  const limit = {
    name: 'one record by its id',
    value: await slowest((i) => readRecord(instance, session, rows[i % rows.length]?.id)),
  };
  const measured = async (name: string, most: number, ask: (i: number) => Promise<unknown>): Promise<Figure> => ({
    ...{ name: `${n.toLocaleString('en')} incidents: ${name}, p95`, value: await slowest(ask), unit: 'ms', limit },
    aim: { text: `≤ ${most} ms`, met: ({ value }) => value <= most },
  });
  const page = (query: LibraryQuery) => library(instance, session, query);
  const code = (i: number) => [{ scheme: 'method', code: `m${1 + (i % 20)}` }];
  const map = (query: LibraryQuery, zoom: number) => libraryMap(instance, session, query, zoom);
  const narrow = (i: number) => page({ ...all, ...wordOf(i), ...periodOf(i), ...areaOf(i, 2) });
  const { aim: _, ...cold } = await measured('text, period and area, first asked after a start', 0, narrow);
  return [
    cold,
    await measured('text, period and area', 60, narrow),
    await measured('two words and period', 60, (i) =>
      page({ ...all, text: `w${1 + (i % 40)} w${2 + i}`, ...periodOf(i) }),
    ),
    await measured('first page', 5, () => page(all)),
    await measured('first page of one compartment', 5, () => page(one)),
    await measured('page by time', 60, (i) => page({ ...all, sort: i % 2 === 0 ? 'when' : '-when' })),
    await measured('page of a code', 60, (i) => page({ ...all, codes: code(i) })),
    await measured('facet', 20, (i) => facets(instance, session, all, [SCHEMES[i % SCHEMES.length] as string])),
    await measured('facet of text, period and area', 20, (i) =>
      facets(instance, session, { ...all, ...wordOf(i), ...periodOf(i), ...areaOf(i, 2) }, ['method']),
    ),
    await measured('facet of a period', 20, (i) => facets(instance, session, { ...all, ...periodOf(i) }, ['method'])),
    await measured('map below zoom 8', 50, (i) => map({ ...all, ...areaOf(i, 12) }, i % 8)),
    await measured('map below zoom 8, of a code', 50, (i) => map({ ...all, codes: code(i) }, i % 8)),
    await measured('map from zoom 8 up', 50, (i) => map({ ...all, ...areaOf(i, 1.4 / (1 + (i % 3))) }, 8 + (i % 3))),
    await measured('map below zoom 8, of a period', 50, (i) =>
      map({ ...all, ...periodOf(i), ...areaOf(i, 12) }, i % 8),
    ),
    await measured('map below zoom 8, of text and period', 50, (i) =>
      map({ ...all, ...wordOf(i), ...periodOf(i) }, i % 8),
    ),
  ];
}

const SCHEMES = ['method', 'tag', 'incident-status', 'outcome', 'adm'];

function wordOf(i: number): { text: string } {
  // From the most common word to rare ones.
  return { text: `w${Math.ceil(1.09 ** (i % RUNS))}` };
}

function periodOf(i: number): { from: string; to: string } {
  const day = (n: number) => new Date(Date.UTC(2022, 0, n)).toISOString().slice(0, 10);
  const first = 1 + ((i * 37) % 1300);
  return { from: day(first), to: day(first + 7 + ((i * 11) % 90)) };
}

function areaOf(i: number, side: number): { bbox: readonly [number, number, number, number] } {
  const [west, south] = [22 + ((i * 7) % 160) / 10, 44 + ((i * 3) % 60) / 10];
  return { bbox: [west, south, west + side, south + side * 0.7] };
}

/** The time that nineteen of twenty requests stay below, in milliseconds. */
async function slowest(ask: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < WARM + RUNS; i++) {
    const began = performance.now();
    await ask(i);
    if (i >= WARM) times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

async function memberOf({ instance }: Held, compartments: readonly string[]): Promise<Session> {
  const by = 'operator:bench';
  const email = `bench-${Date.now()}@example.org`;
  await addUser(instance, by, { email, name: 'Bench' });
  for (const compartment of compartments)
    await setMember(instance, by, { compartment, user: email, role: 'reader', clearance: 'internal' });
  const { token } = await createToken(instance, by, { user: email });
  const live = await signInWithToken(instance, token);
  if (live === null) throw new Error('The member could not sign in.');
  return live.session;
}
