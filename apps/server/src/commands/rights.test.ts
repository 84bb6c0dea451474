import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addCompartment, addUser, createToken, listPeople, setMember } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { main } from './main.ts';

const BY = 'operator:tester';

let folder: string;
let data: string;
let instance: Instance;
let team: string;

// The database stays open in this process; each command attaches to it, as beside a running server.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-rights-'));
  data = path.join(folder, 'data');
  instance = await openFresh(data, { purpose: 'serve' });
  const password = 'three stones on a hill';
  await addUser(instance, BY, { email: 'ana@example.org', name: 'Ana', admin: true, password });
  await addUser(instance, BY, { email: 'bo@example.org', name: 'Bo', password });
  team = (await addCompartment(instance, BY, { name: 'Team', lead: 'ana@example.org' })).id;
  await setMember(instance, BY, { compartment: 'Team', user: 'bo@example.org', role: 'reader', clearance: 'public' });
});
afterAll(async () => {
  await instance?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command in this process: what it is to start a process each time other tests show. */
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

test('a password needs twelve characters', async () => {
  const given = { email: 'c@example.org', name: 'C', password: 'too short' };
  await expect(addUser(instance, BY, given)).rejects.toThrow(/12 characters/);
});

test('an invited account gets a link behind a #, and is listed', async () => {
  const invited = await cairn(
    'user',
    'invite',
    'new@example.org',
    '--name',
    'New',
    '--origin',
    'https://cairn.example.org/x',
  );
  expect(invited, invited.said).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^https:\/\/cairn\.example\.org\/enter#[\w-]{43}\n$/),
  });
  expect(await cairn('user', 'invite', 'x@example.org', '--name', 'X', '--origin', 'nonsense')).toMatchObject({
    status: 2,
    said: expect.stringContaining('--origin takes'),
  });
  const listed = await cairn('user', 'list', '--json');
  expect(JSON.parse(listed.out).accounts).toContainEqual(
    expect.objectContaining({ email: 'new@example.org', invited: true, memberships: 0 }),
  );
  expect((await cairn('user', 'list')).out).toMatch(
    /ana@example\.org {2}Ana {2}administrator {2}1 compartment\(s\) {2}password/,
  );
});

test('tokens end by themselves unless told, and are limited to what is named', async () => {
  const made = await cairn('token', 'create', '--user', 'bo@example.org', '--label', 'laptop', '--json');
  expect(made.status, made.said).toBe(0);
  const { id, token, expires, scopes } = JSON.parse(made.out);
  expect(scopes).toEqual(['read', 'write']);
  expect(Math.round((Date.parse(expires) - Date.now()) / 86_400_000)).toBe(90);
  expect(token).toMatch(/^cairn_/);
  const narrow = ['token', 'create', '--user', 'bo@example.org', '--scopes', 'read', '--compartment', 'TEA'];
  expect((await cairn(...narrow, '--expires', 'never')).status).toBe(0);
  for (const wrong of [
    ['--expires', '2020-01-01'],
    ['--expires', '2999-02-30'],
    ['--scopes', 'everything'],
    ['--compartment', 'Nowhere'],
  ])
    expect((await cairn(...narrow.slice(0, 4), ...wrong)).status, wrong.join(' ')).toBe(2);

  const listed = JSON.parse((await cairn('token', 'list', '--user', 'bo@example.org', '--json')).out).tokens;
  expect(listed).toContainEqual(expect.objectContaining({ id, label: 'laptop', revoked: false }));
  expect(listed).toContainEqual(
    expect.objectContaining({ scopes: ['read'], compartments: [team], expires: null, revoked: false }),
  );
  expect((await cairn('token', 'revoke', id)).status).toBe(0);
  expect((await cairn('token', 'list')).out).toMatch(new RegExp(`${id} {2}bo@example\\.org {2}read,write {2}revoked`));
  expect((await cairn('token', 'revoke', 'nonsense')).status).toBe(2);
});

test('an account is suspended, let in again and reset; the last administrator is not suspended', async () => {
  expect((await cairn('user', 'suspend', 'bo@example.org', '--reason', 'Laptop seized')).status).toBe(0);
  expect((await cairn('member', 'list', 'Team')).out).toMatch(/bo@example\.org {2}reader {2}public {2}suspended {2}Bo/);
  expect((await cairn('user', 'readmit', 'bo@example.org')).status).toBe(0);
  expect(await cairn('user', 'suspend', 'ana@example.org')).toMatchObject({
    status: 2,
    said: expect.stringContaining('No administrator would be left'),
  });
  const { token } = await createToken(instance, BY, { user: 'bo@example.org' });
  const reset = await cairn('user', 'reset', 'bo@example.org', '--reason', 'Telephone lost');
  expect(reset).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^http:\/\/localhost:8470\/enter#[\w-]{43}\n$/),
  });
  expect(token).not.toBe('');
  expect(await listPeople(instance, BY, team)).toContainEqual(
    expect.objectContaining({ email: 'bo@example.org', resting: 'reset', invited: true }),
  );
});

test('the operator appoints a lead only where none who can act is left', async () => {
  const appoint = () => cairn('lead', 'appoint', 'Team', '--user', 'bo@example.org');
  expect(await appoint()).toMatchObject({ status: 2, said: expect.stringContaining('A lead who can act is left') });
  expect(await cairn('member', 'remove', 'Team', '--user', 'ana@example.org')).toMatchObject({
    status: 0,
    said: expect.stringContaining('cairn lead appoint'),
  });
  expect(await appoint()).toMatchObject({ status: 2, said: expect.stringContaining('no way in') });
  await createToken(instance, BY, { user: 'bo@example.org' });
  expect((await appoint()).status).toBe(0);
  expect(await listPeople(instance, BY, team)).toMatchObject([
    { email: 'bo@example.org', role: 'lead', resting: null },
  ]);
});
