import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  addSignature,
  cosigner,
  ed25519Signer,
  formatCheckpoint,
  generateKey,
  parseAddCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
} from '@cairn/ledger';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { witnessState } from '../anchors/index.ts';
import type { Instance } from '../database/index.ts';
import { integrity, sequence } from '../record/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { main } from './main.ts';

let folder: string;
let data: string;
let instance: Instance;
let stub: Server;
let url: string;
/** What the witness at the other end does next. */
let answers: RequestListener[] = [];
let asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-witnesses-'));
  data = path.join(folder, 'data');
  instance = await openFresh(data, { purpose: 'serve' });
  await sequence(instance);
  stub = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push(body);
      const next = answers.shift();
      if (next === undefined) response.writeHead(500).end();
      else next(request, response);
    });
  });
  await new Promise<void>((done) => stub.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(stub.address() as AddressInfo).port}/w`;
});
afterAll(async () => {
  stub?.closeAllConnections();
  stub?.close();
  await instance?.close();
  await rm(folder, { recursive: true, force: true });
});

async function cairn(...args: string[]): Promise<{ status: number; out: string; said: string }> {
  const told = { out: '', said: '' };
  const keep = (what: keyof typeof told) => (text: unknown) => {
    told[what] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('said')),
  ];
  try {
    return { status: await main([...args, '--data', data]), ...told };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const witness = cosigner('witness.example/w', generateKey().secret);
const other = cosigner('witness.example/w-2', generateKey().secret);
const partner = ed25519Signer('partner.example/log', generateKey().secret);

function sizeAsked(): number {
  const { checkpoint } = parseAddCheckpoint(asked.at(-1) ?? '');
  return Number(parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)).size);
}

const says =
  (status: number, text = '', type = 'text/plain'): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(text);
  };
const tells = (size: number | string) => says(409, `${size}\n`, 'text/x.tlog.size');
const tellsAsked: RequestListener = (request, response) => tells(sizeAsked())(request, response);
/** Signs whatever came last. */
const signs =
  (signer = witness): RequestListener =>
  (_request, response) => {
    const { checkpoint } = parseAddCheckpoint(asked.at(-1) ?? '');
    const note = addSignature(checkpoint, signer);
    response.writeHead(200).end(note.slice(note.slice(0, -1).lastIndexOf('\n') + 1));
  };
describe('witnesses that are asked', () => {
  test('a key and an address are needed, and what cannot be asked is refused', async () => {
    const add = (address: string, key = witness.vkey) => cairn('witness', 'add', '--url', address, '--key', key);
    expect((await add('ftp://witness.example')).status).toBe(2);
    expect((await add('http://witness.example/w')).said).toContain('must begin with https://');
    expect((await add('https://u:p@witness.example/w')).status).toBe(2);
    expect((await add(url, instance.keys.witnessKey)).said).toContain('this instance itself');
    expect((await add(url, instance.keys.logKey)).said).toContain('log key');
    expect((await cairn('witness', 'add', '--url', url)).said).toContain('--key is missing');
    expect((await cairn('witness', 'add', 'file', '--url', url)).status).toBe(2);
    expect((await cairn('witness', 'ask')).said).toContain('No witness has an address');
    expect(await add(`${url}/`)).toMatchObject({ status: 0, out: expect.stringContaining(url) });
    expect((await cairn('witness', 'ask', 'nobody')).said).toContain('Asked: witness.example/w');
  });

  const hostile: [string, RequestListener[], string][] = [
    ['a redirect', [(_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()], 'redirect'],
    ['an answer without end', [(_q, r) => r.writeHead(200).end('x'.repeat(100_000))], 'longer than'],
    ['a line that is cut', [(_q, r) => r.destroy()], 'cannot be reached'],
    ['no signature', [says(200)], 'does not verify'],
    ['nonsense', [says(200, 'hello\n')], 'does not verify'],
    ['a signature of another key', [signs(other)], 'witness.example/w-2'],
    ['a wrong signature', [says(200, `— ${witness.name} AAAA\n`)], 'does not verify'],
    ['a size without its type', [says(409, '3\n')], 'does not tell which'],
    ['a size that is none', [tells('x')], 'does not tell which'],
    ['a size larger than the log', [tells(1_000_000)], 'was rolled back'],
    ['another size, whatever it is asked from', [tells(0), tells(0)], 'HTTP status 409'],
    ['that it holds another log of this size', [tellsAsked, tellsAsked], 'two histories of this log exist'],
    ['that its root of this size is another', [tellsAsked, says(409)], 'two histories of this log exist'],
    ['that it does not know the log', [says(404)], 'does not know this log'],
    ['that it trusts the log no more', [says(403)], 'another key'],
    ['that the proof does not hold', [says(422)], 'looks like a fork'],
    ['that it is asked too often', [says(429)], 'too often'],
    ['a fault', [says(500)], 'HTTP status 500'],
  ];
  test.each(hostile)('one that answers with %s anchors nothing, and it is said', async (_, given, message) => {
    asked = [];
    answers = [...given];
    const { status, out } = await cairn('witness', 'ask', 'witness.example/w', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ size: null, failing: expect.stringContaining(message) }]);
    expect((await witnessState(instance)).witnesses[0]?.failing).toContain(message);
    expect((await integrity(instance)).anchored.size).toBe(0);
    expect(answers).toEqual([]);
    // Nothing but the standard's request leaves.
    for (const body of asked) expect(body).toMatch(/^old \d+\n\ncairn\.invalid\/\S+\n\d+\n\S+\n\n— \S+ \S+\n$/);
  });

  test('one that signs anchors the log; it is asked no more once removed, and counts no more once distrusted', async () => {
    answers = [signs()];
    expect((await cairn('witness', 'ask')).out).toMatch(/witness\.example\/w holds the log up to entry \d+/);
    const { size } = (await integrity(instance)).anchored;
    expect(size).toBe(sizeAsked());
    expect((await witnessState(instance)).witnesses).toMatchObject([{ failing: null, last: { size } }]);
    // It forgot what it signed, and signs on with the same key.
    answers = [tells(0), signs()];
    expect((await cairn('witness', 'ask')).out).toContain('has forgotten what it signed before');
    expect((await witnessState(instance)).witnesses).toMatchObject([{ alarming: true, last: { size } }]);

    expect((await cairn('witness', 'remove', 'nobody')).status).toBe(2);
    expect((await cairn('witness', 'remove', 'witness.example/w')).status).toBe(0);
    expect((await cairn('witness', 'ask')).said).toContain('No witness has an address');
    expect((await integrity(instance)).anchored.size).toBe(size);
    expect((await cairn('witness', 'remove', 'witness.example/w', '--distrust')).status).toBe(0);
    expect((await integrity(instance)).anchored.size).toBe(0);
  });
});

describe('partners', () => {
  test('are made known, listed and forgotten by the operator; another key takes a word', async () => {
    const add = (...more: string[]) => cairn('witness', 'partner', 'add', 'River', ...more);
    expect((await add()).said).toContain('--key is missing');
    expect((await add('--key', 'nonsense')).said).toContain('not the key of a log');
    expect((await add('--key', witness.vkey)).said).toContain('not the key of a log');
    expect((await add('--key', instance.keys.logKey)).said).toContain('this instance itself');
    expect(await add('--key', partner.vkey)).toMatchObject({ status: 0, out: expect.stringContaining(partner.name) });
    const next = ed25519Signer(partner.name, generateKey().secret);
    expect((await add('--key', next.vkey)).said).toContain('Another key is known');
    expect((await add('--key', next.vkey, '--replace')).status).toBe(0);
    expect((await add('--key', partner.vkey, '--replace')).status).toBe(0);
    expect((await cairn('witness', 'partner', 'list')).out).toContain(
      'River  partner.example/log  nothing cosigned yet',
    );
    expect((await cairn('witness', 'partner', 'remove', 'Nobody')).said).toContain('Known: River');
    expect((await cairn('witness', 'serve')).status).toBe(2);
    const on = await cairn('witness', 'serve', '--on', '--json');
    expect(JSON.parse(on.out)).toEqual({ on: true, witnessKey: instance.keys.witnessKey });
    expect((await witnessState(instance)).witnessing).toMatchObject({ on: true, partners: [{ name: 'River' }] });
    expect((await cairn('witness', 'serve', '--off')).status).toBe(0);
    expect((await witnessState(instance)).witnessing.on).toBe(false);
  });

  test('a fork that comes by file is kept as well; both notes are printed, each signed', async () => {
    expect(await cairn('witness', 'forks')).toMatchObject({ status: 0, out: '' });
    const sign = async (byte: number) => {
      const root = new Uint8Array(32).fill(byte);
      const note = signNote(formatCheckpoint({ origin: partner.name, size: 5n, root }), [partner]);
      const file = path.join(folder, `request-${byte}`);
      await writeFile(file, `old ${byte === 1 ? 0 : 5}\n\n${note}`);
      return cairn('witness', 'sign', file);
    };
    expect((await sign(1)).status).toBe(0);
    expect(await sign(2)).toMatchObject({ status: 2, said: expect.stringContaining('two histories') });
    const { status, out } = await cairn('witness', 'forks', '--json');
    expect(status).toBe(1);
    const [fork] = JSON.parse(out) as { cosigned: string; shown: string }[];
    const key = parseVerifierKey(partner.vkey);
    for (const note of [fork?.cosigned ?? '', fork?.shown ?? '']) expect(note).toContain(`— ${key.name} `);
    expect((await cairn('witness', 'forks')).out).toContain('Two roots were signed for size 5.');
    expect((await cairn('witness', 'partner', 'remove', 'River')).status).toBe(0);
    expect((await cairn('witness', 'partner', 'list')).said).toContain('No partner is known.');
  });
});
