import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import { addCompartment, addUser, createToken, ROLES, type Role, setMember } from '../access/index.ts';
import { ask } from './raw.ts';
import { startTestServer, TESTER, type TestServer } from './server.ts';

/** Levels that fields have; identity fields lie beside the others. */
export const LEVELS = [...SENSITIVITIES, 'identity'] as const;
export type Level = (typeof LEVELS)[number];

const NAMES = { NOR: 'North', SOU: 'South' } as const;
export type Place = keyof typeof NAMES;
export const PLACES: readonly Place[] = ['NOR', 'SOU'];

/** Stands in one field of one compartment and level, and in the reason of its record. */
export function markerOf(place: Place, level: Level): string {
  return `MARKER-${place}-${level.toUpperCase()}-7f3a`;
}

export const MARKERS: readonly string[] = PLACES.flatMap((place) => LEVELS.map((level) => markerOf(place, level)));

/** A record that somebody of `level` in `place` sees, and nobody below. */
export interface Planted {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly place: Place;
  readonly level: Sensitivity;
}

/** One who calls, with what may be shown to them. */
export interface Caller {
  readonly name: string;
  /** Replaced where a request of the walk ended it. */
  token: string | null;
  readonly email: string | null;
  readonly place: Place | null;
  readonly role: Role | null;
  sees(place: Place, level: Level): boolean;
}

export interface Matrix {
  readonly cairn: TestServer;
  readonly callers: readonly Caller[];
  readonly planted: Planted[];
  /** Puts a record of the level in the compartment. */
  plant(place: Place, level: Sensitivity): Promise<Planted>;
  /** A request as JSON, by whoever has the token. */
  call(token: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; text: string }>;
  /** Opens the way again for a caller whose token or account a request ended. */
  revive(caller: Caller): Promise<void>;
}

/**
 * A server with two compartments, a record at each level of each, an actor and an item with identity fields in each, and
 * callers of every role, clearance and compartment, with and without the right to identity fields; besides nobody, a forged
 * token, somebody who is a member nowhere, and an administrator.
 */
export async function startMatrix(): Promise<Matrix> {
  const cairn = await startTestServer();
  const { instance } = cairn;
  // Tens of thousands of requests leave their activity; nothing here asks what survives a crash.
  await instance.owner.query('alter role cairn_sequencer set synchronous_commit = off');
  const tokens = new Map<Place, string>();
  const callers: Caller[] = [
    { name: 'nobody', token: null, email: null, place: null, role: null, sees: () => false },
    { name: 'a forged token', token: 'cairn_forged', email: null, place: null, role: null, sees: () => false },
    await outsider(cairn, 'stranger', false),
    await outsider(cairn, 'administrator', true),
  ];
  for (const place of PLACES) {
    const email = `lead-${place}@example.org`.toLowerCase();
    await addUser(instance, TESTER, { email, name: `Lead of ${place}` });
    const { id } = await addCompartment(instance, TESTER, { name: NAMES[place], code: place, lead: email });
    const { token } = await createToken(instance, TESTER, { user: email });
    tokens.set(place, token);
    await beginUpload(cairn, token, id);
    for (const role of ROLES) {
      for (const clearance of SENSITIVITIES) {
        // In the second compartment the right to identities alternates: what it does is asked of everybody in the first.
        const either = place === 'NOR' ? [false, true] : [SENSITIVITIES.indexOf(clearance) % 2 === 0];
        for (const identities of role === 'lead' ? [true] : either) {
          callers.push(await member(cairn, { place, role, clearance, identities }));
        }
      }
    }
  }
  const matrix: Matrix = {
    cairn,
    callers,
    planted: [],
    plant: async (place, level) => {
      const body = { title: markerOf(place, level), sensitivity: level };
      const made = await record(matrix, tokens.get(place), 'incident', { place, level, body });
      matrix.planted.push(made);
      return made;
    },
    call: (token, method, path, body) => call(cairn.origin, token, method, path, body),
    revive: (caller) => revive(cairn, caller),
  };
  for (const place of PLACES) {
    for (const level of SENSITIVITIES) await matrix.plant(place, level);
    const identity = { names: [{ text: markerOf(place, 'identity') }] };
    const body = { actorType: 'person', sensitivity: 'public', identity, notes: markerOf(place, 'case-only') };
    matrix.planted.push(await record(matrix, tokens.get(place), 'actor', { place, level: 'public', body }));
    const item = {
      ...{ itemKind: 'paper', sensitivity: 'public', title: markerOf(place, 'internal') },
      custody: [{ at: '2026-01-02', event: 'stored', note: markerOf(place, 'case-only') }],
      collectedUnder: { account: markerOf(place, 'identity') },
    };
    matrix.planted.push(await record(matrix, tokens.get(place), 'item', { place, level: 'public', body: item }));
    await plantWork(matrix, tokens.get(place), place);
    await keepRights(cairn);
  }
  await pairUp(cairn);
  return matrix;
}

/** What the team's work leaves beside its records: a batch with an item that is guarded more strictly, a comment, a view. */
async function plantWork(matrix: Matrix, token: string | undefined, place: Place): Promise<void> {
  const plant = async (kind: string, level: Sensitivity, body: object) => {
    const made = await record(matrix, token, kind, { place, level, body: { ...body, sensitivity: level } });
    matrix.planted.push(made);
    return made.id;
  };
  const guarded = markerOf(place, 'case-only');
  const batch = await plant('batch', 'internal', { title: markerOf(place, 'internal'), batchKind: 'links' });
  await plant('item', 'case-only', { itemKind: 'link', url: 'https://example.org/a', title: guarded, batch });
  const about = matrix.planted.find((each) => each.place === place && each.level === 'public')?.id;
  await plant('comment', 'case-only', { about, text: guarded });
  await plant('view', 'sealed', { title: markerOf(place, 'sealed'), query: `text=${markerOf(place, 'sealed')}` });
}

