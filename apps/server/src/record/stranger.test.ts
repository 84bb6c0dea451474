import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addUser, createToken, setMember, signInWithToken } from '../access/index.ts';
import { MANIFEST } from '../database/manifest.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { commit, commitDeed, hashOfSecret, newId, readRecord } from './index.ts';
import { NotFound, type Session } from './types.ts';

// What somebody finds who can run any SQL as the application role: an injection, or a stolen connection.

let full: Populated;
let lead: Session;
let reader: Session;
let outsider: Session;

beforeAll(async () => {
  full = await populate();
  lead = await sessionFor('lead@example.org');
  reader = await sessionFor('reader@example.org');
  await addUser(full.instance, 'operator:tester', { email: 'admin@example.org', name: 'Admin', admin: true });
  outsider = await sessionFor('admin@example.org');
});
afterAll(() => full?.stop());

async function sessionFor(user: string): Promise<Session> {
  const { token } = await createToken(full.instance, 'operator:tester', { user });
  const live = await signInWithToken(full.instance, token);
  if (live === null) throw new Error('the token was refused');
  return live.session;
}

async function asApplication<T>(secret: string | null, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const client = await full.instance.app.connect();
  try {
    if (secret !== null) await client.query("select set_config('cairn.session', $1, false)", [secret]);
    return await work(client);
  } finally {
    client.release(true);
  }
}

