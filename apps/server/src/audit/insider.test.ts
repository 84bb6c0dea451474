import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519Signer, generateKey, signNote } from '@cairn/ledger';
import { entryOf, issue, readDisclosure } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordActivity } from '../access/activity.ts';
import { auditCommand } from '../commands/audit.ts';
import type { Context } from '../commands/command.ts';
import { headSeal } from '../record/activity-chain.ts';
import { commit, commitDeed, latestCheckpoint, newId, sequence } from '../record/index.ts';
import { storeFile } from '../store/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { activityRows } from './deed-store.ts';
import { audit } from './index.ts';
import { ActivityDigest } from './restored-activity.ts';

// What somebody does who owns database and keys and knows how the audit works.

let full: Populated;
beforeAll(async () => {
  full = await populate();
});
afterAll(() => full?.stop());

/** Tampers as the database's owner with triggers off, tells what an audit names, and puts the tables back. */
async function named(
  tables: readonly string[],
  work: (db: PoolClient) => Promise<void>,
  against: readonly string[] = [],
): Promise<string[]> {
  const db = await full.instance.owner.connect();
  await db.query('set session_replication_role = replica');
  for (const table of tables) await db.query(`create temporary table "kept ${table}" as select * from ${table}`);
  try {
    await work(db);
    const { findings } = await audit(full.instance, { against });
    return findings.map(({ what, id, message }) => `${what} ${id}: ${message}`);
  } finally {
    for (const table of tables) {
      await db.query(`delete from ${table}`);
      await db.query(`insert into ${table} select * from "kept ${table}"`);
    }
    db.release(true);
  }
}

const nothingIsNamed = async (): Promise<void> => expect((await audit(full.instance)).findings).toEqual([]);

test('rows of activity altered, and a deed that exempts them from their codes as a restore would', async () => {
  const kept = (await latestCheckpoint(full.instance)) ?? '';
  const texts = await named(
    ['cairn.activity', 'cairn.setting', 'cairn.deed', 'cairn.pending', 'cairn.log_entry', 'cairn.checkpoint'],
    async (db) => {
      await db.query("update cairn.activity set what = 'export', record = gen_random_uuid() where number <= 2");
      const digest = new ActivityDigest();
      for await (const row of activityRows(db)) if (Number(row.number) <= 2) digest.add(row);
      const row = { name: 'restored-activity', value: { count: 2, digest: digest.hex() } };
      await commitDeed(full.instance, { table: 'setting', row, by: 'operator:tester', reason: 'x' });
    },
    [kept],
  );
  expect(texts.some((text) => /^activity deed \d+: It would exempt/.test(text))).toBe(true);
  expect(texts.some((text) => text.startsWith('activity activity 1: The row was altered'))).toBe(true);
  await nothingIsNamed();
});

test('a file that an item named once is missed', async () => {
  const { instance, session, compartment, folder } = full;
  const source = join(folder, 'once.csv');
  writeFileSync(source, 'named once\n');
  const before = new Set(storedFiles());
  const item = { id: newId(), kind: 'item' as const, compartment: compartment.id };
  const file = await storeFile(instance, compartment.id, source);
  await commit(instance, session, [{ ...item, base: 0, body: { itemKind: 'file', file } }], 'x');
  await commit(instance, session, [{ ...item, base: 1, body: { itemKind: 'paper' } }], 'x');
  await sequence(instance);
  await nothingIsNamed();
  const [path] = storedFiles().filter((each) => !before.has(each)) as [string];
  renameSync(path, `${path}.away`);
  const { findings } = await audit(instance);
  renameSync(`${path}.away`, path);
  expect(findings.map(({ what, id }) => `${what} ${id}`)).toEqual([`file ${item.id}`]);
  await nothingIsNamed();
});

function storedFiles(): string[] {
  const { store } = full.instance.data;
  return (readdirSync(store, { recursive: true }) as string[])
    .map((name) => join(store, name))
    .filter((path) => statSync(path).isFile());
}

