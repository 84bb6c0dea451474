import { fromBase64, openCheckpoint, openNote, parseVerifierKey, verifyConsistency } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLog, setWitnessToken } from '../access/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { beginSlot, publishedCheckpoint, sequence } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

function ask(path: string, token?: string): Promise<Response> {
  return fetch(`${server.origin}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
}

test('the log answers a configured witness, and nobody else until it is published', async () => {
  expect((await ask('/checkpoint')).status).toBe(404);
  expect((await ask('/checkpoint', server.token)).status).toBe(404);

  const token = (await setWitnessToken(server.instance, TESTER, 'partner', false)) ?? '';
  const answer = await ask('/checkpoint', token);
  expect(answer.status).toBe(200);
  expect(openNote(await answer.text(), [parseVerifierKey(server.instance.keys.logKey)]).signatures).toHaveLength(1);
  const next = (await setWitnessToken(server.instance, TESTER, 'partner', false)) ?? '';
  expect((await ask('/checkpoint', token)).status).toBe(404);
  expect((await ask('/tile/entries/000.p/1', next)).status).toBe(200);
  expect(
    (await fetch(`${server.origin}/api/v1/records`, { headers: { authorization: `Bearer ${next}` } })).status,
  ).toBe(401);
  await setWitnessToken(server.instance, TESTER, 'partner', true);
  expect((await ask('/checkpoint', next)).status).toBe(404);

  await publishLog(server.instance, TESTER, true);
  expect((await ask('/checkpoint')).status).toBe(200);
  await publishLog(server.instance, TESTER, false);
  expect((await ask('/checkpoint')).status).toBe(404);
});

async function consistency(from?: number | string): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await ask(`/api/v1/log/consistency${from === undefined ? '' : `?from=${from}`}`, server.token);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function seen(from?: number) {
  const { status, body } = await consistency(from);
  expect(status).toBe(200);
  const key = parseVerifierKey(server.instance.keys.logKey);
  expect(body.key).toBe(key.vkey);
  const { size, root } = openCheckpoint(body.checkpoint as string, [key]);
  return { size, root, proof: (body.proof as string[]).map(fromBase64) };
}

test('who has seen a checkpoint is shown that the log continues it', async () => {
  const first = await seen();
  expect(first.proof).toEqual([]);
  expect((await seen(0)).proof).toEqual([]);
  expect(await seen(Number(first.size))).toEqual(first);

  for (let i = 0; i < 3; i++) await server.addPerson(`person-${i}`);
  await sequence(server.instance);
  const { proof, ...next } = await seen(Number(first.size));
  expect(next.size).toBeGreaterThan(first.size);
  const claim = { size1: first.size, size2: next.size, root1: first.root, root2: next.root, proof };
  expect(() => verifyConsistency(claim)).not.toThrow();
  expect(() => verifyConsistency({ ...claim, root1: next.root })).toThrow();
});

test('who has seen more than the log holds is told so; what is no size is refused', async () => {
  const { size } = await seen();
  for (const more of [size + 1n, 2n ** 64n]) {
    const { status, body } = await consistency(String(more));
    expect(status).toBe(409);
    expect(body.detail).toContain(`The log has ${size} entries, fewer than`);
  }
  for (const nonsense of ['-1', '1.5', 'x', '01']) expect((await consistency(nonsense)).status).toBe(400);
  expect((await ask('/api/v1/log/consistency')).status).toBe(401);
});

test('once slots begin, what is published grows with them and not with what is recorded', async () => {
  const { instance } = server;
  await publishLog(instance, TESTER, true);
  await sequence(instance);
  const sizeShown = async () => Number((await (await ask('/checkpoint')).text()).split('\n')[1]);
  const [first, second] = [new Date('2031-03-03T06:00:00Z'), new Date('2031-03-03T12:00:00Z')];
  await beginSlot(instance, first);
  const then = await sizeShown();
  await server.addPerson('published-later');
  const now = await sequence(instance);
  await beginSlot(instance, first);
  expect(now).toBeGreaterThan(then);
  expect(await sizeShown()).toBe(then);
  expect((await ask(`/tile/0/000.p/${then}`)).status).toBe(200);
  expect((await ask(`/tile/0/000.p/${then + 1}`)).status).toBe(404);
  await beginSlot(instance, second);
  expect(await sizeShown()).toBe(now);
  expect((await publishedCheckpoint(instance))?.size).toBe(now);
  await publishLog(instance, TESTER, false);
});
