import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { hashOfSecret, NotFound, type Session, withSession } from '../record/index.ts';
import { fileByTicket, filesOfItems, insertTicket, type LinkedRow } from './tickets-store.ts';

/** Whether a file is to be shown in a page or kept. */
export type As = 'show' | 'download';

/** A file with an address of its own, under one ticket. */
export interface Ticketed {
  readonly as: As;
  /** The item as the session reads it. */
  readonly row: LinkedRow;
  /** What follows the name of the host. */
  readonly path: string;
}

/**
 * Addresses of the files of some items, for one session and a quarter of an hour at most. Each address opens one file of one
 * item as one of the two, and none of them opens anything once the session, or its right to the file, has ended.
 *
 * @throws NotFound for all of them when one of them has no file that the session may read
 */
export async function ticketsFor(
  instance: Instance,
  session: Session,
  wanted: readonly { readonly item: string; readonly as: As }[],
): Promise<{ expires: Date; files: Ticketed[] }> {
  const rows = await withSession(instance, session, (db) =>
    filesOfItems(
      db,
      wanted.map(({ item }) => item),
    ),
  );
  const byId = new Map(rows.map((row) => [row.item, row]));
  const found = wanted.map(({ item, as }) => ({ as, row: byId.get(item.toLowerCase()) }));
  const key = randomBytes(32);
  const ticket = randomBytes(32).toString('base64url');
  const files = found.map(({ as, row }) => {
    if (row === undefined) throw new NotFound();
    const path = `/f/${ticket}/${row.item}/${codeOf(key, row.item, as, row.file.sha256).toString('base64url')}`;
    return { as, row, path };
  });
  const expires = await insertTicket(instance.app, { secret: session.secret, ticket: hashOfSecret(ticket), key });
  if (expires === null) throw new NotFound();
  return { expires, files };
}

/** What an address of a file holds. */
export interface Address {
  readonly ticket: string;
  readonly item: string;
  readonly mac: string;
}

/** A file that may be handed out now. */
export interface HandedOut {
  readonly as: As;
  readonly compartment: string;
  readonly sha256: string;
  /** Its size as the item says. */
  readonly bytes: number;
  readonly name: string | undefined;
  readonly mediaType: string | null;
}

/** What an address opens at this moment; null for one that opens nothing, whatever the reason. */
export async function fileAt(instance: Instance, { ticket, item, mac }: Address): Promise<HandedOut | null> {
  const row = await fileByTicket(instance.app, { ticket: hashOfSecret(ticket), item, begun: false });
  if (row === null) return null;
  const given = Buffer.from(mac, 'base64url');
  const { sha256, bytes, name } = row.file;
  const as = (['show', 'download'] as const).find((each) => {
    const code = codeOf(row.key, item.toLowerCase(), each, sha256);
    return code.length === given.length && timingSafeEqual(code, given);
  });
  if (as === undefined) return null;
  return { as, compartment: row.compartment, sha256, bytes, name, mediaType: row.mediaType };
}

/** Whether a file that is being sent may be sent on: its session and the right to it are asked for, the ticket may have ended. */
export async function mayGoOn(instance: Instance, { ticket, item }: Address): Promise<boolean> {
  return (await fileByTicket(instance.app, { ticket: hashOfSecret(ticket), item, begun: true })) !== null;
}

function codeOf(key: Uint8Array, item: string, as: As, sha256: string): Buffer {
  return createHmac('sha256', key).update(`${item}|${as}|${sha256}`).digest();
}