test('work that goes on during audits is no finding', async () => {
  const { instance, session, compartment } = full;
  let busy = true;
  const untilDone = async (work: (i: number) => Promise<unknown>): Promise<void> => {
    for (let i = 0; busy; i++) await work(i);
  };
  const work = [
    untilDone((i) =>
      commit(
        instance,
        session,
        [{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body: { title: `Busy ${i}` } }],
        'x',
      ),
    ),
    untilDone(() => recordActivity(instance, { account: null, what: 'view', compartment: compartment.id })),
    untilDone(() => sequence(instance)),
    untilDone((i) => {
      const row = { name: 'busy', value: i };
      return commitDeed(instance, { table: 'setting', row, by: 'operator:tester', reason: 'x' });
    }),
  ];
  try {
    for (let i = 0; i < 10; i++) expect((await audit(instance)).findings).toEqual([]);
  } finally {
    busy = false;
    await Promise.all(work);
  }
  await sequence(instance);
  await nothingIsNamed();
}, 120_000);

describe('values that nobody writes are findings, and hide no others', () => {
  const values: [string, string[], string[], RegExp][] = [
    [
      'cairn.activity.at',
      ["'infinity'", "'-infinity'", "'280000-01-01Z'", "at + interval '1 microsecond'"],
      ['update cairn.activity set at = # where number = 2'],
      /^activity activity 2:/,
    ],
    [
      'cairn.activity_interval.starting',
      ["'infinity'", "'-infinity'", "'280000-01-01Z'", "'4000-01-01Z BC'"],
      [
        'update cairn.activity_interval set starting = # where starting = (select max(starting) from cairn.activity_interval)',
      ],
      /^activity interval/,
    ],
    [
      'cairn.setting.value',
      [`'{"continues": 5}'`, `'{"continues": {"origin": "a", "logKey": "b", "size": 1, "root": "!"}}'`, "'7'"],
      ["update cairn.setting set value = # where name = 'log'"],
      /^(log setting log|rights setting log)/,
    ],
    [
      'cairn.log_entry.index',
      ['9223372036854775807'],
      ['update cairn.log_entry set index = # where index = (select max(index) from cairn.log_entry)'],
      /^log entry \d+: The entry is missing/,
    ],
    [
      'cairn.checkpoint.size',
      ['9223372036854775807'],
      ['update cairn.checkpoint set size = # where size = (select max(size) from cairn.checkpoint)'],
      /^checkpoint checkpoint 9223372036854775807/,
    ],
    [
      'cairn.activity.number',
      ['9223372036854775807'],
      ['update cairn.activity set number = # where number = (select max(number) from cairn.activity)'],
      /^activity activity/,
    ],
    [
      'cairn.record.at',
      ["'infinity'"],
      ['update cairn.record set at = # where id = (select max(id::text)::uuid from cairn.record)'],
      /^projection/,
    ],
  ];
  test.each(values)('%s', async (column, given, statements, expected) => {
    const table = column.split('.').slice(0, 2).join('.');
    for (const value of given) {
      const texts = await named([table, 'cairn.witness'], async (db) => {
        for (const statement of statements) await db.query(statement.replace('#', value));
        await db.query('update cairn.witness set active = not active');
      });
      expect(
        texts.some((text) => expected.test(text)),
        `${value}: ${texts.join('\n')}`,
      ).toBe(true);
      expect(
        texts.some((text) => text.startsWith('rights witness')),
        value,
      ).toBe(true);
    }
    await nothingIsNamed();
  });

  test('a record whose revision cannot even be compared is named, and so are the others of its range', async () => {
    const { instance } = full;
    const { rows } = await instance.owner.query(
      "select id from cairn.record where kind = 'incident' and revision = 1 order by id limit 2",
    );
    const [odd, other] = rows.map((row) => row.id);
    const texts = await named(['cairn.record', 'cairn.revision', 'cairn.disclosure'], async (db) => {
      await signAgain(db, odd, (name, value) => (name === 'at' ? 'nonsense' : value));
      await db.query("update cairn.record set author = 'x' where id = $1", [other]);
    });
    expect(texts.some((text) => text.startsWith(`revision ${odd}: its revisions cannot be checked`))).toBe(true);
    expect(texts.some((text) => text.startsWith(`projection ${other}`))).toBe(true);
    await nothingIsNamed();
  });

  test('where a part cannot be checked at all, the others are, and no anchor is believed', async () => {
    const { instance } = full;
    const kept = (await latestCheckpoint(instance)) ?? '';
    await instance.owner.query('alter table cairn.checkpoint rename column previous to former');
    try {
      const texts = await named(
        ['cairn.witness'],
        async (db) => {
          await db.query('update cairn.witness set active = not active');
        },
        [kept],
      );
      expect(texts.some((text) => text.startsWith('log audit: This part'))).toBe(true);
      expect(texts.some((text) => text.startsWith('anchor outside checkpoint 1'))).toBe(true);
      expect(texts.some((text) => text.startsWith('rights witness'))).toBe(true);
    } finally {
      await instance.owner.query('alter table cairn.checkpoint rename column former to previous');
    }
    await nothingIsNamed();
  });

  test('the command reports although the log cannot be brought up to date', async () => {
    const shown: string[] = [];
    const context = {
      data: full.instance.data.root,
      json: true,
      out: (text: string) => shown.push(text),
      say: () => undefined,
    };
    const db = await full.instance.owner.connect();
    await db.query('set session_replication_role = replica');
    // The sequencer cannot even count such entries.
    await db.query("insert into cairn.log_entry (index, entry) values (9223372036854775807, '\\x00')");
    try {
      await expect(sequence(full.instance)).rejects.toThrow('out of range');
      expect(await auditCommand.run(context as unknown as Context, [], {})).toBe(1);
    } finally {
      await db.query('delete from cairn.log_entry where index = 9223372036854775807');
      db.release(true);
    }
    expect(JSON.parse(shown.join('')).findings).not.toEqual([]);
    await nothingIsNamed();
  });
});

