import { openNote, parseVerifierKey } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLog, setWitnessToken } from '../access/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';

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
