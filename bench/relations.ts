import type { FastifyInstance } from 'fastify';
import { addUser, createToken, setMember } from '../apps/server/src/access/index.ts';
import { buildServer } from '../apps/server/src/http/server.ts';
import { type Change, commit, newId, operatorName } from '../apps/server/src/record/index.ts';
import { type Figure, median } from './figure.ts';
import type { Scratch } from './scratch.ts';

const RELATIONS = 3_000;
const ACTORS = 76_000;
const AT_ONCE = 500;
const RUNS = 5;
const PIECE = 500;

/**
 * The two hard cases that users of another workspace published: an incident with 3,000 relations (Uwazi, issue 9449: 20 MB of
 * JSON), and 500 relations chosen from 76,000 actors and saved in one step (Uwazi, issue 2450: about 22 s). Beside them a plain
 * indexed read, and plain inserts, of as many rows in the same run.
 */
export async function benchRelations(scratch: Scratch): Promise<Figure[]> {
  const { incident, item, actors } = await lay(scratch);
  const { instance, compartment } = scratch;
  await addUser(instance, operatorName(), { email: 'bench@example.org', name: 'Bench' });
  const { rows } = await instance.owner.query('select name from cairn.compartment where id = $1', [compartment]);
  const member = { compartment: rows[0].name, user: 'bench@example.org', role: 'contributor', clearance: 'internal' };
  await setMember(instance, operatorName(), member);
  const { token } = await createToken(instance, operatorName(), { user: 'bench@example.org' });
  const server = buildServer(instance);
  await server.ready();
  try {
    const ask = asker(server, token);
    return [
      ...(await firstView(scratch, ask, incident)),
      ...(await wholeWay(scratch, ask, incident)),
      await chosen(scratch, ask, { actors, item }),
      await found(scratch, ask),
    ];
  } finally {
    await server.close();
  }
}

type Ask = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<{ bytes: number; ms: number; body: Answer }>;
interface Answer {
  links?: { id: string }[];
  records?: unknown[];
  next?: string | null;
}

