import { Type } from '@fastify/type-provider-typebox';
import { recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import type { Session } from '../record/index.ts';
import { handedOutAs } from './files-headers.ts';
import { type Ticketed, ticketsFor } from './tickets.ts';

const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const tags = ['items'];

/** Items with what is shown of their files. What the session may see is decided below this, in the database. */
export function itemRoutes(app: App, instance: Instance): void {
  linkRoutes(app, instance);
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
        body: Type.Object(
          {
            items: Type.Array(
              Type.Object(
                {
                  item: Type.String({ pattern: ID }),
                  as: Type.Union([Type.Literal('show'), Type.Literal('download')]),
                },
                { additionalProperties: false },
              ),
              { minItems: 1, maxItems: 200 },
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            expires: Type.String({ format: 'date-time' }),
            links: Type.Array(
              Type.Object({
                item: Type.String(),
                url: Type.String({ description: 'On the host for files; it opens without a cookie or token' }),
                mediaType: Type.String(),
                disposition: Type.Union([Type.Literal('inline'), Type.Literal('attachment')]),
              }),
            ),
          }),
        },
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
