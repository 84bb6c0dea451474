import { entryOf, verifyRevision } from '@cairn/revision';
import type { Keys } from '../database/index.ts';
import { activityMac, headSeal } from '../record/activity-chain.ts';
import type { ActivityMark } from '../record/activity-mark.ts';
import type { DeedClaims } from '../record/deeds.ts';
import type { Queries } from '../record/index.ts';
import { activityRows, chainHeads, type IntervalRow, intervals } from './deed-store.ts';
import type { Ledger } from './findings.ts';
import { orderedAs, outOfOrder } from './order.ts';
import { ActivityDigest, restoredActivity } from './restored-activity.ts';

/** What the chain of activity is held against besides itself. */
export interface ActivityContext {
  readonly keys: Pick<Keys, 'activity' | 'knownKids' | 'origin'>;
  /** All deeds in their order, verified. */
  readonly deeds: readonly DeedClaims[];
  /** The mark as it was before the snapshot. */
  readonly mark: ActivityMark | null;
}

/**
 * Verifies the chain of activity from its first row, its sealed end, and what each interval's leaf says of it.
 *
 * @param db a snapshot
 */
export async function auditActivity(db: Queries, context: ActivityContext, ledger: Ledger): Promise<void> {
  const { keys, deeds, mark } = context;
  const macs = new Map<number, string>();
  let mac: Uint8Array = new Uint8Array(0);
  let number = 0;
  const restored = restoredActivity(deeds, keys.origin, ledger);
  const digest = new ActivityDigest();
  for await (const row of activityRows(db)) {
    ledger.checked.activity += 1;
    const id = `activity ${row.number}`;
    const found = Number(row.number);
    if (found < 1) {
      ledger.add('activity', id, 'There is no such row: somebody wrote it into the database.');
      continue;
    }
    if (found !== number + 1)
      ledger.add('activity', `activity ${number + 1}`, 'The row is missing.', number + 1, row.number);
    const expected = activityMac(keys.activity, mac, { ...row, number: found });
    if (found <= restored.count) digest.add(row);
    else if (!expected.equals(row.mac)) ledger.add('activity', id, 'The row was altered, or one before it was.');
    number = found;
    mac = row.mac;
    macs.set(number, Buffer.from(row.mac).toString('hex'));
  }
  if (restored.count > 0 && digest.hex() !== restored.digest)
    ledger.add(
      'activity',
      `activity 1 to ${restored.count}`,
      'The rows are not those that were restored from a plain backup.',
    );
  if (mark !== null && macs.get(mark.number) !== mark.mac)
    ledger.add(
      'activity',
      `activity ${mark.number}`,
      'This folder saw another row written, or none is left of it: activity was rolled back.',
      mark.mac,
      macs.get(mark.number) ?? '',
    );
  await checkHead(db, keys.activity, ledger, number, mac);
  let before: string | null = null;
  for (const row of await intervals(db)) {
    checkInterval(keys, ledger, row, before, macs);
    before = row.ending;
  }
}

async function checkHead(db: Queries, key: Uint8Array, ledger: Ledger, number: number, mac: Uint8Array): Promise<void> {
  const heads = await chainHeads(db);
  const head = heads.find(({ name }) => name === 'activity');
  for (const { name } of heads)
    if (name !== 'activity') ledger.add('activity', `chain head ${name}`, 'There is no such chain.');
  if (head === undefined) {
    if (number > 0) ledger.add('activity', 'chain head', 'The seal over the newest row is missing.');
    return;
  }
  if (!headSeal(key, head.number, head.mac).equals(head.seal))
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

/** The claims of an interval's token, in the order of its disclosures. */
const CLAIMS = orderedAs(['starting', 'ending', 'count', 'first', 'last', 'mac']);

function checkInterval(
  { knownKids }: Pick<Keys, 'knownKids'>,
  ledger: Ledger,
  row: IntervalRow,
  before: string | null,
  macs: Map<number, string>,
): void {
  ledger.checked.committed += 1;
  const id = `interval ${row.starting}`;
  const add = (message: string, expected: unknown = '', found: unknown = ''): void =>
    ledger.add('activity', id, message, expected, found);
  if (before !== null && before !== row.starting) add('The interval before it is missing.', before, row.starting);
  if (!Buffer.from(entryOf(row.token)).equals(row.entry)) add('Its log entry is not the hash of its token.');
  try {
    const { claims } = verifyRevision({
      token: row.token,
      disclosures: row.encoded.split('~'),
      publicKey: (kid) => (knownKids.has(kid) ? Buffer.from(kid, 'base64url') : undefined),
    });
    if (claims.get('starting') !== row.starting || claims.get('ending') !== row.ending)
      add('It is filed under another time.');
    const last = claims.get('last');
    if (typeof last === 'number' && macs.get(last) !== claims.get('mac'))
      add('The rows that it sealed are missing or altered.');
    if (claims.size !== CLAIMS.size) add('Some of its disclosures are missing.', CLAIMS.size, claims.size);
    else if (outOfOrder(claims.keys(), CLAIMS)) add('Its disclosures are not in their order.');
  } catch (error) {
    add(`It does not verify: ${(error as Error).message}`);
  }
}
