import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompartment, addUser, createToken, publishLog, setMember } from '../access/index.ts';
import { commit, newId, openOperatorSession, sequence } from '../record/index.ts';
import { addressOf, storeFile } from '../store/index.ts';
import { ask, askUrl } from '../testing/raw.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { checkAllNow } from './index.ts';

// Somebody has a file and wants to know whether a team to which they do not belong has it as well. Two instances are alike but
// for that: in one the team holds this very file, in the other a file that is not even as long. Whoever is outside does all
// that they can think of, and is answered the same, byte for byte, by both.

/** The file that they have. */
const FILE = Buffer.from('Taken from the roof at 14:02. '.repeat(300));
const ANOTHER = Buffer.from('Something else. ');
const DIGEST = createHash('sha256').update(FILE).digest('hex');
const NAME = 'roof-1402.mp4';

interface World {
  readonly cairn: TestServer;
  /** An item of the other team; its id can become known, for instance from a proof. */
  readonly item: string;
  readonly hidden: string;
  readonly callers: readonly { readonly name: string; readonly token: string }[];
}

let folder: string;
let worlds: readonly [World, World];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-held-'));
  worlds = [await startWorld(FILE), await startWorld(ANOTHER)];
}, 120_000);
afterAll(async () => {
  for (const { cairn } of worlds ?? []) await cairn.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An instance whose other team holds a file. */
async function startWorld(content: Buffer): Promise<World> {
  const cairn = await startTestServer();
  const { instance } = cairn;
  await addUser(instance, TESTER, { email: 'keeper@example.org', name: 'Keeper' });
  const { id: hidden } = await addCompartment(instance, TESTER, {
    ...{ name: 'Hidden', code: 'HID', lead: 'keeper@example.org' },
  });
  const stranger = await cairn.addPerson('stranger');
  const administrator = await cairn.addPerson('administrator', undefined, true);
  const neighbour = await cairn.addPerson('neighbour', { role: 'contributor', clearance: 'sealed' });
  const reader = await cairn.addPerson('reader', { role: 'reader', clearance: 'public' });
  // A member of both, by a token that reaches one of them.
  await cairn.addPerson('both', { role: 'lead', clearance: 'sealed' });
  await setMember(instance, TESTER, {
    ...{ compartment: 'Hidden', user: 'both@example.org', role: 'lead', clearance: 'sealed' },
  });
  const scoped = (given: object) => createToken(instance, TESTER, { user: 'both@example.org', ...given });
  const { token: both } = await scoped({ compartments: ['Team'] });
  const { token: rights } = await scoped({ scopes: ['rights'] });
  const path = join(folder, 'part');
  writeFileSync(path, content);
  const { sha256, bytes } = await storeFile(instance, hidden, path);
  const item = newId();
  const body = {
    itemKind: 'file',
    file: { name: NAME, sha256, bytes, mediaType: 'video/mp4' },
    title: 'Seen from the seventh floor',
  };
  const session = await openOperatorSession(instance);
  await commit(
    instance,
    session,
    [{ id: item, kind: 'item', compartment: hidden, base: 0, body }],
    'Brought by the courier',
  );
  await publishLog(instance, TESTER, true);
  await sequence(instance);
  await checkAllNow(instance, {});
  const callers = Object.entries({ stranger, administrator, neighbour, reader, both, rights, lead: cairn.token });
  return { cairn, item, hidden, callers: callers.map(([name, token]) => ({ name, token })) };
}

/** What an answer tells, without what is drawn or counted anew for every instance: ids, secrets, hashes of salted tokens, times, ports. */
function told(status: number, headers: object, body: string, { cairn }: World): string {
  const { port } = new URL(cairn.origin);
  return `${status} ${JSON.stringify(headers)} ${body}`
    .replaceAll(port, 'PORT')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/"date":"[^"]*"/g, 'DATE')
    .replaceAll(/"(retry-after|last-modified|etag|upload-expires)":"[^"]*"/g, '$1')
    .replaceAll(/cairn\.invalid\/[0-9a-f]{16}/g, 'ORIGIN')
    .replaceAll(DIGEST, 'THE DIGEST')
    .replaceAll(/[0-9a-f]{64}/g, 'HASH')
    .replaceAll(/(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_=-])/g, 'SECRET')
    .replaceAll(/[A-Za-z0-9+/]{40,}={0,2}/g, 'BASE64');
}

