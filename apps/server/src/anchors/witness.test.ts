import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  cosigner,
  ed25519Signer,
  formatCheckpoint,
  generateKey,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  toBase64,
} from '@cairn/ledger';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addUser } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { backup } from '../exchange/backup.ts';
import { restore } from '../exchange/restore.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';
import { addCosignature, witnessRequest } from '../record/cosigning.ts';
import {
  forksSeen,
  integrity,
  latestCheckpoint,
  newestCheckpoint,
  publishedCheckpoint,
  sequence,
} from '../record/index.ts';
import { cosign } from '../record/witnessing.ts';
import { newAgeKey } from '../testing/backup-subject.ts';
import { openFresh } from '../testing/fresh.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addPartner, addWitness, askNow, removePartner, removeWitness, setServing, witnessState } from './index.ts';
import { nextSlot } from './schedule.ts';
import { witnessingStep } from './witness-loop.ts';

let a: TestServer;
let b: TestServer;
const folder = mkdtempSync(join(tmpdir(), 'cairn-witness-'));

const said: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation((text: string) => said.push(text));
  [a, b] = await Promise.all([startTestServer({ disk: true }), startTestServer({ disk: true })]);
});
afterAll(async () => {
  await Promise.all([a?.stop(), b?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const ADDRESS = '/witness/add-checkpoint';

async function ask(server: { origin: string }, body: string, type = 'text/plain') {
  const answer = await fetch(server.origin + ADDRESS, { method: 'POST', body, headers: { 'content-type': type } });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

let people = 0;
/** One entry more, and more until the size is no power of two: from such a size a proof cannot show another history. */
async function grow(instance: Instance): Promise<number> {
  for (;;) {
    people += 1;
    await addUser(instance, TESTER, { email: `p${people}@example.org`, name: `P${people}` });
    const size = await sequence(instance);
    if ((size & (size - 1)) !== 0) return size;
  }
}

const prefix = (server: { origin: string }): string => `${server.origin}/witness`;
const quiet = { say: () => undefined };

/** A checkpoint that the log signed, of whatever size and root. */
function signedBy({ keys }: Instance, size: number, root = new Uint8Array(32).fill(7)): string {
  return signNote(formatCheckpoint({ origin: keys.origin, size: BigInt(size), root }), [keys.log]);
}

async function deeds(instance: Instance): Promise<number> {
  return Number((await instance.owner.query('select count(*) as n from cairn.deed')).rows[0].n);
}

test('until the operator switches it on, whatever is sent is answered like any address that is not there', async () => {
  const request = await witnessRequest(b.instance);
  await addPartner(a.instance, TESTER, { name: 'B', key: b.instance.keys.logKey });
  const absent = await fetch(`${a.origin}/nothing`, { method: 'POST' });
  const nothing = await absent.text();
  for (const body of [request, '', 'nonsense', 'x'.repeat(40_000)]) {
    expect(await ask(a, body)).toMatchObject({ status: 404, text: nothing });
    expect(await ask(a, body, 'application/json')).toMatchObject({ status: 404, text: nothing });
  }
  await removePartner(a.instance, TESTER, 'B');
  await setServing(a.instance, TESTER, true);
  await setServing(b.instance, TESTER, true);
  // On, but unknown: the first request over HTTP makes nobody known.
  expect(await ask(a, request)).toMatchObject({ status: 404, text: nothing });
  expect((await witnessState(a.instance)).witnessing).toEqual({ on: true, partners: [] });
});

test('two instances witness each other, each from the size that the other signed last', async () => {
  await addPartner(a.instance, TESTER, { name: 'B', key: b.instance.keys.logKey });
  await addPartner(b.instance, TESTER, { name: 'A', key: a.instance.keys.logKey });
  await addWitness(a.instance, TESTER, { key: b.instance.keys.witnessKey, url: prefix(b) });
  await addWitness(b.instance, TESTER, { key: a.instance.keys.witnessKey, url: `${prefix(a)}/` });
  for (const [log, name] of [
    [a, b.instance.keys.witness.name],
    [b, a.instance.keys.witness.name],
  ] as const) {
    await sequence(log.instance);
    expect((await integrity(log.instance)).anchored.size).toBe(0);
    const size = (await newestCheckpoint(log.instance.sequencer))?.size;
    expect(await witnessingStep(log.instance, new Date(), quiet)).toEqual([{ name, size, failing: null }]);
    expect((await integrity(log.instance)).anchored).toMatchObject({ size, by: [name] });
    // Within one slot nobody is asked again, whatever was written since.
    await grow(log.instance);
    expect(await witnessingStep(log.instance, new Date(), quiet)).toEqual([]);
    expect((await publishedCheckpoint(log.instance))?.size).toBe(size);
    const later = await sequence(log.instance);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await witnessingStep(log.instance, tomorrow, quiet)).toEqual([{ name, size: later, failing: null }]);
  }
  const [witness] = (await witnessState(a.instance)).witnesses;
  expect(witness).toMatchObject({ url: prefix(b), active: true, failing: null, alarming: false });
  expect(Date.parse(witness?.last?.at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  const { partners } = (await witnessState(b.instance)).witnessing;
  expect(partners).toMatchObject([{ name: 'A', origin: a.instance.keys.origin, size: witness?.last?.size }]);
  // A witness that signed more than is known here, because the answer was lost, is asked from what it tells.
  await grow(a.instance);
  await cosign(b.instance, await witnessRequest(a.instance, b.instance.keys.witness.name), TESTER);
  const size = await grow(a.instance);
  expect(await askNow(a.instance, TESTER)).toMatchObject([{ size, failing: null }]);
  for (const { instance } of [a, b]) expect((await audit(instance)).findings).toEqual([]);
});

describe('as C2SP tlog-witness says', () => {
  let request: string;
  let size: number;
  let signed: number;
  let origin: string;

  beforeAll(async () => {
    signed = (await witnessState(b.instance)).witnessing.partners[0]?.size ?? 0;
    size = await grow(a.instance);
    request = await witnessRequest(a.instance, signed);
    origin = a.instance.keys.origin;
  });

  const stale = () => ({ status: 409, type: 'text/x.tlog.size', text: `${signed}\n` });
  const checkpoint = () => parseAddCheckpoint(request).checkpoint;
  const wrongProof = () => `old ${signed}\n${toBase64(new Uint8Array(32))}\n\n${checkpoint()}`;

  test.each<[string, () => string, number]>([
    ['nothing', () => '', 400],
    ['no checkpoint', () => 'old 0\n\nnonsense\n', 400],
    ['too many hashes', () => `old 0\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\n${checkpoint()}`, 400],
    ['a larger old size than the checkpoint', () => `old ${size + 1}\n\n${checkpoint()}`, 400],
    ['more entries than can be counted', () => `old 0\n\n${signedBy(a.instance, 2 ** 60)}`, 400],
    ['a log that is not known', () => request.replaceAll(origin, 'cairn.invalid/elsewhere'), 404],
    ['its own log', () => `old 0\n\n${signedBy(b.instance, 5)}`, 404],
    [
      'a signature of nobody known',
      () => request.replace(/\n— .*\n$/, `\n— ${origin} ${toBase64(new Uint8Array(68))}\n`),
      403,
    ],
    ['an altered root', () => request.replace(checkpoint().split('\n')[2] ?? '', toBase64(new Uint8Array(32))), 403],
    ['a proof that does not hold', wrongProof, 422],
    ['no proof', () => `old ${signed}\n\n${checkpoint()}`, 422],
  ])('%s', async (_, body, status) => {
    const before = await deeds(b.instance);
    expect((await ask(b, body())).status).toBe(status);
    expect(await deeds(b.instance)).toBe(before);
  });

  test('another old size is told the right one; a false proof by whoever holds a signed checkpoint makes no alarm', async () => {
    const before = await deeds(b.instance);
    expect(await ask(b, request.replace(/^old \d+/, 'old 0'))).toEqual(stale());
    expect(await ask(b, `old ${signed - 1}\n\n${checkpoint()}`)).toEqual(stale());
    expect((await ask(b, wrongProof())).status).toBe(422);
    const { forks, witnessing } = await witnessState(b.instance);
    expect(forks).toEqual([]);
    expect(witnessing.partners[0]?.refused?.message).toContain('does not show that the log goes on');
    expect(await deeds(b.instance)).toBe(before);
  });

  test('a body that is too large is not read', async () => {
    expect((await ask(b, `${request}${'x'.repeat(20_000)}`)).status).toBe(413);
  });

  test('requests at once sign one history; the answer is cosignatures only, and a repetition writes nothing', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(b, request, 'application/octet-stream')));
    expect(new Set(answers.map(({ status }) => status))).toContain(200);
    for (const answer of answers) expect([200, 409]).toContain(answer.status);
    const { text } = answers.find(({ status }) => status === 200) ?? { text: '' };
    expect(text).toMatch(/^— \S+ \S+\n$/);
    const note = checkpoint() + text;
    const key = parseVerifierKey(b.instance.keys.witnessKey);
    expect(openNote(note, [key]).signatures).toMatchObject([{ name: key.name }]);
    expect((await addCosignature(a.instance, note, TESTER)).size).toBe(size);
    expect((await witnessState(b.instance)).witnessing.partners[0]).toMatchObject({ size, refused: null });
    const before = await deeds(b.instance);
    expect((await ask(b, `old ${size}\n\n${checkpoint()}`)).status).toBe(200);
    expect(await ask(b, request)).toMatchObject({ status: 409, text: `${size}\n` });
    expect(await deeds(b.instance)).toBe(before);
  });
});

test('of two histories that arrive at once one is signed, the other is kept as a contradiction', async () => {
  const log = ed25519Signer('twofold.example/log', generateKey().secret);
  await addPartner(b.instance, TESTER, { name: 'Twofold', key: log.vkey });
  const request = (byte: number): string => {
    const checkpoint = { origin: log.name, size: 5n, root: new Uint8Array(32).fill(byte) };
    return `old 0\n\n${signNote(formatCheckpoint(checkpoint), [log])}`;
  };
  const answers = await Promise.all(
    [1, 2, 1, 2, 1, 2].map(async (byte) => ({ byte, ...(await ask(b, request(byte))) })),
  );
  // 403: the log showed two histories by then.
  for (const { status } of answers) expect([200, 403, 409]).toContain(status);
  expect(new Set(answers.filter(({ status }) => status === 200).map(({ byte }) => byte)).size).toBe(1);
  const { rows } = await b.instance.owner.query('select 1 from cairn.witnessed_checkpoint where origin = $1', [
    log.name,
  ]);
  expect(rows).toHaveLength(1);
  expect(await forksSeen(b.instance.access, log.name)).toMatchObject([{ size: 5 }]);
  await removePartner(b.instance, TESTER, 'Twofold');
});

describe('a witness that lies', () => {
  let answer: (body: string) => { status: number; type: string; text: string };
  const asked: string[] = [];
  const liar = cosigner('liar.example/witness', generateKey().secret);
  const server = createServer((request, response) => {
    text(request).then((body) => {
      asked.push(body);
      const { status, type, text: said } = answer(body);
      response.writeHead(status, { 'content-type': type }).end(said);
    });
  });

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await addWitness(a.instance, TESTER, { key: liar.vkey, url });
  });
  afterAll(async () => {
    await removeWitness(a.instance, TESTER, liar.name, true);
    await new Promise((done) => server.close(done));
  });

  const sizes = () => asked.map((body) => Number(parseCheckpoint(textOf(parseAddCheckpoint(body).checkpoint)).size));
  const textOf = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

  test('learns nothing of how the log grows between slots by telling sizes that it never signed', async () => {
    const slot = new Date(nextSlot(Date.now() + 3 * 86_400_000, 6));
    answer = () => ({ status: 500, type: 'text/plain', text: '' });
    await witnessingStep(a.instance, slot, quiet);
    const shown = (await publishedCheckpoint(a.instance))?.size ?? 0;
    const newest = await grow(a.instance);
    expect(newest).toBeGreaterThan(shown);
    answer = () => ({ status: 409, type: 'text/x.tlog.size', text: `${shown + 1}\n` });
    const later = new Date(slot.getTime() + 7_200_000);
    const done = await witnessingStep(a.instance, later, quiet);
    expect(done.find(({ name }) => name === liar.name)?.failing).toContain('more than the checkpoint of this slot');
    expect(Math.max(...sizes())).toBe(shown);
  });

  test('is asked again once a clock that was far ahead is right', async () => {
    answer = () => ({ status: 500, type: 'text/plain', text: '' });
    await a.instance.owner.query("update cairn.witness_ask set at = '2099-01-01' where witness = $1", [liar.name]);
    const before = asked.length;
    await witnessingStep(a.instance, new Date(Date.now() + 3 * 86_400_000), quiet);
    expect(asked.length).toBe(before + 1);
  });
});

test('death between commit and answer leaves one history: what was committed is told, another is refused', async () => {
  const data = join(folder, 'mortal');
  const name = 'A';
  let mortal = await openFresh(data);
  await sequence(mortal);
  await addPartner(mortal, TESTER, { name, key: a.instance.keys.logKey });
  await setServing(mortal, TESTER, true);
  await mortal.close();
  const size = await grow(a.instance);
  const request = await witnessRequest(a.instance, 0);
  const file = join(folder, 'request');
  writeFileSync(file, request);
  const script = fileURLToPath(new URL('../testing/crash-cosign.ts', import.meta.url));
  const child = spawnSync(process.execPath, [script, data, file], { encoding: 'utf8' });
  expect(child.signal, child.stderr).toBe('SIGKILL');

  mortal = await openInstance({ data });
  const server = buildServer(mortal);
  const close = await listen(server, 0);
  const at = { origin: `http://localhost:${(server.server.address() as AddressInfo).port}` };
  try {
    expect(await ask(at, request)).toMatchObject({ status: 409, text: `${size}\n` });
    const checkpoint = parseAddCheckpoint(request).checkpoint;
    expect((await ask(at, `old ${size}\n\n${checkpoint}`)).status).toBe(200);
    expect(await ask(at, `old ${size}\n\n${signedBy(a.instance, size)}`)).toMatchObject({
      status: 409,
      type: expect.stringContaining('application/problem+json'),
    });
    expect(await forksSeen(mortal.access)).toMatchObject([
      { size, message: `Two roots were signed for size ${size}.` },
    ]);
    const { rows } = await mortal.owner.query('select size from cairn.witnessed_checkpoint');
    expect(rows.map((row) => Number(row.size))).toEqual([size]);
  } finally {
    await close();
    await mortal.close();
  }
});

describe('after a restore from a backup that was older', () => {
  const key = newAgeKey();
  const data = join(folder, 'restored');
  let restored: Instance;
  let close: () => Promise<void>;
  let at: { origin: string };

  beforeAll(async () => {
    // What is backed up here was cosigned by both sides; then both go on, and each signs the other once more.
    for (const { instance } of [a, b]) {
      await grow(instance);
      expect(await askNow(instance, TESTER)).toMatchObject([{ failing: null }]);
      await sequence(instance);
    }
    const then = (await latestCheckpoint(a.instance)) ?? '';
    const file = join(folder, 'a.age');
    await backup(a.instance, file, { recipients: [(await key).recipient] });
    for (const { instance } of [a, b]) {
      for (let i = 0; i < 3; i++) await grow(instance);
      expect(await askNow(instance, TESTER)).toMatchObject([{ failing: null }]);
      await sequence(instance);
    }
    const report = await restore({ file, data, identities: [(await key).secret], against: [then] });
    expect(report).toMatchObject({ decision: 'continues', logKey: a.instance.keys.logKey });
    restored = await openInstance({ data });
    await sequence(restored);
    const server = buildServer(restored);
    close = await listen(server, 0);
    at = { origin: `http://localhost:${(server.server.address() as AddressInfo).port}` };
  });
  afterAll(async () => {
    await close?.();
    await restored?.close();
  });

  test('the witness signs with a new key only, and whoever knows the old one takes nothing and says why', async () => {
    expect(restored.keys.witnessKey).not.toBe(a.instance.keys.witnessKey);
    await addWitness(b.instance, TESTER, { key: a.instance.keys.witnessKey, url: prefix(at) });
    const before = (await integrity(b.instance)).anchored;
    await grow(b.instance);
    const [asked] = await askNow(b.instance, TESTER);
    expect(asked?.failing).toContain(restored.keys.witness.name);
    expect(asked?.failing).toContain('retires its key');
    expect((await integrity(b.instance)).anchored).toEqual(before);
    expect((await witnessState(b.instance)).witnesses[0]?.failing).toBe(asked?.failing);
    // By hand neither: what it signs bears the new key alone.
    const told = Number((await ask(at, await witnessRequest(b.instance, 0))).text);
    const request = await witnessRequest(b.instance, told);
    const { status, text } = await ask(at, request);
    expect({ status, told }).toEqual({ status: 200, told: expect.any(Number) });
    const note = parseAddCheckpoint(request).checkpoint + text;
    const [old, fresh] = [a.instance.keys.witnessKey, restored.keys.witnessKey].map(parseVerifierKey);
    expect(() => openNote(note, old === undefined ? [] : [old])).toThrow('none of the known keys');
    expect(openNote(note, fresh === undefined ? [] : [fresh]).signatures).toHaveLength(1);
    await expect(addCosignature(b.instance, note, TESTER)).rejects.toThrow('no cosignature of a known witness');

    const name = restored.keys.witness.name;
    await addWitness(b.instance, TESTER, { key: restored.keys.witnessKey, url: prefix(at) });
    expect(await askNow(b.instance, TESTER, name)).toMatchObject([{ name, failing: null }]);
  });

  test('the log that went back is told so by its witness, and then that it looks like a fork; the witness reports it', async () => {
    const [first] = await askNow(restored, TESTER);
    expect(first?.failing).toContain('was rolled back');
    const held = (await witnessState(b.instance)).witnessing.partners[0]?.size ?? 0;
    let size = 0;
    while (size <= held) size = await grow(restored);
    const [second] = await askNow(restored, TESTER);
    expect(second?.failing).toContain('looks like a fork');
    expect((await witnessState(restored)).witnesses[0]).toMatchObject({ alarming: true, failing: second?.failing });

    const origin = a.instance.keys.origin;
    const [fork] = await forksSeen(b.instance.access, origin);
    expect(fork).toMatchObject({ origin, size });
    const logKey = parseVerifierKey(a.instance.keys.logKey);
    const notes = [fork?.cosigned ?? '', fork?.shown ?? ''].map((note) => openNote(note, [logKey]));
    expect(notes.map(({ text }) => Number(parseCheckpoint(text).size))).toEqual([held, size]);
    expect((await witnessState(b.instance)).forks).toContainEqual(expect.objectContaining({ name: 'A', size }));
    // It is committed, it is no finding of its own log, and neither branch is signed any more.
    await sequence(b.instance);
    expect((await audit(b.instance)).findings).toEqual([]);
    await grow(a.instance);
    expect((await askNow(a.instance, TESTER))[0]?.failing).toContain('two histories');
    expect((await forksSeen(b.instance.access, origin)).length).toBe(1);
    expect(said.join('\n')).toContain('shows two histories');
  });
});
