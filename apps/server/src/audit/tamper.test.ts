import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCheckpoint, leafHash, rootOf, signNote, toBase64 } from '@cairn/ledger';
import { entryOf, issue } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openInstance } from '../database/index.ts';
import { MANIFEST } from '../database/manifest.ts';
import { commit, latestCheckpoint, newId, sequence, TreeDamaged } from '../record/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { audit } from './index.ts';

// Everything here is done as the database's owner with all triggers off: the insider that the log is for.

// Hundreds of audits check the same signatures. Whether one holds depends on its key, message and bytes alone: whatever was
// checked is remembered by all three, and what was altered is checked anew.
vi.mock(import('../../../../packages/ledger/src/ed25519.ts'), async (load) => {
  const real = await load();
  const outcomes = new Map<string, boolean>();
  const verify: typeof real.verify = (...given) => {
    const known = given.map((bytes) => Buffer.from(bytes).toString('base64')).join(' ');
    const outcome = outcomes.get(known) ?? real.verify(...given);
    outcomes.set(known, outcome);
    return outcome;
  };
  return { ...real, verify };
});

let full: Populated;
let recordIds: Set<string>;

beforeAll(async () => {
  full = await populate();
  const { rows } = await full.instance.owner.query('select id from cairn.record');
  recordIds = new Set(rows.map((row) => row.id));
});
afterAll(() => full?.stop());

const CHECKED = Object.entries(MANIFEST)
  .filter(([, { class: kind }]) => kind !== 'transient')
  .map(([name]) => name);

/** SQL for another value of a type, never the same one. */
const OTHER_VALUE: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: "coalesce(#, '') || 'x'",
  int2: '# + 7',
  int4: '# + 1000',
  int8: 'coalesce(#, 0) + 100000',
  bool: 'not #',
  bytea: 'set_byte(#, 3, (get_byte(#, 3) + 1) % 256)',
  timestamptz: "coalesce(#, now()) + interval '1 day'",
  jsonb: "case jsonb_typeof(#) when 'object' then # || '{\"altered\": 1}' else to_jsonb('altered'::text) end",
  tsvector: "# || to_tsvector('simple', 'altered')",
  tstzrange: "tstzrange(lower(#), upper(#) + interval '1 day')",
  point: '# + point(1, 1)',
  float8: 'coalesce(#, 0) + 1',
  sensitivity: "(case # when 'public' then 'partner' else 'public' end)::cairn.sensitivity",
  role: "(case # when 'lead' then 'reader' else 'lead' end)::cairn.role",
  _text: "coalesce(#, '{}') || 'x'::text",
  _uuid: "coalesce(#, '{}') || gen_random_uuid()",
};

/** The same for columns that take a few words only. */
const OTHER_WORD: Readonly<Record<string, string>> = {
  'cairn.enrolment.purpose': "case # when 'reset' then 'invitation' else 'reset' end",
  'cairn.appointment.state': "case # when 'done' then 'refused' else 'done' end",
  'cairn.member.resting': "case # when 'travel' then null else 'travel' end",
  'cairn.access_token.scopes': "case when 'rights' = any (#) then '{read}'::text[] else '{read,write,rights}' end",
};

async function tampering(work: (db: PoolClient) => Promise<void>): Promise<void> {
  const client = await full.instance.owner.connect();
  try {
    await client.query('set session_replication_role = replica');
    await work(client);
  } finally {
    await client.query('set session_replication_role = default').catch(() => undefined);
    client.release(true);
  }
}

async function columns(): Promise<{ table: string; column: string; type: string }[]> {
  const { rows } = await full.instance.owner.query(
    `select n.nspname || '.' || c.relname as table, a.attname as column, t.typname as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
     where a.attnum > 0 and not a.attisdropped and c.relkind = 'r' and n.nspname || '.' || c.relname = any ($1) order by 1, a.attnum`,
    [CHECKED],
  );
  return rows;
}

/** Which records a row belongs to. */
function recordsOf(table: string, row: Record<string, unknown>): string[] {
  const id = table === 'cairn.record' ? row.id : row.record;
  return typeof id === 'string' ? [id] : [];
}

async function ofEntry(db: PoolClient, entry: unknown): Promise<string[]> {
  return (await db.query('select record from cairn.revision where entry = $1', [entry])).rows.map((row) => row.record);
}

