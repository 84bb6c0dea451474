import type { Queries } from '../record/index.ts';

/** What an item says of its file. */
export interface FileOfItem {
  readonly sha256: string;
  readonly bytes: number;
  readonly name?: string;
  readonly mediaType?: string;
}

/** Keeps a ticket for the session of a secret; when it ends, or null where there is no such session. */
export async function insertTicket(
  app: Queries,
  { secret, ticket, key }: { secret: string; ticket: Uint8Array; key: Uint8Array },
): Promise<Date | null> {
  const { rows } = await app.query('select cairn.make_ticket($1, $2, $3) as ends', [secret, ticket, key]);
  return rows[0].ends;
}

/** A file that the session behind a ticket may read now. */
export interface TicketedRow {
  readonly key: Buffer;
  readonly compartment: string;
  readonly file: FileOfItem;
  /** By the examination of its content, else as it was said when it came in. */
  readonly mediaType: string | null;
}

/** @param begun whether the file is being sent already: a ticket that ends meanwhile does not break that off */
export async function fileByTicket(
  app: Queries,
  { ticket, item, begun }: { ticket: Uint8Array; item: string; begun: boolean },
): Promise<TicketedRow | null> {
  const { rows } = await app.query(
    'select key, compartment, file, media_type as "mediaType" from cairn.ticketed_file($1, $2, $3)',
    [ticket, item, begun],
  );
  return rows[0] ?? null;
}

/** An item whose file the session may read. */
export interface LinkedRow {
  readonly item: string;
  readonly compartment: string;
  readonly file: FileOfItem;
  readonly mediaType: string | null;
  /** What it is to the item that it was made from. */
  readonly role: string | null;
}

/** Those of the items that have a file which the session may read, under its policies. */
export async function filesOfItems(db: Queries, items: readonly string[]): Promise<LinkedRow[]> {
  const { rows } = await db.query(
    `select r.id as item, r.compartment, b.body -> 'file' as file, b.body -> 'derivative' ->> 'role' as role,
       coalesce(b.body -> 'technical' ->> 'mediaType', b.body -> 'file' ->> 'mediaType') as "mediaType"
     from cairn.record r join cairn.record_body b on b.record = r.id and b.body ? 'file'
     where r.id = any ($1) and r.kind = 'item'`,
    [items],
  );
  return rows;
}