test('rows below the first are named', async () => {
  const plants: [string, string, RegExp][] = [
    [
      'cairn.activity',
      "insert into cairn.activity (number, at, what, mac) values (-5, now(), 'view', '\\x00')",
      /^activity activity -5/,
    ],
    ['cairn.checkpoint', "insert into cairn.checkpoint (size, note) values (-7, 'x')", /^checkpoint checkpoint -7/],
    ['cairn.log_entry', "insert into cairn.log_entry (index, entry) values (-1, '\\x00')", /^log entry -1/],
  ];
  for (const [table, statement, expected] of plants) {
    const { rows } = await full.instance.owner.query(
      `select conname as name, pg_get_constraintdef(oid) as text from pg_constraint where conrelid = '${table}'::regclass and contype = 'c'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    await expect(named([table], async (db) => void (await db.query(statement)))).rejects.toThrow(/check constraint/);
    for (const { name } of rows) await full.instance.owner.query(`alter table ${table} drop constraint "${name}"`);
    const texts = await named([table], async (db) => void (await db.query(statement)));
    for (const { name, text } of rows)
      await full.instance.owner.query(`alter table ${table} add constraint "${name}" ${text}`);
    expect(
      texts.some((text) => expected.test(text)),
      texts.join('\n'),
    ).toBe(true);
    expect(texts.some((text) => text.startsWith('schema constraint'))).toBe(true);
  }
  await nothingIsNamed();
});

test("a stranger's signature under a checkpoint is named", async () => {
  const stranger = ed25519Signer('stranger.example/log', generateKey().secret);
  const line = signNote('x\n', [stranger]).split('\n')[2];
  const texts = await named(['cairn.checkpoint'], async (db) => {
    await db.query(
      "update cairn.checkpoint set note = note || $1 || E'\\n' where size = (select min(size) from cairn.checkpoint)",
      [line],
    );
  });
  expect(texts.join()).toContain("more than the log's own signature");
});

test('disclosures in another order are named', async () => {
  for (const table of ['cairn.disclosure', 'cairn.deed', 'cairn.activity_interval']) {
    const { rows } = await full.instance.owner.query(
      `select ctid::text as place, encoded from ${table} where length(encoded) - length(replace(encoded, '~', '')) >= 1 limit 3`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { place, encoded } of rows) {
      const [first, ...others] = encoded.split('~');
      const texts = await named([], async (db) => {
        await db.query('begin');
        await db.query(`update ${table} set encoded = $2 where ctid = $1::tid`, [place, [...others, first].join('~')]);
        await db.query('commit');
      });
      await restoreText(table, [...others, first].join('~'), encoded);
      expect(texts.join(), table).toContain('not in their order');
    }
  }
  await nothingIsNamed();
});

async function restoreText(table: string, from: string, to: string): Promise<void> {
  const db = await full.instance.owner.connect();
  await db.query('set session_replication_role = replica');
  await db.query(`update ${table} set encoded = $2 where encoded = $1`, [from, to]);
  db.release(true);
}

test('activity rolled back within the open interval, with the old seal put back, is named', async () => {
  const { instance } = full;
  const { rows } = await instance.owner.query('select number, mac from cairn.activity order by number desc limit 1');
  const seal = headSeal(instance.keys.activity, Number(rows[0].number), rows[0].mac);
  await recordActivity(instance, { account: null, what: 'export' });
  const texts = await named(['cairn.activity', 'cairn.chain_head'], async (db) => {
    await db.query('delete from cairn.activity where number > $1', [rows[0].number]);
    await db.query('update cairn.chain_head set number = $1, mac = $2, seal = $3', [rows[0].number, rows[0].mac, seal]);
  });
  expect(texts.join()).toContain('activity was rolled back');
  await nothingIsNamed();
  expect(existsSync(join(instance.data.keys, 'activity-mark.json'))).toBe(true);
  expect(readFileSync(join(instance.data.keys, 'activity-mark.json'), 'utf8')).not.toContain('export');
});

test('a series of references that was set back is named', async () => {
  const texts = await named(['cairn.next_number'], async (db) => {
    await db.query("update cairn.next_number set last = 3 where what = 'reference'");
  });
  expect(texts.filter((text) => text.startsWith('numbers reference'))).toHaveLength(1);
  const gone = await named(['cairn.next_number'], async (db) => {
    await db.query('delete from cairn.next_number');
  });
  expect(gone.filter((text) => text.startsWith('numbers '))).toHaveLength(4);
  await nothingIsNamed();
});

/** Signs a record's first revision again with other claims, as whoever has the keys can. */
async function signAgain(
  db: PoolClient,
  record: string,
  change: (name: string, value: unknown) => unknown,
): Promise<void> {
  const { kid, signRevision: sign } = full.instance.keys;
  const { rows } = await db.query('select level, encoded from cairn.disclosure where record = $1', [record]);
  const given = rows.flatMap(({ level, encoded }) =>
    (encoded as string).split('~').map((part) => ({ level: level as string, ...readDisclosure(part) })),
  );
  const claims = given.map(({ name, value }) => [name, change(name, value)] as const);
  const { token, disclosures } = issue({ claims, kid, sign });
  await db.query('update cairn.revision set token = $2, entry = $3 where record = $1', [record, token, entryOf(token)]);
  for (const { level } of rows) {
    const encoded = disclosures.filter((_, i) => given[i]?.level === level).join('~');
    await db.query('update cairn.disclosure set encoded = $3 where record = $1 and level = $2', [
      record,
      level,
      encoded,
    ]);
  }
}
