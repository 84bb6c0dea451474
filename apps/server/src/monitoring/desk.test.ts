import { afterAll, beforeAll, expect, test } from 'vitest';
import { commit, newId, openOperatorSession } from '../record/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import type { Desk, Line } from './desk.ts';

// What waits for whom, asked over HTTP.

let cairn: TestServer;
const people: Record<string, { token: string; id: string }> = {};
const TODAY = '2026-03-10';

beforeAll(async () => {
  cairn = await startTestServer();
  const roles = { reviewer: 'reviewer', writer: 'contributor', reader: 'reader' };
  for (const [name, role] of Object.entries(roles))
    await join(name, await cairn.addPerson(name, { role, clearance: name === 'reader' ? 'public' : 'internal' }));
  await join('lead', cairn.token);
});
afterAll(async () => cairn?.stop());

async function join(name: string, token: string): Promise<void> {
  const { account } = await ask<{ account: { id: string } }>(token, 'GET', '/session');
  people[name] = { token, id: account.id };
}

async function ask<T>(token: string, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${cairn.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const idOf = (name: string): string => people[name]?.id ?? '';
const tokenOf = (name: string): string => people[name]?.token ?? '';
const make = async (name: string, kind: string, body: object): Promise<string> =>
  (await ask<{ id: string }>(tokenOf(name), 'POST', '/records', { kind, compartment: 'Team', body, reason: 'test' }))
    .id;
const amend = (name: string, id: string, revision: number, body: object) =>
  ask(tokenOf(name), 'PATCH', `/records/${id}`, { revision, body, reason: 'test' });
const deskOf = async (name: string): Promise<Desk> =>
  (await ask<{ columns: Desk }>(tokenOf(name), 'GET', `/desk?today=${TODAY}`)).columns;
const linesOf = async (name: string): Promise<Line[]> => Object.values(await deskOf(name)).flat();
const about = (lines: readonly Line[], record: string) => lines.filter((line) => line.record === record);

test('work that is assigned stands by its day, until it is over; a lead sees what is past its day of others too', async () => {
  const past = await make('lead', 'incident', { title: 'Past', assigned: [idOf('writer')], due: '2026-03-09' });
  const near = await make('lead', 'incident', { title: 'Near', assigned: [idOf('writer')], due: '2026-03-12' });
  const far = await make('lead', 'incident', { title: 'Far', assigned: [idOf('writer')], due: '2026-05-01' });
  const desk = await deskOf('writer');
  expect(about(desk.now, past)).toMatchObject([{ what: 'assigned', title: 'Past', due: '2026-03-09' }]);
  expect(about(desk.soon, near)).toHaveLength(1);
  expect(about(desk.later, far)).toHaveLength(1);
  expect(about(await linesOf('lead'), past)).toMatchObject([{ what: 'overdue', due: '2026-03-09' }]);
  expect(about(await linesOf('reviewer'), past)).toEqual([]);
  await amend('writer', past, 1, { status: 'set-aside' });
  expect(about(await linesOf('writer'), past)).toEqual([]);
  expect(about(await linesOf('lead'), past)).toEqual([]);
});

test('a review waits for those who may give it, and never for whoever said that it is ready', async () => {
  const ready = await make('writer', 'incident', { title: 'Ready', status: 'open' });
  await amend('writer', ready, 1, { status: 'review', review: { readyBy: idOf('writer') } });
  expect(about(await linesOf('reviewer'), ready)).toMatchObject([{ what: 'review', by: 'writer', title: 'Ready' }]);
  expect(about(await linesOf('writer'), ready)).toEqual([]);
  expect(about(await linesOf('reader'), ready)).toEqual([]);
});

test('a level that was proposed waits for a second person, and leads to the incident of its act', async () => {
  const incident = await make('writer', 'incident', { title: 'With an act' });
  const item = await make('writer', 'item', { itemKind: 'paper', title: 'A paper' });
  const basis = [{ itemId: item }];
  const type = { scheme: 'act-type', code: 'killing' };
  const act = await make('writer', 'act', { incident, type, basis, level: 1 });
  await amend('writer', act, 1, { proposal: { level: 3, by: idOf('writer'), reasons: 'Three sources' } });
  const mine = (lines: readonly Line[]) => about(lines, incident).filter(({ what }) => what === 'level');
  expect(mine(await linesOf('reviewer'))).toMatchObject([{ level: 3, by: 'writer', title: 'With an act' }]);
  expect(mine(await linesOf('writer'))).toEqual([]);
});

test('links that lead to one another in a ring keep nobody’s desk from being shown', async () => {
  const incident = await make('writer', 'incident', { title: 'In no ring' });
  const item = await make('writer', 'item', { itemKind: 'paper', title: 'A paper' });
  const link = (to: string) => ({ from: incident, to, type: 'precedes', basis: [{ itemId: item }], level: 1 });
  const first = await make('writer', 'link', link(item));
  const second = await make('writer', 'link', link(first));
  await amend('writer', first, 1, { to: second, proposal: { level: 3, by: idOf('writer'), reasons: 'Three sources' } });
  expect((await linesOf('reviewer')).filter(({ what }) => what === 'level').length).toBeGreaterThan(0);
});

test('a mention stands with its words until it is settled', async () => {
  const incident = await make('writer', 'incident', { title: 'Talked of' });
  const text = 'Which hour is right?';
  const comment = await make('writer', 'comment', { about: incident, field: 'time', text, mentions: [idOf('lead')] });
  const [line] = about((await deskOf('lead')).now, incident);
  expect(line).toMatchObject({ what: 'mention', by: 'writer', text, field: 'time', kind: 'incident' });
  await amend('lead', comment, 1, { resolved: { by: idOf('lead'), at: new Date().toISOString() } });
  expect(about(await linesOf('lead'), incident)).toEqual([]);
});

test('batches with something to sort, conflicts of imports and flags have a line each; another person’s own queue has none', async () => {
  const session = await openOperatorSession(cairn.instance);
  const compartment = cairn.compartment.id;
  const batch = await make('writer', 'batch', { title: 'Mine', batchKind: 'folder', personal: idOf('writer') });
  const conflicts = [{ field: 'title', why: 'changed', state: 'open' as const }];
  const closed = { by: idOf('writer'), at: TODAY };
  const differs = await make('writer', 'batch', { title: 'Workbook', batchKind: 'import', conflicts, closed });
  const flags = [{ problem: 'no date' }];
  await commit(
    cairn.instance,
    session,
    [
      { id: newId(), kind: 'item', compartment, base: 0, body: { itemKind: 'paper', title: 'x', batch } },
      { id: newId(), kind: 'incident', compartment, base: 0, body: { title: 'Flagged', status: 'new', flags } },
    ],
    'test',
  );
  const lines = await linesOf('writer');
  expect(about(lines, batch)).toMatchObject([{ what: 'triage', n: 1, queue: 'mine', more: false }]);
  expect(about(lines, differs)).toMatchObject([{ what: 'conflict', n: 1 }]);
  expect(lines.filter(({ what }) => what === 'flag')).toMatchObject([{ n: 1, title: 'Flagged' }]);
  expect(about(await linesOf('lead'), batch)).toEqual([]);
  expect(await linesOf('reader')).toEqual([]);
});