/** What differs is seldom in the headers, which are long. */
function afterHeaders(text: string | undefined): string | undefined {
  return text?.replace(/\{"content-security-policy".*?"connection":"[a-z-]+"\}/, '…');
}

type Caller = World['callers'][number];

async function call(
  world: World,
  { token }: Caller,
  method: string,
  path: string,
  given: { body?: unknown; bytes?: Buffer; headers?: Record<string, string> } = {},
): Promise<{ text: string; told: string; headers: Record<string, string> }> {
  const body = given.bytes ?? (given.body === undefined ? undefined : JSON.stringify(given.body));
  const headers = {
    ...{ host: new URL(world.cairn.origin).host, authorization: `Bearer ${token}` },
    ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...given.headers,
  };
  const answer = await ask(world.cairn.origin, path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = answer.body.toString('utf8');
  return {
    text,
    told: told(answer.status, answer.headers, text, world),
    headers: answer.headers as Record<string, string>,
  };
}

/** Every question that leaves nothing behind. */
function questions({ item, hidden, cairn }: World): [string, string, unknown?][] {
  const digests = [DIGEST, `sha256:${DIGEST}`, DIGEST.toUpperCase(), NAME, 'video/mp4', 'media-type:video/mp4'];
  const preview = '/api/v1/erasures/preview';
  const places = ['HID', 'Hidden', hidden, 'TEA'];
  return [
    ...['session', 'people', 'compartments', 'accounts', 'sessions', 'vocabularies', 'integrity', 'uploads'].map(
      (path): [string, string] => ['GET', `/api/v1/${path}`],
    ),
    ...[
      'anchors',
      'evidence/state',
      'erasures',
      'log/consistency',
      'log/consistency?from=1',
      'activity',
      'notices',
    ].map((path): [string, string] => ['GET', `/api/v1/${path}`]),
    ...['/checkpoint', '/tile/0/000', '/tile/entries/000', '/tile/1/000', '/api/health'].map(
      (path): [string, string] => ['GET', path],
    ),
    ...places.flatMap((place): [string, string][] => [
      ['GET', `/api/v1/items?compartment=${place}`],
      ['GET', `/api/v1/records?compartment=${place}&kind=item`],
      ['GET', `/api/v1/search?compartment=${place}&code=sha256:${DIGEST}`],
      ['GET', `/api/v1/compartments/${place}/activity`],
      ['GET', `/api/v1/compartments/${place}/people`],
    ]),
    ...digests.flatMap((text): [string, string, unknown?][] => [
      ['GET', `/api/v1/search?code=${encodeURIComponent(text)}`],
      ['GET', `/api/v1/search?text=${encodeURIComponent(text)}`],
      ['POST', preview, { targets: [], value: text }],
      ['POST', preview, { compartment: cairn.compartment.id, targets: [], value: text }],
      ['POST', preview, { compartment: hidden, targets: [], value: text }],
    ]),
    ...['', '?type=video', '?type=other', `?about=${item}`, `?about=${newId()}`].map((query): [string, string] => [
      ...(['GET', `/api/v1/items${query}`] as const),
    ]),
    ['GET', '/api/v1/records?reference=HID-000001'],
    ...['', '/revisions', '/related', '/proof', '/proof?disclose=file'].map((path): [string, string] => [
      ...(['GET', `/api/v1/records/${item}${path}`] as const),
    ]),
    ['GET', `/api/v1/items/${item}/evidence`],
    ['POST', `/api/v1/items/${item}/examine`],
    ...(['show', 'download'] as const).map((as): [string, string, unknown] => [
      ...(['POST', '/api/v1/items/links', { items: [{ item, as }] }] as const),
    ]),
    ['PATCH', `/api/v1/records/${item}`, { revision: 1, body: { title: 'x' }, reason: 'x' }],
    ['POST', preview, { targets: [{ record: item }] }],
    ['POST', preview, { compartment: hidden, targets: [{ record: item, fields: ['file'] }] }],
    ['POST', '/api/v1/records', claimed('HID', { name: NAME })],
    ['POST', '/api/v1/records', claimed('TEA', { name: NAME })],
    ['POST', '/api/v1/records', { ...claimed('TEA', {}), body: { itemKind: 'link', provenance: { parent: item } } }],
    ['POST', '/api/v1/items/intake', { compartment: 'HID', files: [{ upload: newId(), name: NAME }], reason: 'x' }],
  ];
}

/** An item that says that it is the file, without its bytes having been handed in. */
const claimed = (compartment: string, { name = NAME }: { name?: string }) => ({
  ...{ kind: 'item', compartment, reason: 'x' },
  body: { itemKind: 'file', file: { name, sha256: DIGEST, bytes: FILE.length, mediaType: 'video/mp4' } },
});

test('no question by anybody outside is answered otherwise where the file is held', async () => {
  const [first] = worlds;
  const differing: string[] = [];
  let asked = 0;
  for (const [who, caller] of first.callers.entries()) {
    for (const n of questions(first).keys()) {
      const answers = await Promise.all(
        worlds.map((world) => {
          const [method, path, body] = questions(world)[n] as [string, string, unknown?];
          return call(world, world.callers[who] as Caller, method, path, { ...(body === undefined ? {} : { body }) });
        }),
      );
      const [held, not] = answers.map((answer) => answer.told);
      asked += 1;
      const [method, path, body] = questions(first)[n] as [string, string, unknown?];
      const where = `${caller.name}: ${method} ${path} ${JSON.stringify(body) ?? ''}`;
      if (held !== not) differing.push(`${where}\n${afterHeaders(held)}\n${afterHeaders(not)}`);
      // What was asked for may be named in a refusal; the name of the item, which nobody here asked for, never.
      for (const { text } of answers)
        if (/seventh floor|by the courier/.test(text)) differing.push(`${where} shows the item`);
    }
  }
  expect(differing).toEqual([]);
  expect(asked).toBeGreaterThan(500);
}, 300_000);

/** Hands in the very file, twice, and looks at all that comes of it. */
async function handIn(world: World, caller: Caller): Promise<string[]> {
  const heard: string[] = [];
  const say = async (...given: Parameters<typeof call>) => {
    const answer = await call(...given);
    heard.push(`${given[2]} ${told(0, {}, given[3], world)} ${answer.told}`);
    return answer;
  };
  const tus = { 'tus-resumable': '1.0.0' };
  const ids: string[] = [];
  for (let time = 0; time < 2; time++) {
    const compartment = Buffer.from(world.cairn.compartment.id).toString('base64');
    const begun = await say(world, caller, 'POST', '/api/v1/uploads', {
      headers: { ...tus, 'upload-length': String(FILE.length), 'upload-metadata': `compartment ${compartment}` },
    });
    const location = new URL(begun.headers.location ?? '', world.cairn.origin).pathname;
    const sent = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
    await say(world, caller, 'PATCH', location, { headers: sent, bytes: FILE });
    await say(world, caller, 'HEAD', location, { headers: tus });
    const upload = location.split('/').at(-1);
    const taken = await say(world, caller, 'POST', '/api/v1/items/intake', {
      body: { compartment: world.cairn.compartment.id, files: [{ upload, name: NAME }], item: {}, reason: 'Found' },
    });
    ids.push(JSON.parse(taken.text).items[0].item);
  }
  // The second time it is their own item, and is called so.
  expect(ids[1]).toBe(ids[0]);
  const [item] = ids as [string];
  await say(world, caller, 'GET', `/api/v1/items/${item}/evidence`);
  await say(world, caller, 'GET', `/api/v1/records/${item}`);
  await say(world, caller, 'GET', `/api/v1/records/${item}/revisions`);
  await say(world, caller, 'GET', `/api/v1/search?code=sha256:${DIGEST}`);
  await say(world, caller, 'GET', '/api/v1/uploads');
  await say(world, caller, 'POST', '/api/v1/erasures/preview', { body: { targets: [{ record: item }] } });
  const links = await say(world, caller, 'POST', '/api/v1/items/links', { body: { items: [{ item, as: 'show' }] } });
  const { url } = JSON.parse(links.text).links[0];
  const file = await askUrl(url);
  expect(file.body.equals(FILE)).toBe(true);
  heard.push(told(file.status, file.headers, '', world));
  // Their address does not open what the others have.
  const theirs = await askUrl(url.replace(item, world.item));
  heard.push(told(theirs.status, theirs.headers, theirs.body.toString(), world));
  return heard;
}

test('who hands the same file in is answered, and hears on their stream, the same whether another team has it', async () => {
  const heard = await Promise.all(
    worlds.map(async (world) => {
      const caller = world.callers.find(({ name }) => name === 'neighbour') as Caller;
      const stream = await openStream(`${world.cairn.origin}/api/v1/live`, { authorization: `Bearer ${caller.token}` });
      const answers = await handIn(world, caller);
      await stream.until((events) => events.some(({ event }) => event === 'records'));
      const events = told(0, {}, JSON.stringify(stream.events().filter(({ event }) => event === 'records')[0]), world);
      await stream.close();
      return [...answers, events];
    }),
  );
  expect(heard[0]).toEqual(heard[1]);
  expect(heard[0]?.length).toBeGreaterThan(15);
}, 120_000);

test('names on disk tell nothing: two teams have two files, neither named after what is in it', () => {
  const [held] = worlds;
  const { instance, compartment, data } = held.cairn;
  const [own, theirs] = [compartment.id, held.hidden].map((id) => addressOf(instance, id, DIGEST));
  expect(own).not.toBe(theirs);
  const files = worlds.map(({ cairn }) => filesIn(join(cairn.data, 'store')));
  // As many where the file was there before as where it was not.
  expect(files[0]?.length).toBe(files[1]?.length);
  const names = files[0]?.map(({ name }) => name) ?? [];
  expect(names).toEqual(expect.arrayContaining([own, theirs]));
  const guessed = [
    DIGEST,
    createHash('sha256').update(DIGEST).digest('hex'),
    createHash('sha1').update(FILE).digest('hex'),
  ];
  for (const name of names) for (const guess of guessed) expect(name).not.toContain(guess.slice(0, 16));
  // No link between the two, whose count would tell.
  for (const { links } of files[0] ?? []) expect(links).toBe(1);
  for (const name of readdirSync(data, { recursive: true }) as string[]) expect(name).not.toContain(DIGEST);
});

function filesIn(store: string): { name: string; links: number }[] {
  return (readdirSync(store, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, links: statSync(join(entry.parentPath, entry.name)).nlink }));
}