async function readable(db: PoolClient, table: string): Promise<{ rows: number } | { error: string }> {
  try {
    const { rows } = await db.query(`select * from ${table}`);
    return { rows: rows.length };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const NOBODIES: [string, () => string | null][] = [
  ['without a session', () => null],
  ['with a forged setting', () => randomUUID()],
  ['with a setting that holds SQL', () => "' or true --"],
  ['as an administrator who is no member', () => outsider.secret],
];

describe.each(NOBODIES)('SQL as the application role, %s', (_name, secret) => {
  test.each(Object.keys(MANIFEST))(
    '%s shows no row, and its refusal tells no more than the name asked for',
    async (table) => {
      const found = await asApplication(secret(), (db) => readable(db, table));
      if ('error' in found)
        expect(found.error).toBe(
          `permission denied for ${table.startsWith('public.') ? 'schema public' : `table ${table.split('.')[1]}`}`,
        );
      else expect(found.rows).toBe(0);
    },
  );

  test('nothing is written, counted or told by functions, sequences and statistics', async () => {
    await asApplication(secret(), async (db) => {
      const given = secret() ?? '';
      const { rows: mine } = await db.query('select * from cairn.my_compartments($1)', [given]);
      expect(mine).toEqual([]);
      const { rows: numbers } = await db.query('select cairn.next_numbers($1, $2, $3, 1) as n', [
        given,
        full.compartment.id,
        'reference',
      ]);
      const { rows: absent } = await db.query('select cairn.next_numbers($1, $2, $3, 1) as n', [
        given,
        randomUUID(),
        'reference',
      ]);
      expect(numbers).toEqual(absent);
      const found = await db.query(
        'select cairn.search_records($1, null, null, null, null, null, null, null, null, null, 100, null, null, null, null, null, null) as id',
        [given],
      );
      expect(found.rows).toEqual([]);
      for (const sql of [
        'select last from cairn.next_number',
        'select reltuples from pg_class',
        'select n_live_tup from pg_stat_user_tables',
        "select pg_relation_size('cairn.revision')",
        "select * from pg_stats where schemaname = 'cairn'",
        'select query from pg_stat_activity',
        "insert into cairn.live_session (hash, operator, expires) values ('\\x00', 'x', now() + interval '1 day')",
        'delete from cairn.disclosure',
        'update cairn.record set revision = 7',
        'set role cairn_schema',
        'set session authorization cairn_owner',
        'alter table cairn.record disable row level security',
        "select pg_read_file('postgresql.conf')",
        "copy cairn.record to program 'cat'",
      ]) {
        const outcome = await db.query(sql).then(
          ({ rows, rowCount }) => ({ rows, rowCount }),
          (error: Error) => error.message,
        );
        if (typeof outcome !== 'string') expect(outcome, sql).toMatchObject({ rows: [], rowCount: 0 });
        else expect(outcome, sql).toMatch(/permission denied|must be/);
      }
    });
  });
});

test('a commit into a compartment that one is no member of reads the same as into one that does not exist', async () => {
  const change = (compartment: string) => ({
    id: newId(),
    kind: 'incident' as const,
    compartment,
    base: 0,
    body: { title: 'x' },
  });
  const refusals = await Promise.all(
    [full.compartment.id, randomUUID()].map((id) =>
      commit(full.instance, outsider, [change(id)], 'x').then(
        () => 'done',
        (error: Error) => `${error.name} ${error.message}`,
      ),
    ),
  );
  expect(refusals[0]).toBe(refusals[1]);
  const { rows } = await full.instance.owner.query('select id from cairn.record limit 1');
  const reads = await Promise.all(
    [rows[0].id, randomUUID()].map((id) =>
      readRecord(full.instance, outsider, id).catch((error: Error) => `${error.name} ${error.message}`),
    ),
  );
  expect(reads[0]).toBe(reads[1]);
});

test('below clearance: fields, words and disclosures above it are not there for a reader, and what a reader may not do is refused', async () => {
  const { rows } = await full.instance.owner.query(
    "select id from cairn.record where kind = 'actor' and id in (select record from cairn.record_body where level = 'identity')",
  );
  const person = rows[0].id as string;
  expect(JSON.stringify(await readRecord(full.instance, lead, person))).toContain('Planted Identity');
  expect(JSON.stringify(await readRecord(full.instance, reader, person))).not.toContain('Planted Identity');
  await asApplication(reader.secret, async (db) => {
    const levels = await db.query(
      'select distinct level from cairn.record_body union select distinct level from cairn.disclosure',
    );
    expect(levels.rows.map((row) => row.level).sort()).toEqual(['internal']);
    const all = await db.query("select string_agg(body::text, ' ') as body from cairn.record_body");
    expect(all.rows[0].body).not.toContain('case notes');
  });
  await expect(
    commit(
      full.instance,
      reader,
      [{ id: newId(), kind: 'incident', compartment: full.compartment.id, base: 0, body: { title: 'x' } }],
      'x',
    ),
  ).rejects.toThrow('not write');
});

test("with a contributor's session, SQL as the application role forges no author, time, level or foreign record, and writes no activity", async () => {
  await addUser(full.instance, 'operator:tester', { email: 'inside@example.org', name: 'Inside' });
  await setMember(full.instance, 'operator:tester', {
    compartment: 'Team',
    user: 'inside@example.org',
    role: 'contributor',
    clearance: 'internal',
  });
  const inside = await sessionFor('inside@example.org');
  const good = {
    secrets: [inside.secret],
    authors: [inside.author],
    times: [new Date().toISOString()],
    lists: [1],
    ids: [randomUUID()],
    numbers: [1],
    places: [full.compartment.id],
    kinds: ['incident'],
    labels: ['TEA-900001'],
    levels: ['internal'],
    tokens: ['a.b.c'],
    disclosed: [1],
    at: ['internal'],
    encoded: ['x'],
  };
  const call = async (changed: Partial<Record<keyof typeof good, unknown[] | string>>): Promise<string> => {
    const given = { ...good, ...changed };
    return asApplication(inside.secret, async (db) => {
      await db.query('begin');
      const outcome = await db
        .query(
          'select cairn.commit_changes($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,null,null,null,null,null,null,null,null) as answer',
          Object.values(given),
        )
        .then(
          ({ rows }) => JSON.stringify(rows[0].answer),
          (error: Error) => error.message,
        );
      await db.query('rollback');
      return outcome;
    });
  };
  expect(await call({})).toBe('{"done":true}');
  expect(await call({ authors: [lead.author] })).toContain('refused');
  expect(await call({ secrets: [lead.secret] })).toContain('refused');
  expect(await call({ times: ['2020-01-01T00:00:00Z'] })).toContain('do not belong together');
  expect(await call({ levels: ['audit'] })).toContain('do not belong together');
  expect(await call({ at: ['sealed'] })).toContain('refused');
  expect(await call({ places: [full.other.id] })).toContain('refused');
  expect(await call({ tokens: ['a.b.c', 'd.e.f'] })).toContain('do not belong together');
  expect(await call({ ids: `[0:0]={${randomUUID()}}` })).toContain('do not belong together');
  for (const sql of [
    "select cairn.insert_interval(now(), now(), 't', 'x')",
    "select cairn.insert_activity('[]', 1, '\\x00', '\\x00')",
    'select cairn.insert_records(null)',
    'select pg_advisory_xact_lock(815302)',
    'select lo_create(0)',
    'create temporary table t (a int)',
    'select sum(n) from (select pg_stat_get_db_tuples_inserted(oid) as n from pg_database) x',
  ]) {
    const outcome = await asApplication(inside.secret, (db) =>
      db.query(sql).then(
        () => 'done',
        (error: Error) => error.message,
      ),
    );
    expect(outcome, sql).toMatch(/permission denied|does not exist/);
  }
  const { rows } = await asApplication(null, (db) => db.query("select relname from pg_class where relkind = 'S'"));
  expect(rows).toEqual([]);
});

test('digests of what is hidden are given for records that one sees, and for no others', async () => {
  const { rows } = await full.instance.owner.query('select id from cairn.record limit 1');
  const digests = await asApplication(outsider.secret, (db) =>
    db.query('select * from cairn.hidden_digests($1, $2)', [outsider.secret, [rows[0].id]]),
  );
  expect(digests.rows).toEqual([]);
});

test('an edit of a public record by somebody cleared for public only leaves what stands behind internal fields as it is', async () => {
  const { instance, compartment } = full;
  const external = { dataset: 'test', id: 'public-1', occurrence: 1, role: 'incident' };
  const change = { kind: 'incident' as const, compartment: compartment.id };
  const body = { title: 'Known to all', sensitivity: 'public', external };
  const [made] = await commit(instance, lead, [{ ...change, id: newId(), base: 0, body }], 'x');
  const id = made?.id ?? '';
  await addUser(instance, 'operator:tester', { email: 'public@example.org', name: 'Public' });
  const member = { compartment: 'Team', user: 'public@example.org', role: 'contributor', clearance: 'public' };
  await setMember(instance, 'operator:tester', member);
  const session = await sessionFor('public@example.org');
  const seen = await readRecord(instance, session, id);
  expect(seen.body).not.toHaveProperty('external');
  await commit(instance, session, [{ ...change, id, base: 1, body: { ...seen.body, title: 'Known better' } }], 'x');
  expect((await readRecord(instance, lead, id)).body).toMatchObject({ title: 'Known better', external });
  const { rows } = await instance.owner.query('select id from cairn.external_record where record = $1', [id]);
  expect(rows).toEqual([{ id: 'public-1' }]);
  const { audit } = await import('../audit/index.ts');
  expect((await audit(instance)).findings).toEqual([]);
});

test('identity fields show to leads and to whom they name, and no longer to a lead who became a reader', async () => {
  const { rows } = await full.instance.owner.query(
    "select record from cairn.record_body where level = 'identity' limit 1",
  );
  const person = rows[0].record as string;
  await addUser(full.instance, 'operator:tester', { email: 'second@example.org', name: 'Second' });
  const member = { compartment: 'Team', user: 'second@example.org', clearance: 'case-only' };
  const shown = async (): Promise<boolean> => {
    const session = await sessionFor('second@example.org');
    return 'identity' in (await readRecord(full.instance, session, person)).body;
  };
  await setMember(full.instance, 'operator:tester', { ...member, role: 'lead' });
  expect(await shown()).toBe(true);
  await setMember(full.instance, 'operator:tester', { ...member, role: 'reader' });
  expect(await shown()).toBe(false);
  await setMember(full.instance, 'operator:tester', { ...member, role: 'reader', identities: true });
  expect(await shown()).toBe(true);
  await setMember(full.instance, 'operator:tester', { ...member, role: 'reviewer', identities: false });
  expect(await shown()).toBe(false);
});

test('an edit by somebody who may not see a field hands it on unseen', async () => {
  await addUser(full.instance, 'operator:tester', { email: 'writer@example.org', name: 'Writer' });
  await setMember(full.instance, 'operator:tester', {
    compartment: 'Team',
    user: 'writer@example.org',
    role: 'contributor',
    clearance: 'internal',
  });
  const writer = await sessionFor('writer@example.org');
  const made = await commit(
    full.instance,
    lead,
    [
      {
        id: newId(),
        kind: 'actor',
        compartment: full.compartment.id,
        base: 0,
        body: { actorType: 'person', identity: { names: [{ text: 'Carried Name' }] }, notes: 'for the case' },
      },
    ],
    'x',
  );
  const id = made[0]?.id ?? '';
  const seen = await readRecord(full.instance, writer, id);
  expect(seen.body).toEqual({ actorType: 'person' });
  await commit(
    full.instance,
    writer,
    [{ id, kind: 'actor', compartment: full.compartment.id, base: 1, body: { actorType: 'staff-member' } }],
    'better type',
  );
  const after = await readRecord(full.instance, lead, id);
  expect(after).toMatchObject({
    revision: 2,
    body: { actorType: 'staff-member', notes: 'for the case', identity: { names: [{ text: 'Carried Name' }] } },
  });
  await expect(
    commit(
      full.instance,
      writer,
      [
        {
          id,
          kind: 'actor',
          compartment: full.compartment.id,
          base: 2,
          body: { actorType: 'person', notes: 'overwritten' },
        },
      ],
      'x',
    ),
  ).rejects.toThrow('clearance');
  const { audit } = await import('../audit/index.ts');
  expect((await audit(full.instance)).findings).toEqual([]);
});

test('a session ends with its token, with the suspension of its account, and was never made by a forged secret', async () => {
  const { rows } = await full.instance.owner.query("select r.id from cairn.record r where r.kind = 'incident' limit 1");
  const id = rows[0].id as string;
  await expect(readRecord(full.instance, { ...lead, secret: 'cairn_forged' }, id)).rejects.toThrow(NotFound);
  const by = { by: 'operator:tester', reason: 'test' };

  const { token } = await createToken(full.instance, 'operator:tester', { user: 'lead@example.org' });
  const live = await signInWithToken(full.instance, token);
  if (live === null) throw new Error('the token was refused');
  expect(await readRecord(full.instance, live.session, id)).toMatchObject({ id });
  const stored = await full.instance.owner.query(
    'select to_jsonb(t) as row from cairn.access_token t where hash = $1',
    [hashOfSecret(token)],
  );
  await commitDeed(full.instance, { table: 'access_token', row: { ...stored.rows[0].row, revoked: true }, ...by });
  await expect(readRecord(full.instance, live.session, id)).rejects.toThrow(NotFound);
  expect(await signInWithToken(full.instance, token)).toBeNull();

  expect(await readRecord(full.instance, reader, id)).toMatchObject({ id });
  const account = await full.instance.owner.query(
    "select to_jsonb(a) as row from cairn.account a where email = 'reader@example.org'",
  );
  await commitDeed(full.instance, { table: 'account', row: { ...account.rows[0].row, suspended: true }, ...by });
  await expect(readRecord(full.instance, reader, id)).rejects.toThrow(NotFound);
});