/** Runs an audit; whatever record it names must be one of those touched. */
async function findingsFor(touched: readonly string[]): Promise<string[]> {
  const { findings } = await audit(full.instance);
  for (const { id, message } of findings) {
    if (recordIds.has(id)) expect(touched, `${message} (${id}) names a record that nobody touched`).toContain(id);
  }
  return findings.map(({ what, id, message }) => `${what} ${id}: ${message}`);
}

async function withBackup(db: PoolClient, table: string, work: () => Promise<void>): Promise<void> {
  await db.query(`create temporary table kept as select * from ${table}`);
  try {
    await work();
  } finally {
    await db.query(`delete from ${table}`);
    await db.query(`insert into ${table} select * from kept`);
    await db.query('drop table kept');
  }
}

test('untouched, nothing is found, and every table is classed', async () => {
  const report = await audit(full.instance);
  expect(report.findings).toEqual([]);
  expect(report.ok).toBe(true);
  expect(report.anchored.size).toBeGreaterThan(256);
  const { rows } = await full.instance.owner.query(
    "select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'",
  );
  expect(rows.map((row) => row.name).sort()).toEqual(Object.keys(MANIFEST).sort());
  for (const table of CHECKED) {
    const { rows: some } = await full.instance.owner.query(`select 1 from ${table} limit 1`);
    expect(some, `${table} must hold a row, or its tampering is not tested`).toHaveLength(1);
  }
});

test('transient tables stand apart with a reason, and their names promise nothing', () => {
  for (const [name, { class: kind, why }] of Object.entries(MANIFEST)) {
    expect(why.length).toBeGreaterThan(10);
    if (kind === 'transient')
      expect(name).not.toMatch(/record|revision|disclosure|log|file|item|link|search|activity|checkpoint|stamp|member/);
  }
});

test('one value changed in each column of every committed and derived table is named', {
  timeout: 600_000,
}, async () => {
  const missed: string[] = [];
  for (const { table, column, type } of await columns()) {
    await tampering(async (db) => {
      await withBackup(db, table, async () => {
        const other = (OTHER_WORD[`${table}.${column}`] ?? OTHER_VALUE[type])?.replaceAll('#', `"${column}"`);
        expect(other, `a type without another value: ${type}`).toBeDefined();
        const { rows } = await db.query(`select ctid::text as row_place, * from ${table} order by ctid desc limit 1`);
        const [before] = rows;
        const touched = [
          ...recordsOf(table, before),
          ...(table === 'cairn.log_entry' ? await ofEntry(db, before.entry) : []),
        ];
        const { rows: after } = await db.query(
          `update ${table} set "${column}" = ${other} where ctid = $1::tid returning *`,
          [before.row_place],
        );
        const named = await findingsFor([...touched, ...recordsOf(table, after[0])]);
        if (named.length === 0) missed.push(`${table}.${column}`);
        for (const id of touched.filter((id) => recordIds.has(id))) {
          if (!named.some((text) => text.includes(id))) missed.push(`${table}.${column} does not name ${id}`);
        }
      });
    });
  }
  expect(missed).toEqual([]);
  expect((await audit(full.instance)).findings).toEqual([]);
});

test('a row deleted from any table is named', { timeout: 600_000 }, async () => {
  const missed: string[] = [];
  for (const table of CHECKED) {
    for (const order of ['ctid', 'ctid desc']) {
      await tampering(async (db) => {
        await withBackup(db, table, async () => {
          const { rows } = await db.query(
            `delete from ${table} where ctid = (select ctid from ${table} order by ${order} limit 1) returning *`,
          );
          const touched = [
            ...recordsOf(table, rows[0]),
            ...(table === 'cairn.log_entry' ? await ofEntry(db, rows[0].entry) : []),
          ];
          if ((await findingsFor(touched)).length === 0) missed.push(`${table} (${order})`);
        });
      });
    }
  }
  expect(missed).toEqual([]);
});

