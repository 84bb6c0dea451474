import { createHmac } from 'node:crypto';

/** One row of activity, as its authentication code covers it. */
export interface ActivityRow {
  readonly number: number;
  readonly at: string;
  readonly account: string | null;
  readonly what: string;
  readonly compartment: string | null;
  readonly record: string | null;
}

/** The authentication code of one row, chained to the row before it. */
export function activityMac(key: Uint8Array, before: Uint8Array, row: ActivityRow): Buffer {
  const text = JSON.stringify([row.number, row.at, row.account, row.what, row.compartment, row.record]);
  return createHmac('sha256', key).update(before).update(text, 'utf8').digest();
}

/** Seals the newest link of the chain, so that rows cannot be cut off its end unseen. */
export function headSeal(key: Uint8Array, number: number, mac: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`head ${number} `, 'utf8').update(mac).digest();
}