/** Through the whole server but for the socket: guard, session, activity, query, JSON. */
function asker(server: FastifyInstance, token: string): Ask {
  return async (method, path, body) => {
    const began = performance.now();
    const answer = await server.inject({
      ...{ method, url: `/api/v1${path}` },
      headers: { authorization: `Bearer ${token}`, host: 'localhost' },
      ...(body === undefined ? {} : { payload: body }),
    });
    const ms = performance.now() - began;
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 500)}`);
    return { bytes: Buffer.byteLength(answer.body), ms, body: JSON.parse(answer.body) as Answer };
  };
}

async function lay(scratch: Scratch): Promise<{ incident: string; item: string; actors: string[] }> {
  const { instance, session, compartment } = scratch;
  const make = (kind: Change['kind'], body: Record<string, unknown>): Change => ({
    id: newId(),
    kind,
    compartment,
    base: 0,
    body,
  });
  const item = make('item', { itemKind: 'paper', title: 'List' });
  const incident = make('incident', { title: 'Siege of the town' });
  await commit(instance, session, [item, incident], 'Benchmark');
  const actors: string[] = [];
  for (let done = 0; done < ACTORS; done += PIECE) {
    const piece = Array.from({ length: PIECE }, (_, i) =>
      make('actor', { actorType: 'group', names: [{ text: nameOf(done + i) }] }),
    );
    await commit(instance, session, piece, 'Benchmark');
    actors.push(...piece.map(({ id }) => id));
    if (done % 10_000 === 0) process.stderr.write(`  ${done} of ${ACTORS} actors\n`);
  }
  for (let done = 0; done < RELATIONS; done += PIECE) {
    const piece = actors
      .slice(done, done + PIECE)
      .map((from) => make('link', { from, to: incident.id, type: 'victim-of', basis: [{ itemId: item.id }] }));
    await commit(instance, session, piece, 'Benchmark');
  }
  await instance.owner.query('analyze');
  return { incident: incident.id, item: item.id, actors };
}

const GIVEN = [
  'Олена',
  'Ivan',
  'Марія',
  'Petro',
  'Оксана',
  'Serhii',
  'Анна',
  'Dmytro',
  'Ірина',
  'Taras',
  'Юлія',
  'Bohdan',
];
const SYLLABLES = [
  'Ко',
  'ва',
  'ле',
  'Shev',
  'chen',
  'по',
  'Mel',
  'ny',
  'Бон',
  'да',
  'ren',
  'кру',
  'лис',
  'Hon',
  'char',
];

/** Invented; many share a given name, few a whole one. */
function nameOf(n: number): string {
  const part = (by: number) => SYLLABLES[Math.floor(n / by) % SYLLABLES.length] ?? '';
  return `${GIVEN[n % GIVEN.length]} ${part(1)}${part(15).toLowerCase()}${part(225).toLowerCase()}${part(3375).toLowerCase()}ko`;
}

/** What the page asks for first: numbers by type, and the first links. */
async function firstView({ instance }: Scratch, ask: Ask, incident: string): Promise<Figure[]> {
  const times: number[] = [];
  const plain: number[] = [];
  let bytes = 0;
  for (let run = 0; run < RUNS; run++) {
    plain.push(await plainRead(instance.owner, incident, AT_ONCE));
    const answer = await ask('GET', `/records/${incident}/relations?group=1&limit=${AT_ONCE}`);
    times.push(answer.ms);
    bytes = answer.bytes;
  }
  const limit = { name: `plain read of ${AT_ONCE} links and their ends by index`, value: median(plain) };
  return [
    {
      name: `incident with ${RELATIONS} relations: counts and the first ${AT_ONCE} (Uwazi issue 9449: 20 MB)`,
      value: median(times),
      unit: 'ms',
      limit,
      aim: { text: '300 ms', met: ({ value }) => value <= 300 },
    },
    {
      name: 'bytes of that answer, not compressed',
      value: bytes / 1000,
      unit: 'kB',
      aim: { text: '300 kB', met: ({ value }) => value <= 300 },
    },
  ];
}

/** All of them, page by page. */
async function wholeWay({ instance }: Scratch, ask: Ask, incident: string): Promise<Figure[]> {
  const plain = await plainRead(instance.owner, incident, RELATIONS);
  let [ms, bytes, links] = [0, 0, 0];
  for (let cursor = ''; ; ) {
    const answer = await ask('GET', `/records/${incident}/relations?limit=${AT_ONCE}${cursor}`);
    ms += answer.ms;
    bytes += answer.bytes;
    links += answer.body.links?.length ?? 0;
    if (answer.body.next === null) break;
    cursor = `&cursor=${answer.body.next}`;
  }
  if (links !== RELATIONS) throw new Error(`There were ${links} links and not ${RELATIONS}.`);
  return [
    {
      name: `all ${RELATIONS} relations in ${RELATIONS / AT_ONCE} pages, ${Math.round(bytes / 1000)} kB together`,
      value: ms,
      unit: 'ms',
      limit: { name: 'plain read of as many links and their ends by index', value: plain },
    },
  ];
}

async function plainRead(owner: Scratch['instance']['owner'], incident: string, most: number): Promise<number> {
  const began = performance.now();
  const { rows } = await owner.query(
    `select l.record, l.source, l.target, l.type, b.body, a.body as other from cairn.record_link l
     join cairn.record_body b on b.record = l.record and b.level = l.level
     join cairn.record r on r.id = l.source join cairn.record_body a on a.record = r.id and a.level = r.level
     where l.target = $1 limit $2`,
    [incident, most],
  );
  if (rows.length !== most) throw new Error(`The plain read gave ${rows.length} rows.`);
  return performance.now() - began;
}

/** 500 relations saved at once, each signed and entered in the log. */
async function chosen(
  scratch: Scratch,
  ask: Ask,
  { actors, item }: { actors: string[]; item: string },
): Promise<Figure> {
  const { instance, session, compartment } = scratch;
  const times: number[] = [];
  const plain: number[] = [];
  await instance.owner.query('create table public.bench_link (id uuid primary key, body jsonb)');
  for (let run = 0; run < RUNS; run++) {
    const incident: Change = { id: newId(), kind: 'incident', compartment, base: 0, body: { title: `Siege ${run}` } };
    await commit(instance, session, [incident], 'Benchmark');
    const links = Array.from({ length: AT_ONCE }, (_, i) => ({
      from: actors[(run * 7_919 + i * 151) % actors.length] as string,
      ...{ to: incident.id, type: 'victim-of', basis: [{ itemId: item }] },
    }));
    const began = performance.now();
    await instance.owner.query(
      'insert into public.bench_link select * from jsonb_to_recordset($1) as b (id uuid, body jsonb)',
      [JSON.stringify(links.map((body) => ({ id: newId(), body })))],
    );
    plain.push(performance.now() - began);
    times.push((await ask('POST', '/relations', { links, reason: 'Benchmark' })).ms);
  }
  await instance.owner.query('drop table public.bench_link');
  return {
    name: `${AT_ONCE} relations among ${ACTORS} actors saved in one step (Uwazi issue 2450: about 22 s)`,
    value: median(times),
    unit: 'ms',
    limit: { name: 'insert of as many plain rows in one statement', value: median(plain) },
  };
}

/** Choosing one of them by a name written in the other script. */
async function found({ instance }: Scratch, ask: Ask): Promise<Figure> {
  const times: number[] = [];
  const plain: number[] = [];
  for (let run = 0; run < RUNS * 4; run++) {
    const began = performance.now();
    await instance.owner.query('select record, name from cairn.record_name where folded = $1', ['olena koshevchenko']);
    await instance.owner.query(`select record, name from cairn.record_name where keys @> array['ln'] limit 50`);
    plain.push(performance.now() - began);
    const name = ['Olena Kova', 'Оксана Шевчен', 'Іван Мельни', 'Mariia Bonda'][run % 4] ?? '';
    times.push((await ask('GET', `/names?q=${encodeURIComponent(name)}&limit=50`)).ms);
  }
  return {
    name: `finding actors among ${ACTORS} by part of a name in the other script`,
    value: median(times),
    unit: 'ms',
    limit: { name: 'two plain reads by index of the same table', value: median(plain) },
  };
}