/** All records of one kind as pairs that may be the same, so that a list of them has something to hide. */
async function pairUp({ instance }: TestServer): Promise<void> {
  await instance.owner.query(
    `insert into cairn.possible_duplicate (one, other, compartment, kind, likeness)
     select a.id, b.id, a.compartment, a.kind, 900 from cairn.record a
     join cairn.record b on b.compartment = a.compartment and b.kind = a.kind and a.id < b.id where a.kind in ('incident', 'actor')`,
  );
}

async function outsider(cairn: TestServer, name: string, admin: boolean): Promise<Caller> {
  const token = await cairn.addPerson(name, undefined, admin);
  return { name, token, email: `${name}@example.org`, place: null, role: null, sees: () => false };
}

async function member(
  { instance }: TestServer,
  given: { place: Place; role: Role; clearance: Sensitivity; identities: boolean },
): Promise<Caller> {
  const { place, role, clearance, identities } = given;
  const name = `${role} of ${place} cleared for ${clearance}${identities ? ' and identities' : ''}`;
  const email = `${name.replaceAll(' ', '-')}@example.org`.toLowerCase();
  await addUser(instance, TESTER, { email, name });
  await setMember(instance, TESTER, { compartment: place, user: email, role, clearance, identities });
  const { token } = await createToken(instance, TESTER, { user: email });
  const height = LEVELS.indexOf(clearance);
  const sees = (where: Place, level: Level): boolean =>
    where === place && (level === 'identity' ? identities : LEVELS.indexOf(level) <= height);
  return { name, token, email, place, role, sees };
}

async function record(
  { call: ask }: Matrix,
  token: string | undefined,
  kind: string,
  { place, level, body }: { place: Place; level: Sensitivity; body: object },
): Promise<Planted> {
  const given = { kind, compartment: place, body, reason: markerOf(place, level) };
  const { status, text } = await ask(token ?? null, 'POST', '/api/v1/records', given);
  if (status !== 201) throw new Error(`The matrix could not be planted: ${status} ${text}`);
  const { id, reference } = JSON.parse(text) as { id: string; reference: string };
  return { id, kind, reference, place, level };
}

const TUS = { 'tus-resumable': '1.0.0', 'upload-length': '5' };

/** An upload that somebody else has begun. */
async function beginUpload({ origin }: TestServer, token: string, compartment: string): Promise<void> {
  const metadata = `compartment ${Buffer.from(compartment).toString('base64')}`;
  const headers = { ...TUS, 'upload-metadata': metadata, authorization: `Bearer ${token}` };
  const { status } = await fetch(`${origin}/api/v1/uploads`, { method: 'POST', headers });
  if (status !== 201) throw new Error(`The matrix could not begin an upload: ${status}`);
}

/** The answer's text, of a stream its beginning; of an empty answer its headers. */
async function call(
  origin: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = {};
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (path.startsWith('/api/v1/uploads')) Object.assign(headers, { ...TUS, 'upload-offset': '0' });
  if (path.startsWith('/f/')) return callForFile(origin, { method, path, headers });
  const answer = await fetch(origin + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  if (answer.headers.get('content-type') === 'text/event-stream') {
    const reader = answer.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    return { status: answer.status, text: new TextDecoder().decode(value) };
  }
  return { status: answer.status, text: (await answer.text()) || told };
}

/** Files are answered on a host of their own, which takes no heed of who calls. */
async function callForFile(
  origin: string,
  { method, path, headers }: { method: string; path: string; headers: Record<string, string> },
): Promise<{ status: number; text: string }> {
  const host = `files.localhost:${new URL(origin).port}`;
  const answer = await ask(origin, path, { method, headers: { ...headers, host } });
  const told = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
  return { status: answer.status, text: answer.body.toString('utf8') || told.join('\n') };
}

/** What a request of the walk may change where it succeeds; nothing that it must not see. */
const RIGHTS = ['account', 'compartment', 'member', 'access_token', 'setting'];

async function keepRights({ instance }: TestServer): Promise<void> {
  await instance.owner.query('create schema if not exists kept');
  for (const table of RIGHTS) {
    await instance.owner.query(`drop table if exists kept.${table}`);
    await instance.owner.query(`create table kept.${table} as table cairn.${table}`);
  }
}

async function revive({ instance }: TestServer, caller: Caller): Promise<void> {
  if (caller.email === null) return;
  for (const table of ['member', 'account']) {
    const key = table === 'member' ? ['compartment', 'account'] : ['id'];
    const { rows } = await instance.owner.query(
      `select column_name as name from information_schema.columns where table_schema = 'cairn' and table_name = $1`,
      [table],
    );
    const names = rows.map(({ name }) => `"${name}"`).join(', ');
    await instance.owner.query(
      `insert into cairn.${table} (${names}) select ${names} from kept.${table} on conflict (${key.join(', ')}) do update
       set ${rows.map(({ name }) => `"${name}" = excluded."${name}"`).join(', ')}`,
    );
  }
  caller.token = (await createToken(instance, TESTER, { user: caller.email })).token;
}
