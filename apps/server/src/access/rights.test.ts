import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commit, newId, openOperatorSession } from '../record/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addCompartment, createToken, setMember } from './accounts.ts';

// Rights as people change them over HTTP. Tokens without limits stand for people who are signed in and confirmed.

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
  readonly body: any;
}

let cairn: TestServer;
let team: string;
const ABSENT = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  cairn = await startTestServer();
  team = cairn.compartment.id;
});
afterAll(async () => cairn?.stop());

async function call(token: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(`${cairn.origin}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

const get = (token: string, path: string) => call(token, 'GET', path);
const post = (token: string, path: string, body?: unknown) => call(token, 'POST', path, body);

/** Somebody new with a token; of a compartment of his own making where one is named. */
async function person(name: string, role?: string, compartment = 'Team', admin = false) {
  const member = role === undefined ? undefined : { compartment, role, clearance: 'internal' };
  const token = await cairn.addPerson(name, member, admin);
  const { body } = await get(token, '/session');
  return { token, id: body.account.id as string, email: `${name}@example.org` };
}

/** A compartment of its own, led by a new person. */
async function place(name: string, code: string) {
  const lead = await person(`lead-${code.toLowerCase()}`);
  const { id } = await addCompartment(cairn.instance, TESTER, { name, code, lead: lead.email });
  return { id, name, lead };
}

describe('people of a compartment', () => {
  test('members see names and roles, leads see more, strangers and administrators nothing', async () => {
    const reader = await person('ada', 'reader');
    const stranger = await person('sten');
    const admin = await person('adm', undefined, undefined, true);
    const path = `/compartments/${team}/people`;
    const seen = (await get(reader.token, path)).body.people;
    expect(seen).toContainEqual({ account: reader.id, name: 'ada', role: 'reader' });
    expect(seen.every((each: object) => Object.keys(each).join() === 'account,name,role')).toBe(true);
    const more = (await get(cairn.token, path)).body.people;
    expect(more).toContainEqual({
      account: reader.id,
      name: 'ada',
      role: 'reader',
      email: 'ada@example.org',
      clearance: 'internal',
      identities: false,
      suspended: false,
      resting: null,
      invited: false,
      lastSignIn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    for (const { token } of [stranger, admin]) {
      const there = await get(token, path);
      expect(there).toEqual(await get(token, `/compartments/${ABSENT}/people`));
      expect(there.status).toBe(404);
    }
  });

  test('a lead adds, changes and removes; a reader does none of it, a stranger learns nothing', async () => {
    const path = `/compartments/${team}/people`;
    const given = { email: 'Bo@example.org', name: 'Bo', role: 'contributor', clearance: 'case-only' };
    const reader = await person('rea', 'reader');
    expect(await post(reader.token, path, given)).toMatchObject({ status: 403, body: { code: 'lead-needed' } });
    const stranger = await person('str');
    expect((await post(stranger.token, path, given)).status).toBe(404);

    const added = await post(cairn.token, path, given);
    expect(added).toMatchObject({ status: 201, body: { link: expect.stringMatching(/\/enter#[\w-]{43}$/) } });
    const bo = added.body.account;
    expect(await post(cairn.token, path, given)).toMatchObject({ status: 409, body: { code: 'already-member' } });
    expect((await get(cairn.token, path)).body.people).toContainEqual(
      expect.objectContaining({ account: bo, email: 'bo@example.org', invited: true, lastSignIn: null }),
    );

    for (const { token } of [reader, { token: (await person('con', 'contributor')).token }]) {
      expect((await call(token, 'PATCH', `${path}/${bo}`, { role: 'reader' })).status).toBe(403);
      expect((await call(token, 'DELETE', `${path}/${bo}`)).status).toBe(403);
      expect((await get(token, `${path}/${bo}/sees`)).status).toBe(403);
      expect((await post(token, `${path}/${bo}/readmit`)).status).toBe(403);
    }
    expect((await call(stranger.token, 'PATCH', `${path}/${bo}`, { role: 'reader' })).status).toBe(404);

    const changed = await call(cairn.token, 'PATCH', `${path}/${bo}`, { role: 'reviewer', identities: true });
    expect(changed).toMatchObject({
      status: 200,
      body: { role: 'reviewer', clearance: 'case-only', identities: true },
    });
    expect((await call(cairn.token, 'PATCH', `${path}/${bo}`, {})).status).toBe(422);
    expect((await call(cairn.token, 'PATCH', `${path}/${bo}`, { clearance: 'identity' })).status).toBe(422);

    const again = await post(cairn.token, `${path}/${bo}/invitation`);
    expect(again).toMatchObject({ status: 200, body: { link: expect.stringContaining('/enter#') } });
    const open = (link: string) => post('', '/links/open', { link: link.split('#')[1] });
    expect((await open(added.body.link)).status).toBe(404);
    expect(await open(again.body.link)).toMatchObject({ status: 200, body: { email: 'bo@example.org' } });

    expect((await call(cairn.token, 'DELETE', `${path}/${bo}`)).status).toBe(204);
    expect((await call(cairn.token, 'DELETE', `${path}/${bo}`)).status).toBe(404);
  });

  test('a lead gets no link for somebody who is a member elsewhere, or who can sign in', async () => {
    const other = await place('Elsewhere', 'ELS');
    const added = await post(other.lead.token, `/compartments/${other.id}/people`, {
      email: 'two@example.org',
      name: 'Two',
      role: 'reader',
      clearance: 'sealed',
    });
    const second = await post(cairn.token, `/compartments/${team}/people`, {
      email: 'two@example.org',
      name: 'Somebody',
      role: 'reader',
      clearance: 'public',
    });
    expect(second).toMatchObject({ status: 201, body: { account: added.body.account, link: null, expires: null } });
    const path = `/compartments/${team}/people`;
    expect(await post(cairn.token, `${path}/${added.body.account}/invitation`)).toMatchObject({
      status: 403,
      body: { code: 'admin-needed' },
    });
    // Whoever made the account may hold its link: the membership rests until a lead has made sure who came.
    const members = (await call(cairn.token, 'GET', path)).body.people;
    const two = members.find((one: { account: string }) => one.account === added.body.account);
    expect(two).toMatchObject({ resting: 'reset', invited: true });
    expect(await post(cairn.token, `${path}/${two.account}/readmit`)).toMatchObject({
      status: 409,
      body: { code: 'no-factors' },
    });
    const active = await person('act', 'reader');
    expect(await post(cairn.token, `${path}/${active.id}/invitation`)).toMatchObject({
      status: 409,
      body: { code: 'has-factors' },
    });
  });

  test('a lead gives no clearance above his own, to new members and to old', async () => {
    const { id, lead } = await place('Lower', 'LOW');
    const low = await person('lowlead');
    const path = `/compartments/${id}/people`;
    const given = { email: low.email, name: 'Low', role: 'lead', clearance: 'internal' };
    expect((await post(lead.token, path, given)).status).toBe(201);
    const puppet = { email: 'puppet@example.org', name: 'Puppet', role: 'lead', clearance: 'sealed' };
    const refused = { status: 403, body: { code: 'above-own' } };
    expect(await post(low.token, path, puppet)).toMatchObject(refused);
    const made = await post(low.token, path, { ...puppet, clearance: 'internal' });
    expect(made.status).toBe(201);
    expect(await call(low.token, 'PATCH', `${path}/${made.body.account}`, { clearance: 'sealed' })).toMatchObject(
      refused,
    );
  });

  test('nobody raises his own rights, and the only lead neither steps down nor leaves', async () => {
    const { id, lead } = await place('Alone', 'ALO');
    const own = `/compartments/${id}/people/${lead.id}`;
    expect(await call(lead.token, 'PATCH', own, { identities: true })).toMatchObject({
      status: 403,
      body: { code: 'not-yourself' },
    });
    for (const [method, path, body] of [
      ['PATCH', own, { role: 'reviewer' }],
      ['DELETE', own, undefined],
      ['POST', `/compartments/${id}/travel`, {}],
      ['POST', '/travel', { compartments: [id] }],
    ] as const) {
      expect(await call(lead.token, method, path, body), `${method} ${path}`).toMatchObject({
        status: 409,
        body: { code: 'only-lead' },
      });
    }
    // An invited lead cannot act yet, so he is no other lead.
    const invited = await post(lead.token, `/compartments/${id}/people`, {
      email: 'late@example.org',
      name: 'Late',
      role: 'lead',
      clearance: 'sealed',
    });
    expect((await call(lead.token, 'DELETE', own)).status).toBe(409);
    await createToken(cairn.instance, TESTER, { user: 'late@example.org' });
    expect((await call(lead.token, 'PATCH', own, { clearance: 'internal' })).status).toBe(200);
    expect((await call(lead.token, 'PATCH', own, { clearance: 'sealed' })).status).toBe(403);
    expect((await call(lead.token, 'DELETE', own)).status).toBe(204);
    expect((await get(lead.token, `/compartments/${id}/people`)).status).toBe(404);
    expect(invited.status).toBe(201);
  });

  test('two leads who demote each other, or themselves, at once: one lead is left', async () => {
    for (const whom of ['other', 'self'] as const) {
      const code = whom === 'other' ? 'DUO' : 'DUA';
      const { id, name, lead } = await place(`Two ${whom}`, code);
      const second = await person(`second-${whom}`, 'lead', name);
      const path = (account: string) => `/compartments/${id}/people/${account}`;
      const [mine, theirs] = whom === 'self' ? [lead.id, second.id] : [second.id, lead.id];
      const answers = await Promise.all([
        call(lead.token, 'PATCH', path(mine), { role: 'reader' }),
        call(second.token, 'PATCH', path(theirs), { role: 'reader' }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const { rows } = await cairn.instance.owner.query(
        "select account from cairn.member where compartment = $1 and role = 'lead'",
        [id],
      );
      expect(rows).toHaveLength(1);
    }
  });

  test('what a member sees is told in levels and counts, of what the lead reads', async () => {
    const { id, name, lead } = await place('Looking', 'LOO');
    const session = await openOperatorSession(cairn.instance);
    const made = (sensitivity: string) => ({
      id: newId(),
      kind: 'incident' as const,
      compartment: id,
      base: 0,
      body: { title: 'MARKER-SEES', sensitivity },
    });
    await commit(cairn.instance, session, ['public', 'internal', 'case-only', 'sealed'].map(made), 'test');
    const member = await person('sees', 'reader', name);
    const path = `/compartments/${id}/people/${member.id}/sees`;
    const found = await get(lead.token, path);
    expect(found.body).toEqual({
      levels: [
        { level: 'public', may: true },
        { level: 'partner', may: true },
        { level: 'internal', may: true },
        { level: 'case-only', may: false },
        { level: 'sealed', may: false },
      ],
      identities: false,
      resting: null,
      suspended: false,
      counts: [{ kind: 'incident', visible: 2, hidden: 2 }],
    });
    const listed = await get(member.token, `/records?compartment=${id}`);
    expect(listed.body.records).toHaveLength(2);
    // A lead cleared for less learns nothing of how much lies above him.
    await setMember(cairn.instance, TESTER, {
      compartment: name,
      user: lead.email,
      role: 'lead',
      clearance: 'public',
    });
    expect((await get(lead.token, path)).body.counts).toEqual([{ kind: 'incident', visible: 1, hidden: 0 }]);
    expect((await get(member.token, path)).status).toBe(403);
    expect((await get(lead.token, `/compartments/${id}/people/${ABSENT}/sees`)).status).toBe(404);
  });
});

describe('travel mode', () => {
  test('hides compartments from whoever travels until another lead readmits', async () => {
    const { id, name, lead } = await place('Road', 'ROA');
    const other = await person('road-lead', 'lead', name);
    const traveller = await person('road-reader', 'reader', name);
    expect((await post(traveller.token, `/compartments/${id}/travel`, {})).status).toBe(204);
    expect((await get(traveller.token, '/session')).body.compartments).toEqual([]);
    expect((await get(traveller.token, `/records?compartment=${id}`)).status).toBe(404);
    expect((await get(traveller.token, `/compartments/${id}/people`)).status).toBe(404);
    expect((await post(traveller.token, `/compartments/${id}/people/${traveller.id}/readmit`)).status).toBe(404);

    // All of several, or none.
    expect((await post(lead.token, '/travel', { compartments: [id, ABSENT] })).status).toBe(404);
    expect((await get(lead.token, '/session')).body.compartments).toHaveLength(1);
    expect((await post(lead.token, '/travel', { compartments: [id] })).status).toBe(204);
    expect((await post(lead.token, `/compartments/${id}/people/${lead.id}/readmit`)).status).toBe(404);
    expect((await post(other.token, `/compartments/${id}/travel`, {})).body).toMatchObject({ code: 'only-lead' });
    for (const { id: account } of [lead, traveller])
      expect((await post(other.token, `/compartments/${id}/people/${account}/readmit`)).status).toBe(204);
    expect((await get(traveller.token, `/records?compartment=${id}`)).status).toBe(200);
    expect((await get(lead.token, `/compartments/${id}/rights-history`)).status).toBe(200);
  });
});

describe('accounts', () => {
  test('administrators see accounts and counts and no content; others are refused', async () => {
    const admin = await person('boss', undefined, undefined, true);
    const { body } = await get(admin.token, '/accounts');
    expect(body.accounts).toContainEqual({
      id: admin.id,
      email: 'boss@example.org',
      name: 'boss',
      admin: true,
      suspended: false,
      invited: false,
      memberships: 0,
      factors: { password: false, totp: false, passkeys: 0 },
    });
    const { compartments } = (await get(admin.token, '/compartments')).body;
    expect(compartments).toContainEqual({ id: team, code: 'TEA', name: 'Team', members: expect.any(Number), leads: 1 });
    const totals = (await get(admin.token, '/activity/totals')).body.days;
    expect(totals.every((each: object) => Object.keys(each).join() === 'day,what,n')).toBe(true);
    expect(totals).toContainEqual({ day: expect.any(String), what: 'sign-in', n: expect.any(Number) });
    for (const path of ['people', 'activity', 'rights-history'])
      expect((await get(admin.token, `/compartments/${team}/${path}`)).status).toBe(404);
    expect((await get(admin.token, '/records')).body.records).toEqual([]);

    const reader = await person('nosy', 'reader');
    for (const path of ['/accounts', '/compartments', '/activity/totals'])
      expect(await get(reader.token, path)).toMatchObject({ status: 403, body: { code: 'admin-needed' } });
    expect((await post(reader.token, '/accounts', { email: 'x@example.org', name: 'X' })).status).toBe(403);
    for (const what of ['suspend', 'reset'])
      expect((await post(reader.token, `/accounts/${admin.id}/${what}`, { reason: 'x' })).status).toBe(403);
  });

  test('an administrator adds an account, which comes in by link, and a compartment', async () => {
    const added = await post(cairn.token, '/accounts', { email: 'New@example.org', name: 'New' });
    expect(added).toMatchObject({ status: 201, body: { link: expect.stringContaining('/enter#') } });
    expect((await post(cairn.token, '/accounts', { email: 'new@example.org', name: 'N' })).status).toBe(422);
    const again = await post(cairn.token, `/accounts/${added.body.id}/invitation`);
    expect(again.status).toBe(200);
    expect(again.body.link).not.toBe(added.body.link);
    const made = await post(cairn.token, '/compartments', { name: 'Львів', lead: added.body.id });
    expect(made).toMatchObject({ status: 201, body: { name: 'Львів', code: 'LVI' } });
    expect((await post(cairn.token, '/compartments', { name: 'Львів', lead: added.body.id })).status).toBe(422);
    expect((await post(cairn.token, '/compartments', { name: 'X', lead: ABSENT })).status).toBe(404);
    // Alone there, the lead who waits loses nothing by a new link.
    await post(cairn.token, `/accounts/${added.body.id}/invitation`);
    const { rows } = await cairn.instance.owner.query('select resting from cairn.member where account = $1', [
      added.body.id,
    ]);
    expect(rows).toEqual([{ resting: null }]);
  });

  test('a new link by an administrator lets memberships beside others rest', async () => {
    const added = await post(cairn.token, `/compartments/${team}/people`, {
      email: 'wait@example.org',
      name: 'Wait',
      role: 'reader',
      clearance: 'sealed',
    });
    const { account } = added.body;
    expect((await post(cairn.token, `/accounts/${account}/invitation`)).status).toBe(200);
    const people = (await get(cairn.token, `/compartments/${team}/people`)).body.people;
    expect(people).toContainEqual(expect.objectContaining({ account, resting: 'reset' }));
    expect(await post(cairn.token, `/compartments/${team}/people/${account}/readmit`)).toMatchObject({
      status: 409,
      body: { code: 'no-factors' },
    });
  });

  test('suspension ends sessions and tokens at once, and readmission brings back what there was', async () => {
    const person1 = await person('sus', 'contributor');
    const signedIn = await fetch(`${cairn.origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: person1.token }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const withCookie = () => fetch(`${cairn.origin}/api/v1/session`, { headers: { cookie } });
    expect((await withCookie()).status).toBe(200);
    expect((await post(cairn.token, `/accounts/${person1.id}/suspend`, { reason: 'Laptop seized' })).status).toBe(204);
    expect((await withCookie()).status).toBe(401);
    expect((await get(person1.token, '/session')).status).toBe(401);
    const { rows } = await cairn.instance.owner.query('select from cairn.live_session where account = $1', [
      person1.id,
    ]);
    expect(rows).toEqual([]);
    expect((await post(cairn.token, `/accounts/${person1.id}/readmit`)).status).toBe(204);
    expect((await get(person1.token, '/session')).status).toBe(200);
    // The session that was ended does not come back.
    expect((await withCookie()).status).toBe(401);
    expect((await post(cairn.token, `/accounts/${ABSENT}/suspend`, { reason: 'x' })).status).toBe(404);
  });

  test('an administrator neither suspends nor resets himself', async () => {
    const { body } = await get(cairn.token, '/session');
    for (const what of ['suspend', 'reset'])
      expect(await post(cairn.token, `/accounts/${body.account.id}/${what}`, { reason: 'x' })).toMatchObject({
        status: 403,
        body: { code: 'not-yourself' },
      });
  });

  test('two administrators who suspend each other at once: one is left', async () => {
    const [a, b] = [await person('ad1', undefined, '', true), await person('ad2', undefined, '', true)];
    const answers = await Promise.all([
      post(a.token, `/accounts/${b.id}/suspend`, { reason: 'x' }),
      post(b.token, `/accounts/${a.id}/suspend`, { reason: 'x' }),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  test('a reset takes every way in, and the memberships rest until a lead readmits', async () => {
    const { id, name, lead } = await place('Reset', 'RES');
    const lost = await person('lost', 'reader', name);
    const { instance } = cairn;
    const answer = await post(cairn.token, `/accounts/${lost.id}/reset`, { reason: 'Telephone lost' });
    expect(answer).toMatchObject({ status: 200, body: { link: expect.stringContaining('/enter#') } });
    expect((await get(lost.token, '/session')).status).toBe(401);
    const opened = await post('', '/links/open', { link: answer.body.link.split('#')[1] });
    expect(opened).toMatchObject({ status: 200, body: { purpose: 'reset', email: lost.email } });
    const readmit = () => post(lead.token, `/compartments/${id}/people/${lost.id}/readmit`);
    // Before the person has made new factors, whoever holds the link could come in.
    expect(await readmit()).toMatchObject({ status: 409, body: { code: 'no-factors' } });
    const { token } = await createToken(instance, TESTER, { user: lost.email });
    expect((await get(token, `/records?compartment=${id}`)).status).toBe(404);
    expect((await readmit()).status).toBe(204);
    expect((await get(token, `/records?compartment=${id}`)).status).toBe(200);
    const notices = (await get(lead.token, '/notices')).body.notices;
    expect(notices).toContainEqual(
      expect.objectContaining({
        what: 'factor-reset',
        compartment: { id, code: 'RES', name },
        who: ['lost', 'Lead'],
      }),
    );
    const told = (await get(token, '/notices')).body.notices;
    expect(told).not.toContainEqual(expect.objectContaining({ what: 'factor-reset' }));
  });
});

describe('the only lead is gone', () => {
  test('administrator and reviewer together appoint another, and all members are told', async () => {
    const { id, name, lead } = await place('Orphan', 'ORP');
    const reviewer = await person('orp-rev', 'reviewer', name);
    const next = await person('orp-con', 'contributor', name);
    const reader = await person('orp-rea', 'reader', name);
    const propose = (account: string) => post(cairn.token, `/compartments/${id}/appointment`, { account });
    expect(await propose(next.id)).toMatchObject({ status: 409, body: { code: 'lead-left' } });
    await post(cairn.token, `/accounts/${lead.id}/suspend`, { reason: 'Gone' });

    const admin = (await get(cairn.token, '/session')).body.account.id;
    expect(await propose(admin)).toMatchObject({ status: 403, body: { code: 'not-yourself' } });
    expect((await post(reviewer.token, `/compartments/${id}/appointment`, { account: next.id })).status).toBe(403);
    const proposed = await propose(next.id);
    expect(proposed.status).toBe(201);
    expect(await propose(reader.id)).toMatchObject({ status: 409, body: { code: 'already-proposed' } });

    const approve = (token: string) => post(token, `/appointments/${proposed.body.id}/approve`);
    expect((await approve(cairn.token)).status).toBe(403);
    for (const { token } of [next, reader, await person('orp-str')]) expect((await approve(token)).status).toBe(404);
    expect((await get(reader.token, '/appointments')).body.appointments).toEqual([]);
    expect((await get(reviewer.token, '/appointments')).body.appointments).toEqual([
      {
        id: proposed.body.id,
        at: expect.any(String),
        compartment: { id, code: 'ORP', name },
        account: next.id,
        name: 'orp-con',
        proposedBy: 'Lead',
        mine: true,
      },
    ]);
    expect((await approve(reviewer.token)).status).toBe(204);
    expect((await approve(reviewer.token)).status).toBe(404);
    expect((await get(next.token, '/session')).body.compartments).toMatchObject([
      { role: 'lead', clearance: 'sealed' },
    ]);
    for (const { token } of [reader, reviewer, next])
      expect((await get(token, '/notices')).body.notices).toContainEqual(
        expect.objectContaining({ what: 'lead-appointed', who: ['orp-con', 'Lead', 'orp-rev'] }),
      );
    // The one who comes back finds another lead beside himself.
    await post(cairn.token, `/accounts/${lead.id}/readmit`);
    expect((await call(next.token, 'DELETE', `/compartments/${id}/people/${lead.id}`)).status).toBe(204);
  });

  test('a reviewer neither approves himself nor, once a lead can act again, anybody', async () => {
    const { id, name, lead } = await place('Twice', 'TWI');
    const reviewer = await person('twi-rev', 'reviewer', name);
    const next = await person('twi-con', 'contributor', name);
    const propose = (account: string) => post(cairn.token, `/compartments/${id}/appointment`, { account });
    await post(cairn.token, `/accounts/${lead.id}/suspend`, { reason: 'Gone' });
    const own = await propose(reviewer.id);
    expect(await post(reviewer.token, `/appointments/${own.body.id}/approve`)).toMatchObject({
      status: 403,
      body: { code: 'not-yourself' },
    });
    expect((await post(cairn.token, `/appointments/${own.body.id}/refuse`)).status).toBe(204);
    const other = await propose(next.id);
    await post(cairn.token, `/accounts/${lead.id}/readmit`);
    expect(await post(reviewer.token, `/appointments/${other.body.id}/approve`)).toMatchObject({
      status: 409,
      body: { code: 'lead-left' },
    });
    expect((await post(reviewer.token, `/appointments/${other.body.id}/refuse`)).status).toBe(204);
    expect((await get(cairn.token, '/appointments')).body.appointments).toEqual([]);
  });
});

describe('tokens', () => {
  async function tokenWith(token: string, given: object): Promise<string> {
    const made = await post(token, '/tokens', { label: 'test', ...given });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.token;
  }

  test('a token with the scope "read" reads and does nothing else', async () => {
    const own = await person('tok', 'lead');
    const read = await tokenWith(own.token, { scopes: ['read'] });
    expect((await get(read, '/records?compartment=Team')).status).toBe(200);
    const given = { kind: 'incident', compartment: 'Team', body: { title: 'x' }, reason: 'x' };
    const made = await post(own.token, '/records', given);
    expect(made.status).toBe(201);
    expect((await post(read, '/records', given)).status).toBe(403);
    const change = { revision: 1, body: { title: 'y' }, reason: 'y' };
    expect((await call(read, 'PATCH', `/records/${made.body.id}`, change)).status).toBe(403);
    const path = `/compartments/${team}`;
    expect((await call(read, 'PATCH', `${path}/people/${own.id}`, { role: 'reader' })).status).toBe(403);
    expect((await post(read, '/tokens', { label: 'more', scopes: ['read'] })).status).toBe(403);
    for (const where of [`${path}/activity`, `${path}/rights-history`, `${path}/people/${own.id}/sees`])
      expect((await get(read, where)).status, where).toBe(403);
    const seen = (await get(read, `${path}/people`)).body.people;
    expect(Object.keys(seen[0])).toEqual(['account', 'name', 'role']);
  });

  test('scopes and compartments limit what a token gives, also to further tokens', async () => {
    const { id, name, lead } = await place('Narrow', 'NAR');
    await setMember(cairn.instance, TESTER, {
      compartment: 'Team',
      user: lead.email,
      role: 'lead',
      clearance: 'sealed',
    });
    const write = await tokenWith(lead.token, { scopes: ['read', 'write'], compartments: [id] });
    expect((await get(write, '/session')).body.compartments).toMatchObject([{ id }]);
    const record = (compartment: string) =>
      post(write, '/records', { kind: 'incident', compartment, body: { title: 'x' }, reason: 'x' });
    expect((await record(name)).status).toBe(201);
    expect((await record('Team')).status).toBe(404);
    expect((await get(write, `/compartments/${team}/people`)).status).toBe(404);
    const invite = { email: 'nar@example.org', name: 'Nar', role: 'reader', clearance: 'public' };
    expect((await post(write, `/compartments/${id}/people`, invite)).status).toBe(403);

    const rights = await tokenWith(lead.token, { scopes: ['read', 'rights'], compartments: [id] });
    expect((await post(rights, `/compartments/${id}/people`, invite)).status).toBe(201);
    expect((await post(rights, `/compartments/${team}/people`, invite)).status).toBe(404);
    expect((await get(rights, `/compartments/${id}/rights-history`)).status).toBe(200);
    for (const more of [
      { scopes: ['read', 'write'], compartments: [id] },
      { scopes: ['read'] },
      { scopes: ['read'], compartments: [team] },
    ])
      expect((await post(rights, '/tokens', { label: 'more', ...more })).status, JSON.stringify(more)).toBe(403);
    const only = await tokenWith(lead.token, { scopes: ['rights'] });
    expect((await get(only, '/records')).body.records).toEqual([]);
    expect((await get(only, `/records?compartment=${id}`)).status).toBe(404);
    expect((await get(only, `/compartments/${id}/people`)).body.people[0]).toHaveProperty('clearance');
    expect((await post(lead.token, '/tokens', { label: 'x', scopes: ['read'], compartments: [ABSENT] })).status).toBe(
      404,
    );
  });

  test('tokens are listed and revoked by their owner, and open nothing after their time', async () => {
    const own = await person('own', 'reader');
    const made = await post(own.token, '/tokens', { label: 'laptop', scopes: ['read'] });
    const left = new Date(made.body.expires).getTime() - Date.now();
    expect(left).toBeGreaterThan(89 * 86_400_000);
    expect(left).toBeLessThan(91 * 86_400_000);
    for (const expires of ['2020-01-01', '2999-01-01T00:00:00Z'])
      expect((await post(own.token, '/tokens', { label: 'x', scopes: ['read'], expires })).status).toBe(422);
    const listed = (await get(own.token, '/tokens')).body.tokens;
    expect(listed).toContainEqual({
      id: made.body.id,
      label: 'laptop',
      scopes: ['read'],
      compartments: null,
      expires: made.body.expires,
      revoked: false,
    });
    expect(JSON.stringify(listed)).not.toContain(made.body.token);
    const stranger = await person('thief');
    expect((await call(stranger.token, 'DELETE', `/tokens/${made.body.id}`)).status).toBe(404);
    expect((await get(made.body.token, '/session')).status).toBe(200);
    expect((await call(own.token, 'DELETE', `/tokens/${made.body.id}`)).status).toBe(204);
    expect((await get(made.body.token, '/session')).status).toBe(401);

    const over = await createToken(cairn.instance, TESTER, { user: own.email, expires: new Date(Date.now() - 1000) });
    expect((await get(over.token, '/session')).status).toBe(401);
  });
});

test('a browser that showed no factor of late is asked for one before rights change', async () => {
  const { id, lead } = await place('Cookie', 'COO');
  const signedIn = await fetch(`${cairn.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: lead.token }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const rights = cairn.server.routeTable.entries.filter(
    ({ method, url }) =>
      !/^(GET|HEAD)$/.test(method) && /^\/api\/v1\/(compartments|accounts|appointments|travel|tokens)\b/.test(url),
  );
  expect(rights.length).toBeGreaterThan(15);
  const bodies: Readonly<Record<string, unknown>> = {
    'POST /api/v1/compartments/:id/people': { email: 'c@example.org', name: 'C', role: 'lead', clearance: 'sealed' },
    'PATCH /api/v1/compartments/:id/people/:account': { role: 'reader' },
    'POST /api/v1/travel': { compartments: [id] },
    'POST /api/v1/accounts': { email: 'c@example.org', name: 'C' },
    'POST /api/v1/accounts/:id/suspend': { reason: 'x' },
    'POST /api/v1/accounts/:id/reset': { reason: 'x' },
    'POST /api/v1/compartments': { name: 'C', lead: lead.id },
    'POST /api/v1/compartments/:id/appointment': { account: lead.id },
    'POST /api/v1/tokens': { label: 'x', scopes: ['read'] },
  };
  for (const { method, url } of rights) {
    // Whoever revokes a token only takes something away.
    if (url === '/api/v1/tokens/:id') continue;
    const answer = await fetch(cairn.origin + url.replace(':id', id).replace(':account', lead.id), {
      method,
      headers: { cookie, origin: cairn.origin, 'content-type': 'application/json' },
      body: JSON.stringify(bodies[`${method} ${url}`] ?? {}),
    });
    expect(await answer.json(), `${method} ${url}`).toMatchObject({ status: 403, code: 'confirm' });
  }
});

describe('what leads look up', () => {
  test('the history of rights names who did what, also at the command line', async () => {
    const { id, name, lead } = await place('History', 'HIS');
    const member = await person('his', 'reader', name);
    const path = `/compartments/${id}/people/${member.id}`;
    await call(lead.token, 'PATCH', path, { clearance: 'sealed' });
    await post(cairn.token, `/accounts/${member.id}/suspend`, { reason: 'Laptop seized' });
    await post(cairn.token, `/accounts/${member.id}/readmit`);
    await call(lead.token, 'DELETE', path);
    // After that the account is none of this compartment's business.
    await post(cairn.token, `/accounts/${member.id}/suspend`, { reason: 'Unrelated' });
    const { changes } = (await get(lead.token, `/compartments/${id}/rights-history`)).body;
    expect(changes.map((each: Record<string, unknown>) => [each.what, each.by, each.account])).toEqual([
      ['member-removed', 'lead-his', 'his'],
      ['account-readmitted', 'Lead', 'his'],
      ['account-suspended', 'Lead', 'his'],
      ['member-changed', 'lead-his', 'his'],
      ['member-added', TESTER, 'his'],
      ['member-added', TESTER, 'lead-his'],
      ['compartment-added', TESTER, null],
    ]);
    expect(changes[2].reason).toContain('Laptop seized');
    expect(changes[3]).toMatchObject({ before: { clearance: 'internal' }, after: { clearance: 'sealed' } });
    expect(JSON.stringify(changes)).not.toMatch(/example\.org|Unrelated/);
    expect((await get(lead.token, '/notices')).body.notices).toContainEqual(
      expect.objectContaining({ what: 'operator-change', who: ['his', TESTER] }),
    );
  });

  test('activity of the compartment goes to its leads, with records that they may read', async () => {
    const { id, name, lead } = await place('Watched', 'WAT');
    const member = await person('wat', 'contributor', name);
    const given = { kind: 'incident', compartment: name, body: { title: 'MARKER' }, reason: 'x' };
    const { body } = await post(member.token, '/records', given);
    await get(member.token, `/records/${body.id}`);
    const { entries, next } = (await get(lead.token, `/compartments/${id}/activity`)).body;
    expect(next).toBeNull();
    expect(entries).toContainEqual({
      at: expect.any(String),
      account: 'wat',
      what: 'view',
      record: { id: body.id, reference: body.reference },
    });
    expect(JSON.stringify(entries)).not.toContain('MARKER');
    expect((await get(member.token, `/compartments/${id}/activity`)).status).toBe(403);
    expect((await get(cairn.token, `/compartments/${id}/activity`)).status).toBe(404);
    for (let i = 0; i < 120; i++) await get(member.token, `/records/${body.id}`);
    const first = (await get(lead.token, `/compartments/${id}/activity`)).body;
    expect(first.entries).toHaveLength(100);
    const second = (await get(lead.token, `/compartments/${id}/activity?cursor=${first.next}`)).body;
    expect(second.next).toBeNull();
    expect(second.entries.length).toBeGreaterThan(20);
  });
});
