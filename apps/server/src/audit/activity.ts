import { entryOf, verifyRevision } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { activityMac, headSeal } from '../record/activity-chain.ts';
import { activityRows, chainHeads, type IntervalRow, intervals } from './deed-store.ts';
import type { Ledger } from './findings.ts';
import { ActivityDigest, restoredActivity } from './restored-activity.ts';

/** Verifies the chain of activity from its first row, its sealed end, and what each interval's leaf says of it. */
export async function auditActivity(instance: Instance, ledger: Ledger): Promise<void> {
  const key = instance.keys.activity;
  const macs = new Map<number, string>();
  let mac: Uint8Array = new Uint8Array(0);
  let number = 0;
  const restored = await restoredActivity(instance.owner);
  const digest = new ActivityDigest();
  for await (const row of activityRows(instance.owner)) {
    ledger.checked.activity += 1;
    const id = `activity ${row.number}`;
    if (row.number !== number + 1)
      ledger.add('activity', `activity ${number + 1}`, 'The row is missing.', number + 1, row.number);
    const expected = activityMac(key, mac, { ...row, at: row.at.toISOString() });
    if (row.number <= restored.count) digest.add(row);
    else if (!expected.equals(row.mac)) ledger.add('activity', id, 'The row was altered, or one before it was.');
    number = row.number;
    mac = row.mac;
    macs.set(number, Buffer.from(row.mac).toString('hex'));
  }
  if (restored.count > 0 && digest.hex() !== restored.digest)
    ledger.add(
      'activity',
      `activity 1 to ${restored.count}`,
      'The rows are not those that were restored from a plain backup.',
    );
  await checkHead(instance, ledger, number, mac);
  let before: Date | null = null;
  for (const row of await intervals(instance.owner)) {
    checkInterval(instance, ledger, row, before, macs);
    before = row.ending;
  }
}

async function checkHead(instance: Instance, ledger: Ledger, number: number, mac: Uint8Array): Promise<void> {
  const heads = await chainHeads(instance.owner);
  const head = heads.find(({ name }) => name === 'activity');
  for (const { name } of heads)
    if (name !== 'activity') ledger.add('activity', `chain head ${name}`, 'There is no such chain.');
  if (head === undefined) {
    if (number > 0) ledger.add('activity', 'chain head', 'The seal over the newest row is missing.');
    return;
  }
  if (!headSeal(instance.keys.activity, head.number, head.mac).equals(head.seal))
    ledger.add('activity', 'chain head', 'The seal over the newest row does not verify.');
  else if (head.number !== number || !Buffer.from(head.mac).equals(mac))
    ledger.add(
      'activity',
      `activity ${head.number}`,
      'Rows are missing at the end, or were added.',
      head.number,
      number,
    );
}

function checkInterval(
  instance: Instance,
  ledger: Ledger,
  row: IntervalRow,
  before: Date | null,
  macs: Map<number, string>,
): void {
  ledger.checked.committed += 1;
  const id = `interval ${row.starting.toISOString()}`;
  const add = (message: string, expected: unknown = '', found: unknown = ''): void =>
    ledger.add('activity', id, message, expected, found);
  if (before !== null && before.getTime() !== row.starting.getTime())
    add('The interval before it is missing.', before.toISOString(), row.starting.toISOString());
  if (!Buffer.from(entryOf(row.token)).equals(row.entry)) add('Its log entry is not the hash of its token.');
  try {
    const { claims } = verifyRevision({
      token: row.token,
      disclosures: row.encoded.split('~'),
      publicKey: (kid) => (instance.keys.knownKids.has(kid) ? Buffer.from(kid, 'base64url') : undefined),
    });
    if (claims.get('starting') !== row.starting.toISOString() || claims.get('ending') !== row.ending.toISOString())
      add('It is filed under another time.');
    const last = claims.get('last');
    if (typeof last === 'number' && macs.get(last) !== claims.get('mac'))
      add('The rows that it sealed are missing or altered.');
    if (claims.size !== 6) add('Some of its disclosures are missing.', 6, claims.size);
  } catch (error) {
    add(`It does not verify: ${(error as Error).message}`);
  }
}