test('contents of two rows swapped, and a deleted row inserted again with another content, are named', async () => {
  const swaps: [string, string, string][] = [
    ['cairn.revision', 'token', 'record'],
    ['cairn.revision', 'entry', 'record'],
    ['cairn.disclosure', 'encoded', 'record'],
    ['cairn.record_body', 'body', 'record'],
    ['cairn.log_entry', 'entry', 'index'],
    ['cairn.checkpoint', 'note', 'size'],
  ];
  for (const [table, column, key] of swaps) {
    await tampering(async (db) => {
      await withBackup(db, table, async () => {
        const { rows } = await db.query(`select ctid::text as row_place, * from ${table} order by "${key}" limit 2`);
        const touched = rows.flatMap((row) => recordsOf(table, row));
        if (table === 'cairn.log_entry') for (const row of rows) touched.push(...(await ofEntry(db, row.entry)));
        await db.query(`delete from ${table} where ctid = any ($1::tid[])`, [rows.map((row) => row.row_place)]);
        for (const [i, row] of rows.entries()) {
          const { row_place: _, ...values } = { ...row, [column]: rows[1 - i][column] };
          const names = Object.keys(values);
          const given = Object.values(values).map((value) =>
            value !== null && typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value,
          );
          await db.query(
            `insert into ${table} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_n, j) => `$${j + 1}`).join(', ')})`,
            given,
          );
        }
        expect(await findingsFor(touched), `${table}.${column}`).not.toEqual([]);
      });
    });
  }
});

test('one byte flipped in a stored file, and a file taken away, name the item', async () => {
  const store = full.instance.data.store;
  const files = (readdirSync(store, { recursive: true }) as string[])
    .map((name) => join(store, name))
    .filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(0);
  const { rows } = await full.instance.owner.query("select id from cairn.record where kind = 'item'");
  for (const path of files) {
    const before = readFileSync(path);
    const flipped = Buffer.from(before);
    flipped[5] = (flipped[5] ?? 0) ^ 1;
    chmodSync(path, 0o600);
    writeFileSync(path, flipped);
    const named = await findingsFor([rows[0].id]);
    writeFileSync(path, before);
    chmodSync(path, 0o400);
    expect(named.some((text) => text.startsWith(`file ${rows[0].id}`))).toBe(true);
  }
});

test('what guards the rows is held against clean code: policies, functions, triggers, privileges, roles', async () => {
  const alterations: [string, string, string][] = [
    [
      'alter table cairn.record disable row level security',
      'alter table cairn.record enable row level security',
      'relation cairn.record',
    ],
    [
      'grant select on cairn.member to cairn_app',
      'revoke select on cairn.member from cairn_app',
      'relation cairn.member',
    ],
    [
      'create policy all_read on cairn.record for select to public using (true)',
      'drop policy all_read on cairn.record',
      'policy all_read',
    ],
    [
      'alter table cairn.revision disable trigger revision_fixed',
      'alter table cairn.revision enable trigger revision_fixed',
      'trigger revision_fixed',
    ],
    [
      'create function cairn.extra() returns int language sql as $$ select 1 $$',
      'drop function cairn.extra()',
      'function cairn.extra()',
    ],
    [
      'alter function cairn.may_read() reset search_path',
      'alter function cairn.may_read() set search_path = cairn, pg_temp',
      'function cairn.may_read()',
    ],
    ['alter role cairn_app bypassrls', 'alter role cairn_app nobypassrls', 'role cairn_app'],
    ['grant cairn_schema to cairn_app', 'revoke cairn_schema from cairn_app', 'role cairn_app'],
  ];
  for (const [alter, back, id] of alterations) {
    await full.instance.owner.query(alter);
    const { findings } = await audit(full.instance);
    await full.instance.owner.query(back);
    expect(
      findings
        .filter(({ what }) => what === 'schema')
        .map((finding) => finding.id)
        .join(),
      alter,
    ).toContain(id);
  }
  expect((await audit(full.instance)).findings).toEqual([]);
});

