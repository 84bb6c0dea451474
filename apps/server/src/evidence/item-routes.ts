import { compartmentFor, recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { decodeCursor, encodeCursor } from '../record/cursor.ts';
import type { Session } from '../record/index.ts';
import { parseLimit } from '../record/query.ts';
import { handedOutAs } from './files-headers.ts';
import { evidenceOf } from './item-evidence.ts';
import { EvidenceSchema, ItemPageSchema, ItemParams, ItemQuerySchema, LinksBody, LinksSchema } from './item-schemas.ts';
import { listItems } from './items.ts';
import { type Ticketed, ticketsFor } from './tickets.ts';

const tags = ['items'];

/** Items with what is shown of their files. What the session may see is decided below this, in the database. */
export function itemRoutes(app: App, instance: Instance): void {
  listRoute(app, instance);
  evidenceRoute(app, instance);
  linkRoutes(app, instance);
}

function listRoute(app: App, instance: Instance): void {
  app.get(
    '/api/v1/items',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'Items that the caller may see, newest change first, without the copies that were made from them',
        tags,
        querystring: ItemQuerySchema,
        response: { 200: ItemPageSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, about, type, cursor, limit } = request.query;
      const place = compartment === undefined ? undefined : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place ?? null;
      const { items, next } = await listItems(instance, session, {
        ...(place === undefined ? {} : { compartment: place }),
        ...(about === undefined ? {} : { about: about.toLowerCase() }),
        ...(type === undefined ? {} : { sort: type }),
        ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor) }),
        ...(limit === undefined ? {} : { limit: parseLimit(limit) }),
      });
      return { items, next: next === null ? null : encodeCursor(next) };
    },
  );
}

function evidenceRoute(app: App, instance: Instance): void {
  app.get(
    '/api/v1/items/:id/evidence',
    {
      config: { access: 'account', activity: 'history' },
      schema: {
        summary: 'Custody of an item, what was made from it, and what is not recorded of it',
        tags,
        params: ItemParams,
        response: { 200: EvidenceSchema },
      },
    },
    async (request) => evidenceOf(instance, sessionOfRequest(request), request.params.id),
  );
}

function linkRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/items/links',
    {
      // It gives out what may be read, and changes nothing.
      config: { access: 'account', anyScope: true },
      schema: {
        summary: 'Addresses under which files of items can be looked at or kept, for a quarter of an hour',
        tags,
        body: LinksBody,
        response: { 200: LinksSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { origin = '', apart = false } = request.filesHost ?? {};
      const { expires, files } = await ticketsFor(instance, session, request.body.items);
      await enterUses(instance, session, files);
      return {
        expires: expires.toISOString(),
        links: files.map(({ as, row, path }) => ({
          item: row.item,
          url: origin + path,
          mediaType: row.mediaType ?? 'application/octet-stream',
          disposition: handedOutAs(row.mediaType, { show: as === 'show', apart }).disposition,
        })),
      };
    },
  );
}

/** Copies that stand for their original in lists; the original itself, and copies that show all of it, are entered. */
const SMALL: readonly (string | null)[] = ['thumbnail', 'preview', 'poster'];

/** Who was given which file is written down before it is given. */
async function enterUses(instance: Instance, { account }: Session, files: readonly Ticketed[]): Promise<void> {
  const entered = files.filter(({ as, row }) => as === 'download' || !SMALL.includes(row.role));
  await Promise.all(
    entered.map(({ as, row }) =>
      recordActivity(instance, {
        account: account === '' ? null : account,
        what: as === 'download' ? 'download' : 'open',
        record: row.item,
        compartment: row.compartment,
      }),
    ),
  );
}
