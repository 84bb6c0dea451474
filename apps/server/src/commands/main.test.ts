import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstance } from '../database/index.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly said: string;
}

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn commands '));
  data = path.join(folder, 'data');
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

function cairn(args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((done) => {
    const env = { ...process.env, XDG_STATE_HOME: path.join(folder, 'state') };
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (error, out, said) => {
      done({ status: error === null ? 0 : Number(error.code), out, said });
    });
    child.stdin?.end(input);
  });
}

const here = (...args: string[]) => cairn([...args, '--data', data]);

describe('without a data folder', () => {
  test('help and version are printed, wrong usage ends with 2 and says what to do', async () => {
    expect(await cairn(['user', 'add', '--help'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('--password-stdin'),
    });
    expect((await cairn(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await cairn(['nonsense'])).toMatchObject({ status: 2, said: expect.stringContaining('cairn --help') });
    expect(await cairn(['user', '--help'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('cairn user add'),
    });
    expect(await cairn(['member', 'set', 'X', '--user', 'a@example.org'])).toMatchObject({
      status: 2,
      said: expect.stringContaining('--role is missing. Usage: cairn member set'),
    });
    expect(await cairn(['member'])).toMatchObject({ status: 2, said: expect.stringContaining('cairn member set') });
    expect(await cairn(['audit', '--colour'])).toMatchObject({
      status: 2,
      said: expect.stringContaining('Usage: cairn audit'),
    });
    expect(await cairn(['start', '--port', '99999999'])).toMatchObject({
      status: 2,
      said: expect.stringContaining('--port'),
    });
    expect(await cairn(['verify'])).toMatchObject({ status: 2, said: expect.stringContaining('Usage: cairn verify') });
    expect(await cairn(['verify', path.join(folder, 'absent')])).toMatchObject({
      status: 2,
      said: expect.stringContaining('does not exist'),
    });
  });

  test('a command does not make an instance where there is none', async () => {
    expect(await cairn(['audit', '--data', MAIN])).toMatchObject({
      status: 2,
      said: `${MAIN} is a file; --data takes a folder.\n`,
    });
    expect(await here('user', 'add', '--email', 'a@example.org', '--name', 'A', '--password-stdin')).toMatchObject({
      status: 2,
      said: expect.stringContaining('Pipe it in'),
    });
    const answer = await here('audit', '--json');
    expect(answer).toMatchObject({ status: 2, said: expect.stringContaining('no Cairn') });
    expect(JSON.parse(answer.out)).toMatchObject({ error: { message: expect.any(String) } });
    await expect(stat(data)).rejects.toThrow();
  });
});

describe('a team sets up at the command line', () => {
  test('account, compartment, member and token', async () => {
    const added = await cairn(
      ['user', 'add', '--email', 'Ana@example.org', '--name', 'Ana', '--password-stdin', '--data', data, '--json'],
      'correct horse\n',
    );
    expect(added.status, added.said).toBe(0);
    expect(added.said).toBe(`A new instance was made in ${data}.\n`);
    expect(JSON.parse(added.out)).toMatchObject({ email: 'ana@example.org', name: 'Ana', admin: false });
    expect(await here('compartment', 'add', 'Kharkiv', '--lead', 'ana@example.org')).toMatchObject({
      status: 0,
      out: expect.stringContaining('KHA'),
    });
    expect(await here('compartment', 'add', 'Kharkiv', '--lead', 'ana@example.org')).toMatchObject({
      status: 2,
      said: 'A compartment named Kharkiv exists already.\n',
    });
    expect(
      await here(
        'member',
        'set',
        'Kharkiv',
        '--user',
        'ana@example.org',
        '--role',
        'reviewer',
        '--clearance',
        'internal',
      ),
    ).toMatchObject({ status: 0 });
    expect(
      await here('member', 'set', 'Kharkiv', '--user', 'ana@example.org', '--role', 'boss', '--clearance', 'internal'),
    ).toMatchObject({ status: 2 });
    expect(
      await here(
        'member',
        'set',
        'Kharkiv',
        '--user',
        'nobody@example.org',
        '--role',
        'lead',
        '--clearance',
        'internal',
      ),
    ).toMatchObject({ status: 2, said: expect.stringContaining('cairn user add') });
    expect((await here('token', 'create', '--user', 'ana@example.org')).out).toMatch(/^cairn_[\w-]{43}\n$/);
  });

  test('an import balances, changes nothing the second time, and its records can be proven', async () => {
    const file = path.join(folder, 'harm.json');
    const row = {
      id: 'A1',
      date: '03/06/2022 00:00:00',
      latitude: '50.0',
      longitude: '36.2',
      location: 'Veldmoor',
      description: 'x',
      sources: [],
      filters: [],
    };
    await writeFile(file, JSON.stringify([row, { ...row, id: 'A2' }]));
    const args = ['import', 'civilian-harm', file, '--compartment', 'KHA', '--json'];
    const dry = await here(...args, '--dry-run');
    expect(dry.status, dry.said).toBe(0);
    const first = await here(...args);
    expect(JSON.parse(first.out)).toMatchObject({ read: 2, created: 2, updated: 0, unchanged: 0, rejected: 0 });
    expect(JSON.parse((await here(...args)).out)).toMatchObject({
      read: 2,
      created: 0,
      updated: 0,
      unchanged: 2,
      records: 0,
    });
    const proof = path.join(folder, 'proof.json');
    const prove = (...args: string[]) => here('proof', 'KHA-000001', ...args, '--out', proof);
    expect(await prove('--revision', '9')).toMatchObject({
      status: 2,
      said: expect.stringContaining('KHA-000001 has no revision 9'),
    });
    expect(await prove('--disclose', 'colour')).toMatchObject({
      status: 2,
      said: expect.stringMatching(/disclose.*names a field that this revision does not hold.* It holds .*reason/),
    });
    expect(await prove('--disclose', 'reason')).toMatchObject({
      status: 0,
      out: `Wrote ${proof}. It discloses record, kind, revision, reason.\n`,
    });
    expect(await prove()).toMatchObject({ status: 2, said: expect.stringContaining('was kept') });
    const key = (await here('log', 'key')).out.trim();
    expect(JSON.parse((await cairn(['verify', proof, '--key', key, '--json'])).out)).toMatchObject({
      ok: true,
      trust: 'key',
      claims: { revision: 1 },
    });
    expect(await cairn(['verify', proof])).toMatchObject({ status: 0, out: expect.stringContaining('not proven') });
    await writeFile(
      proof,
      (await readFile(proof, 'utf8')).replace(/index (\d+)/, (_all, n: string) => `index ${Number(n) + 1}`),
    );
    expect(await cairn(['verify', proof, '--key', key])).toMatchObject({
      status: 1,
      out: expect.stringContaining('NOT PROVEN'),
    });
    expect(await cairn(['verify', proof, '--key', 'nonsense'])).toMatchObject({
      status: 2,
      said: expect.stringContaining('Give the whole line of "cairn log key"'),
    });
  });

  test('no leaf is left pending: the exported checkpoint covers all, and audit agrees with it', async () => {
    const note = (await here('checkpoint', 'export')).out;
    const anchor = path.join(folder, 'anchor');
    await writeFile(anchor, note);
    const report = JSON.parse((await here('audit', '--against', anchor, '--json')).out);
    expect(report).toMatchObject({
      ok: true,
      findings: [],
      unanchored: 0,
      anchored: { size: Number(note.split('\n')[1]) },
    });
    expect(await here('audit', '--against', MAIN)).toMatchObject({
      status: 2,
      said: expect.stringContaining(`${MAIN} is no checkpoint`),
    });
    expect(JSON.parse((await here('audit', '--json')).out).anchored).toEqual({ size: 0, by: [], time: null });
    expect(await here('rebuild', '--json')).toMatchObject({ status: 0 });
    expect(await here('database', 'url')).toMatchObject({ status: 2, said: expect.stringContaining('cairn start') });
  });
});

describe('cairn start', () => {
  let running: { stop: () => Promise<number | null>; said: () => string } | null = null;
  afterAll(async () => {
    await running?.stop();
  });

  async function freePort(): Promise<{ port: number; server: Server }> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    return { port: typeof address === 'object' && address !== null ? address.port : 0, server };
  }

  test('says when it is ready, names itself to a second start, and ends in order', async () => {
    const { port, server } = await freePort();
    const fresh = path.join(folder, 'fresh');
    const taken = await cairn(['start', '--port', String(port), '--data', fresh]);
    expect(taken).toMatchObject({ status: 2, said: expect.stringContaining('--port') });
    await expect(stat(fresh)).rejects.toThrow();
    await new Promise((done) => server.close(done));
    running = await start(port);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
    expect(await here('start', '--port', '1')).toMatchObject({
      status: 2,
      said: expect.stringContaining(`http://localhost:${port}`),
    });
    expect((await here('database', 'url')).out).toMatch(/^postgres(ql)?:\/\//);
    expect(await running.stop()).toBe(0);
    // Of the disk something is said, unless it is encrypted; nothing else.
    expect(running.said()).toMatch(/^(?:(?:The disk|Whether the disk) that holds .*\n)?$/);
  });

  async function start(port: number): Promise<{ stop: () => Promise<number | null>; said: () => string }> {
    const child = spawn(process.execPath, [MAIN, 'start', '--data', data, '--port', String(port)]);
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8').replace(/.*pages are not built.*\n/, '');
    });
    await new Promise<void>((done, failed) => {
      child.stdout.on('data', (part: Buffer) => part.includes(`Cairn is ready at http://localhost:${port}`) && done());
      child.once('exit', () => failed(new Error(said)));
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const stop = (): Promise<number | null> => {
      child.kill('SIGINT');
      return ended;
    };
    return { stop, said: () => said };
  }
});

test('a tampered log is reported by audit, which still ends with its findings', async () => {
  const instance = await openInstance({ data });
  await instance.owner.query(
    "set session_replication_role = replica; update cairn.log_entry set entry = sha256('x') where index = 0",
  );
  await instance.close();
  const { status, out, said } = await here('audit', '--json');
  expect(status, said).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([expect.objectContaining({ what: 'log' })]),
  });
  expect(said).toContain('Signing has stopped');
  expect((await here('checkpoint', 'export')).status).toBe(2);
});
