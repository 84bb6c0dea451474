import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPem, readQuery } from '@cairn/timestamp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import type { Instance } from '../database/index.ts';
import {
  commit,
  commitDeed,
  integrity,
  latestCheckpoint,
  newestCheckpoint,
  newestStamps,
  newId,
  openOperatorSession,
  proofOf,
  publishedCheckpoint,
  type StoredCheckpoint,
  sequence,
  type TimeAuthority,
} from '../record/index.ts';
import { checkProof } from '../record/proof-check.ts';
import { checkStamp } from '../record/proof-stamp.ts';
import { openFresh } from '../testing/fresh.ts';
import {
  HAS_OPENSSL,
  type LocalAuthority,
  type Manner,
  opensslVerifies,
  startAuthority,
  startOpensslAuthority,
} from '../testing/time-authority.ts';
import { askAuthority } from './authority-ask.ts';
import { addAuthority, exportStamps, failingAuthorities, removeAuthority, setStampHours, stampWith } from './index.ts';
import { backOff, nextSlot, slotAt } from './schedule.ts';
import { stampDue, startStamping } from './stamping-loop.ts';

const by = 'operator:tester';
const HOUR = 3_600_000;

let folder: string;
let instance: Instance;
let local: LocalAuthority;
let named: TimeAuthority;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-stamping-'));
  instance = await openFresh(join(folder, 'data'));
  local = await startAuthority();
  named = await addAuthority(instance, by, { name: 'local', url: local.url, chain: local.chain });
});
afterEach(() => {
  local.manner = 'well';
});
afterAll(async () => {
  await local?.stop();
  await instance?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function checkpoint(): Promise<StoredCheckpoint> {
  await sequence(instance);
  const newest = await newestCheckpoint(instance.sequencer);
  if (newest === null) throw new Error('no checkpoint');
  return newest;
}

async function stampNow() {
  const [outcome] = await stampWith(instance, by, { authorities: [named], checkpoint: await checkpoint() });
  return outcome;
}

describe('slots', () => {
  test('begin at fixed hours in UTC', () => {
    const at = (text: string): number => Date.parse(text);
    expect(slotAt(at('2031-03-05T05:59:59.999Z'), 6)).toBe(at('2031-03-05T00:00:00Z'));
    expect(slotAt(at('2031-03-05T06:00:00Z'), 6)).toBe(at('2031-03-05T06:00:00Z'));
    expect(nextSlot(at('2031-03-05T18:00:01Z'), 6)).toBe(at('2031-03-06T00:00:00Z'));
    expect(nextSlot(at('2031-03-05T18:00:01Z'), 24)).toBe(at('2031-03-06T00:00:00Z'));
  });

  test('after failures the pauses double from a minute to an hour', () => {
    expect([1, 2, 3, 6, 7, 100].map((times) => backOff(times, 0.5) / 60_000)).toEqual([1, 2, 4, 32, 60, 60]);
    expect([backOff(1, 0), backOff(1, 1)]).toEqual([45_000, 75_000]);
  });

  test('only hours that divide the day can be set', async () => {
    await expect(setStampHours(instance, by, 5)).rejects.toThrow(/same hours every day/);
    await setStampHours(instance, by, 12);
    await setStampHours(instance, by, 6);
  });
});

test('an authority is named with an address and certificates that can be read, once', async () => {
  const given = { name: 'second', url: local.url, chain: local.chain };
  for (const [wrong, message] of [
    [{ ...given, name: 'local' }, /There is an authority of that name/],
    [{ ...given, name: 'a b' }, /letters, digits/],
    [{ ...given, url: 'ftp://127.0.0.1/' }, /no address/],
    [{ ...given, url: 'http://me:secret@127.0.0.1/' }, /name or password/],
    [{ ...given, chain: 'no certificate' }, /cannot be read/],
    [{ ...given, policy: 'best' }, /object identifier/],
  ] as const)
    await expect(addAuthority(instance, by, wrong)).rejects.toThrow(message);
  await expect(removeAuthority(instance, by, 'second')).rejects.toThrow(/There are: local/);
});

test('the hash of the newest checkpoint is sent and nothing else, and its stamp anchors the log', async () => {
  const outcome = await stampNow();
  expect(outcome).toMatchObject({ authority: 'local', failing: null });
  const note = await latestCheckpoint(instance);
  const { size } = await checkpoint();
  const sent = local.asked.at(-1);
  const query = readQuery(sent?.body ?? new Uint8Array());
  expect(Buffer.from(query.digest)).toEqual(
    createHash('sha256')
      .update(outcome?.stamp?.note ?? '')
      .digest(),
  );
  expect(sent?.headers).toMatchObject({ 'content-type': 'application/timestamp-query' });
  expect(Object.keys(sent?.headers ?? {})).not.toContain('cookie');
  expect(note).toContain('\n');
  const report = await audit(instance);
  expect(report.findings).toEqual([]);
  expect(report.checked.stamps).toBe(1);
  expect(report.anchored).toEqual({ size: outcome?.stamp?.size, by: ['local'], time: outcome?.stamp?.genTime });
  expect(size).toBeGreaterThan(report.anchored.size);
  expect((await integrity(instance)).anchored).toEqual(report.anchored);
});

const WRONG: [Manner, RegExp][] = [
  ['wrong-nonce', /answers another query/],
  ['no-nonce', /answers another query/],
  ['wrong-imprint', /other data/],
  ['future', /speaks of the future.*Compare the clock/],
  ['past', /lies before .* Compare the clock/],
  ['refused', /The authority refused/],
  // Nothing of it is a command to a terminal.
  ['commanding', /^The authority refused: +\[2JAll is well/],
  ['altered', /signature/],
  ['garbage', /It ends in the middle|A part is missing/],
  ['empty', /It ends in the middle/],
  ['error', /status 500/],
  ['redirect', /redirect/],
  ['huge', /longer than/],
];

test.each(WRONG)('an authority that answers %s leaves no stamp, and it is said why', async (manner, message) => {
  const before = (await newestStamps(instance.sequencer, 100)).length;
  const asked = local.asked.length;
  local.manner = manner;
  const outcome = await stampNow();
  expect(outcome?.stamp).toBeNull();
  expect(outcome?.failing).toMatch(message);
  expect(await newestStamps(instance.sequencer, 100)).toHaveLength(before);
  expect(local.asked.length, 'a redirect is not followed').toBe(asked + 1);
});

test('one that does not answer is given up', async () => {
  local.manner = 'slow';
  const query = local.asked.at(-1)?.body ?? new Uint8Array();
  const asked = { authority: named, checkpoint: await checkpoint(), query };
  await expect(askAuthority(instance, asked, by, { patience: 50 })).rejects.toThrow(/in time/);
});

describe('the loop', () => {
  test('asks once in each slot, whatever was recorded, and makes up for a missed one', async () => {
    const count = async (): Promise<number> => (await newestStamps(instance.sequencer, 100)).length;
    const before = await count();
    const now = nextSlot(Date.now(), 6) + 1;
    // Two servers at once: one of them asks. What it takes in bears the time of this machine, which is before that slot.
    expect(await stampDue(instance, { now: slotAt(Date.now(), 6) })).toBe(nextSlot(Date.now(), 6));
    expect(await count()).toBe(before);
    await Promise.all([stampDue(instance, { now }), stampDue(instance, { now })]);
    expect(await count()).toBe(before + 1);
  });

  test('a clock that was far ahead for a while keeps no stamp, and no published checkpoint, waiting for years', async () => {
    const { owner } = instance;
    const [newest] = await newestStamps(instance.sequencer, 1);
    const size = newest?.size ?? 0;
    await sequence(instance);
    await owner.query("insert into cairn.published_head (slot, size) values ('2099-01-01', $1)", [size]);
    await owner.query('alter table cairn.stamp disable trigger all');
    try {
      await owner.query("update cairn.stamp set at = '2099-01-01' where id = $1", [newest?.id]);
      const [before, asked] = [(await newestStamps(instance.sequencer, 100)).length, local.asked.length];
      const later = nextSlot(Date.now(), 6) + 18 * HOUR + 1;
      await stampDue(instance, { now: later });
      expect(await newestStamps(instance.sequencer, 100)).toHaveLength(before + 1);
      expect(local.asked.length).toBe(asked + 1);
      expect((await publishedCheckpoint(instance))?.size).toBeGreaterThan(size);
    } finally {
      await owner.query('update cairn.stamp set at = $1 where id = $2', [newest?.at, newest?.id]);
      await owner.query('alter table cairn.stamp enable trigger all');
    }
  });

  test('tries again with growing pauses, and tells why it fails', async () => {
    const said: string[] = [];
    const options = { say: (text: string) => void said.push(text), random: () => 0.5 };
    local.manner = 'error';
    const begin = nextSlot(Date.now(), 6) + 12 * HOUR + 1;
    const asked = local.asked.length;
    expect(await stampDue(instance, { ...options, now: begin })).toBe(begin + 60_000);
    expect(await stampDue(instance, { ...options, now: begin + 1000 })).toBe(begin + 60_000);
    expect(local.asked.length).toBe(asked + 1);
    expect(await stampDue(instance, { ...options, now: begin + 60_000 })).toBe(begin + 180_000);
    expect(said).toEqual(['No stamp of local: It answered with status 500.']);
    expect(failingAuthorities(instance).get('local')).toBe('It answered with status 500.');
    local.manner = 'well';
    await stampDue(instance, { ...options, now: begin + 180_000 });
    expect([...failingAuthorities(instance)]).toEqual([]);
  });

  test('asks an authority that was named while no server ran at once, and ends without waiting for an answer', async () => {
    const late = await startAuthority();
    late.manner = 'slow';
    await addAuthority(instance, by, { name: 'late', url: late.url, chain: late.chain });
    const said: string[] = [];
    const stop = startStamping(instance, (text) => void said.push(text));
    await expect.poll(() => late.asked.length, { timeout: 20_000 }).toBe(1);
    await stop();
    expect(said).toEqual([]);
    await removeAuthority(instance, by, 'late');
    await late.stop();
  });
});

describe.runIf(HAS_OPENSSL)(`with OpenSSL${HAS_OPENSSL ? '' : ' (skipped: it is not installed)'}`, () => {
  test('a stamp made by it is taken in; it verifies what is exported, and not what was altered', async () => {
    const other = await startOpensslAuthority();
    try {
      const authority = await addAuthority(instance, by, {
        name: 'openssl',
        url: other.url,
        chain: other.chain,
        policy: '1.2.3.4.5',
      });
      const [outcome] = await stampWith(instance, by, { authorities: [authority], checkpoint: await checkpoint() });
      expect(outcome?.failing).toBeNull();
      await stampWith(instance, by, { authorities: [named], checkpoint: await checkpoint() });
      for (const size of [outcome?.stamp?.size ?? 0, null]) {
        const { files, lines } = await exportStamps(instance, size);
        const into = mkdtempSync(join(folder, 'export-'));
        for (const { name, bytes } of files) writeFileSync(join(into, name), bytes);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(opensslVerifies(into, line), line).toBe(true);
        const stamp = files.find(({ name }) => name.endsWith('.tsr'));
        const altered = Uint8Array.from(stamp?.bytes ?? []);
        altered[altered.length - 9] = (altered.at(-9) as number) ^ 1;
        writeFileSync(join(into, stamp?.name ?? ''), altered);
        expect(opensslVerifies(into, lines[0] ?? '')).toBe(false);
      }
    } finally {
      await other.stop();
    }
  });
});

test('both authorities and only those that are configured count as anchors', async () => {
  const newest = await stampNow();
  expect((await audit(instance)).anchored).toMatchObject({ size: newest?.stamp?.size, by: ['local'] });
  await removeAuthority(instance, by, 'local');
  expect((await audit(instance)).anchored.by).not.toContain('local');
  expect((await integrity(instance)).anchored.by).not.toContain('local');
  named = await addAuthority(instance, by, { name: 'local', url: local.url, chain: local.chain });
  expect((await integrity(instance)).anchored.by).toContain('local');
  expect((await audit(instance)).findings).toEqual([]);
});

test('a proof stands under the stamped checkpoint, and its stamp says by when it was there', async () => {
  const compartment = newId();
  const row = { id: compartment, code: 'TIM', name: 'Time' };
  await commitDeed(instance, { table: 'compartment', row, by, reason: 'test' });
  const session = await openOperatorSession(instance);
  const change = { id: newId(), kind: 'incident', compartment, base: 0, body: { title: 'Shelling' } } as const;
  await commit(instance, session, [change], 'First report');
  const outcome = await stampNow();
  await growBeyond();
  const proof = await proofOf(instance, session, change.id);
  const { claims, size } = checkProof(proof, {});
  expect(size).toBe(outcome?.stamp?.size);
  const demands = { chain: readPem(local.chain), claimed: claims.at };
  const proven = await checkStamp(proof, outcome?.stamp?.response ?? new Uint8Array(), demands);
  expect(proven).toMatchObject({ authority: 'Test authority', trusted: true });
});

/** Entries that no stamp covers. */
async function growBeyond(): Promise<void> {
  await setStampHours(instance, by, 6);
  await sequence(instance);
}

describe('audit does not believe the instance', () => {
  /** What somebody who holds the keys of the instance could commit. */
  async function findingsWith(change: (row: Record<string, unknown>) => void | Promise<void>): Promise<string> {
    const [good] = await newestStamps(instance.sequencer, 1);
    if (good === undefined) throw new Error('no stamp');
    const { genTime, query, response, ...rest } = good;
    const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
    const row: Record<string, unknown> = { ...rest, gen_time: genTime, query: hex(query), response: hex(response) };
    row.id = crypto.randomUUID();
    await change(row);
    const before = (await audit(instance)).findings.map(({ message }) => message);
    await commitDeed(instance, { table: 'stamp', row, by, reason: 'Forged' });
    const { findings } = await audit(instance);
    return findings
      .filter(({ what, message }) => what === 'stamp' && !before.includes(message))
      .map(({ message }) => message)
      .join('\n');
  }

  async function answered(note: string, manner: Manner): Promise<{ query: string; response: string }> {
    const { makeQuery } = await import('@cairn/timestamp');
    const query = makeQuery(createHash('sha256').update(note).digest());
    local.manner = manner;
    const reply = await fetch(local.url, { method: 'POST', body: Buffer.from(query) });
    const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
    return { query: hex(query), response: hex(new Uint8Array(await reply.arrayBuffer())) };
  }

  test('of a stamp with an altered byte', async () => {
    const found = await findingsWith((row) => {
      row.response = String(row.response).replace(/..$/, (last) => (last === '00' ? '01' : '00'));
    });
    expect(found).toMatch(/does not verify/);
  });

  test('of a stamp over something else', async () => {
    const found = await findingsWith((row) => {
      row.note = `${row.note} `;
    });
    expect(found).toMatch(/other data/);
  });

  test('of a time in the future', async () => {
    const found = await findingsWith(async (row) => {
      Object.assign(row, await answered(String(row.note), 'future'));
      row.gen_time = new Date(Date.now() + 26 * HOUR).toISOString();
    });
    expect(found).toMatch(/speaks of the future/);
  });

  test('of a time before what it covers', async () => {
    const found = await findingsWith(async (row) => {
      Object.assign(row, await answered(String(row.note), 'past'));
    });
    expect(found).toMatch(/lies before/);
    expect(found).toMatch(/Its row says/);
  });

  test('of certificates that nobody gave', async () => {
    const other = await startAuthority();
    const found = await findingsWith(async (row) => {
      const { url } = local;
      Object.assign(local, { url: other.url });
      Object.assign(row, await answered(String(row.note), 'well'), { chain: other.chain });
      Object.assign(local, { url });
    });
    await other.stop();
    expect(found).toMatch(/none that were given/);
  });

  test('none of which is an anchor', async () => {
    const { anchored } = await audit(instance);
    expect(anchored.by).toContain('local');
    expect(Date.parse(anchored.time ?? '')).toBeLessThan(Date.now() + HOUR);
  });
});