test('below clearance in one team: naming a digest neither tells whether its file is there nor opens it', async () => {
  const [world] = worlds;
  const { cairn } = world;
  const path = join(folder, 'kept');
  const secret = Buffer.from('Minutes of the meeting.');
  writeFileSync(path, secret);
  const { sha256, bytes } = await storeFile(cairn.instance, cairn.compartment.id, path);
  const file = { name: 'minutes.txt', sha256, bytes };
  const session = await openOperatorSession(cairn.instance);
  const place = { kind: 'item' as const, compartment: cairn.compartment.id, base: 0 };
  const kept = { ...place, id: newId(), body: { itemKind: 'file', file, sensitivity: 'case-only' } };
  await commit(cairn.instance, session, [kept], 'Kept');
  const token = await cairn.addPerson('junior', { role: 'contributor', clearance: 'internal' });
  const junior = { name: 'junior', token };
  const naming = (digest: string) => ({
    ...{ kind: 'item', compartment: 'Team', reason: 'x' },
    body: { itemKind: 'file', file: { ...file, sha256: digest } },
  });
  const there = await call(world, junior, 'POST', '/api/v1/records', { body: naming(sha256) });
  const absent = await call(world, junior, 'POST', '/api/v1/records', { body: naming('0'.repeat(64)) });
  expect(there.told).toBe(absent.told);
  expect(there.told).toMatch(/^422 .*not-handed-in/);
  // Nor does an item that has no file of its own get one by being edited.
  const bare = { kind: 'item', compartment: 'Team', reason: 'x', body: { itemKind: 'link', title: 'A page' } };
  const made = await call(world, junior, 'POST', '/api/v1/records', { body: bare });
  const { id } = JSON.parse(made.text) as { id: string };
  const adding = (digest: string) => ({ revision: 1, reason: 'x', body: { file: { ...file, sha256: digest } } });
  const [edited, unknown] = [
    await call(world, junior, 'PATCH', `/api/v1/records/${id}`, { body: adding(sha256) }),
    await call(world, junior, 'PATCH', `/api/v1/records/${id}`, { body: adding('0'.repeat(64)) }),
  ];
  expect(edited.told).toBe(unknown.told);
  expect(edited.told).toMatch(/^422 .*not-handed-in/);
  // Who reads the item may name its file in another: a second page of the same scan, for instance.
  const lead = { name: 'lead', token: cairn.token };
  expect((await call(world, lead, 'POST', '/api/v1/records', { body: naming(sha256) })).told).toMatch(/^201 /);
});