describe('signing', () => {
  test('stops when a tile was altered, signs nothing, loses nothing, and resumes by itself once the tree verifies', async () => {
    const before = await latestCheckpoint(full.instance);
    await tampering(async (db) => {
      await withBackup(db, 'cairn.log_tile', async () => {
        await db.query('update cairn.log_tile set hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)');
        await commit(
          full.instance,
          full.session,
          [
            {
              id: newId(),
              kind: 'incident',
              compartment: full.compartment.id,
              base: 0,
              body: { title: 'While stopped' },
            },
          ],
          'x',
        );
        await expect(sequence(full.instance)).rejects.toThrow(TreeDamaged);
        expect(await latestCheckpoint(full.instance)).toBe(before);
      });
    });
    await sequence(full.instance);
    expect(await latestCheckpoint(full.instance)).not.toBe(before);
    const { rows } = await full.instance.owner.query('select id from cairn.record');
    recordIds = new Set(rows.map((row) => row.id));
    expect((await audit(full.instance)).findings).toEqual([]);
  });

  test('stops when the database was rolled back below the high-water mark', async () => {
    await tampering(async (db) => {
      await withBackup(db, 'cairn.checkpoint', async () => {
        await withBackup2(db, 'cairn.log_entry', async () => {
          await db.query('delete from cairn.checkpoint where size = (select max(size) from cairn.checkpoint)');
          await db.query('delete from cairn.log_entry where index >= (select max(size) from cairn.checkpoint)');
          await expect(sequence(full.instance)).rejects.toThrow(/rolled back|were signed/);
        });
      });
    });
    expect((await audit(full.instance)).findings).toEqual([]);
  });
});

async function withBackup2(db: PoolClient, table: string, work: () => Promise<void>): Promise<void> {
  await db.query(`create temporary table kept_too as select * from ${table}`);
  try {
    await work();
  } finally {
    await db.query(`delete from ${table}`);
    await db.query(`insert into ${table} select * from kept_too`);
    await db.query('drop table kept_too');
  }
}

describe('what only an outside anchor shows', () => {
  test('the last ten entries rewritten and signed again with the own key, with stored anchors deleted', async () => {
    const kept = (await latestCheckpoint(full.instance)) ?? '';
    const copy = await copyOf('rewritten');
    const { instance } = copy;
    const db = await instance.owner.connect();
    await db.query('set session_replication_role = replica');
    const { rows } = await db.query('select index, entry from cairn.log_entry order by index');
    for (const { index, entry } of rows.slice(-10)) {
      const { token } = issue({
        claims: [['record', newId()]],
        kid: instance.keys.kid,
        sign: instance.keys.signRevision,
      });
      const forged = Buffer.from(entryOf(token));
      rows[Number(index)].entry = forged;
      await db.query('update cairn.log_entry set entry = $2 where index = $1', [index, forged]);
      for (const table of ['revision', 'deed', 'activity_interval']) {
        await db.query(`update cairn.${table} set entry = $2, token = $3 where entry = $1`, [entry, forged, token]);
      }
    }
    const root = rootOf(rows.map((row) => leafHash(row.entry)));
    const note = signNote(formatCheckpoint({ origin: instance.keys.origin, size: BigInt(rows.length), root }), [
      instance.keys.log,
    ]);
    await db.query('delete from cairn.cosignature');
    await db.query('delete from cairn.checkpoint where size > $1', [rows.length - 10]);
    await db.query(
      'insert into cairn.checkpoint (size, previous, note) select $1, max(size), $2 from cairn.checkpoint',
      [rows.length, note],
    );
    writeFileSync(
      join(instance.data.keys, 'high-water.json'),
      JSON.stringify({ origin: instance.keys.origin, size: rows.length, root: toBase64(root) }),
    );
    db.release(true);
    const { findings } = await audit(instance, { against: [kept] });
    expect(findings.filter(({ what }) => what === 'anchor')).toHaveLength(1);
    expect(findings.some(({ what }) => what === 'log')).toBe(false);
    await copy.close();
  });

  test("the whole database and folder swapped for yesterday's copy", async () => {
    const copy = await copyOf('yesterday');
    const { instance, session, compartment } = full;
    await commit(
      instance,
      session,
      [{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body: { title: 'Today' } }],
      'x',
    );
    await sequence(instance);
    const kept = (await latestCheckpoint(instance)) ?? '';
    expect((await audit(instance, { against: [kept] })).findings).toEqual([]);
    expect((await audit(copy.instance)).findings).toEqual([]);
    const { findings, ok } = await audit(copy.instance, { against: [kept] });
    expect(ok).toBe(false);
    expect(findings.map(({ message }) => message).join()).toContain('rolled back');
    await copy.close();
  });
});

/** A copy of the whole data folder, taken with the database stopped, opened beside the original. */
async function copyOf(name: string): Promise<{ instance: Populated['instance']; close(): Promise<void> }> {
  const from = full.instance.data.root;
  await full.instance.close();
  cpSync(from, join(full.folder, name), { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') });
  full.instance = await openInstance({ data: from });
  const instance = await openInstance({ data: join(full.folder, name) });
  return { instance, close: () => instance.close() };
}
