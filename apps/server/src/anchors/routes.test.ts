import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestCheckpoint } from '../record/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { type LocalAuthority, startAuthority } from '../testing/time-authority.ts';
import { addAuthority, removeAuthority, stampWith } from './index.ts';
import { stampDue } from './stamping-loop.ts';

let cairn: TestServer;
let local: LocalAuthority;

beforeAll(async () => {
  cairn = await startTestServer();
  local = await startAuthority();
});
afterAll(async () => {
  await local?.stop();
  await cairn?.stop();
});

interface Anchors {
  readonly schedule: { readonly everyHours: number; readonly next: string };
  readonly authorities: unknown[];
  readonly stamps: {
    readonly size: number;
    readonly authority: string;
    readonly genTime: string;
    readonly at: string;
  }[];
}

async function anchors(token: string | null): Promise<{ status: number; body: Anchors }> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${cairn.origin}/api/v1/anchors`, { headers });
  return { status: response.status, body: (await response.json()) as Anchors };
}

test('everybody with an account sees who stamps the log, when, and what fails; nobody else does', async () => {
  const { instance, token } = cairn;
  expect((await anchors(null)).status).toBe(401);
  const empty = await anchors(await cairn.addPerson('stranger'));
  expect(empty.status).toBe(200);
  expect(empty.body).toMatchObject({ authorities: [], stamps: [], witnesses: [], forks: [], rotations: [] });
  expect(empty.body.schedule.everyHours).toBe(6);
  expect(Date.parse(empty.body.schedule.next) % (6 * 3_600_000)).toBe(0);

  const named = await addAuthority(instance, TESTER, { name: 'local', url: local.url, chain: local.chain });
  const checkpoint = await newestCheckpoint(instance.sequencer);
  if (checkpoint === null) throw new Error('no checkpoint');
  await stampWith(instance, TESTER, { authorities: [named], checkpoint });
  local.manner = 'error';
  await stampDue(instance, { now: Date.now() + 12 * 3_600_000 });
  const { body } = await anchors(token);
  const [stamp] = body.stamps;
  if (stamp === undefined) throw new Error('no stamp is shown');
  expect(stamp).toMatchObject({ size: checkpoint.size, authority: 'local' });
  const last = { size: stamp.size, genTime: stamp.genTime, at: stamp.at };
  const failing = 'It answered with status 500.';
  expect(body.authorities).toEqual([{ name: 'local', url: local.url, active: true, last, failing }]);

  await removeAuthority(instance, TESTER, 'local');
  expect((await anchors(token)).body.authorities).toMatchObject([{ name: 'local', active: false, failing: null }]);
});
