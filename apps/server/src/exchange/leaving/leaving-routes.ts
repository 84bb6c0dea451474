import { Readable } from 'node:stream';
import { Declined } from '../../access/declined.ts';
import { compartmentFor, meansOf, whoAmI } from '../../access/index.ts';
import type { Instance } from '../../database/index.ts';
import { type App, type Caller, sessionOfRequest } from '../../http/app.ts';
import { decodeCursor, encodeCursor } from '../../record/cursor.ts';
import { Forbidden, Invalid, withSession } from '../../record/index.ts';
import { isInstant, parseLimit } from '../../record/query.ts';
import { readDelay, setDelay } from './delay.ts';
import { exportQuery, previewExport } from './export.ts';
import { DelaySchema, DeparturesQuery, DeparturesSchema, PreviewSchema, WishBody } from './leaving-schemas.ts';
import { departuresOf } from './register-store.ts';

const tags = ['departures'];

/** What leaves, and the register of what left. */
export function leavingRoutes(app: App, instance: Instance): void {
  previewRoute(app, instance);
  exportRoute(app, instance);
  registerRoute(app, instance);
  delayRoutes(app, instance);
}

function previewRoute(app: App, instance: Instance): void {
  app.post(
    '/api/v1/exports/preview',
    {
      // It changes nothing.
      config: { access: 'account', anyScope: true, activity: 'search' },
      schema: {
        summary: 'What an export would hold, what stays and why, and what must be accepted first',
        tags,
        body: WishBody,
        response: { 200: PreviewSchema },
      },
    },
    async (request) => {
      const preview = await previewExport(instance, sessionOfRequest(request), request.body);
      return {
        ...preview,
        records: { ...preview.records },
        heldBack: [...preview.heldBack],
        warnings: [...preview.warnings],
        fields: [...preview.fields],
        compartments: [...preview.compartments],
      };
    },
  );
}

function exportRoute(app: App, instance: Instance): void {
  app.post(
    '/api/v1/exports',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Take out what a query finds, as one file; it is entered in the register before its first byte',
        tags,
        body: WishBody,
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      if ((request.body.fields ?? []).length > 0) await demandStepUp(instance, request.caller);
      const { chunks, name, mediaType, departure } = await exportQuery(instance, session, request.body);
      return reply
        .type(mediaType)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cairn-departure', departure)
        .send(Readable.from(chunks, { objectMode: false }));
    },
  );
}

/** Guarded fields are chosen by somebody who has just shown a factor, or by a token that may change rights. */
async function demandStepUp(instance: Instance, caller: Caller | null): Promise<void> {
  if (caller === null) return;
  const { scopes, confirmed } = await meansOf(instance, caller.session);
  if (scopes !== null && !scopes.includes('rights'))
    throw new Declined(403, 'scope', 'This token has not the scope "rights".', 'Make one that has it.');
  if (caller.by === 'cookie' && !confirmed)
    throw new Declined(403, 'confirm', 'This asks for a passkey or a code once more.', 'Confirm that it is you.');
}

function registerRoute(app: App, instance: Instance): void {
  app.get(
    '/api/v1/departures',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'What left the compartments of the caller, the newest first; leads read who took what to whom',
        tags,
        querystring: DeparturesQuery,
        response: { 200: DeparturesSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, cursor, limit = '50' } = request.query;
      const place = compartment === undefined ? null : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place;
      const most = parseLimit(limit);
      const after = cursor === undefined ? null : placeIn(decodeCursor(cursor));
      const rows = await withSession(instance, session, (db) =>
        departuresOf(db, session.secret, { place, after, most: most + 1 }),
      );
      const shown = rows.slice(0, most);
      const last = shown.at(-1);
      const next = rows.length > most && last !== undefined ? encodeCursor([last.at, last.id]) : null;
      return {
        departures: shown.map((row) => ({
          ...row,
          compartments: [...row.compartments],
          chosen: row.chosen === null ? null : [...row.chosen],
          included: row.included === null ? null : [...row.included],
          warnings: row.warnings === null ? null : [...row.warnings],
          levels: row.levels === null ? null : [...row.levels],
          records: row.records === null ? null : { ...row.records },
        })),
        next,
      };
    },
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function placeIn([at, id]: readonly (string | number | null)[]): [string, string] {
  if (isInstant(at) && typeof id === 'string' && UUID.test(id)) return [at, id];
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

function delayRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/departures/delay',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Within how many hours an incident warns when it leaves',
        tags,
        response: { 200: DelaySchema },
      },
    },
    async () => ({ hours: await readDelay(instance) }),
  );

  app.put(
    '/api/v1/departures/delay',
    {
      config: { access: 'account', confirmed: true, rights: true },
      schema: {
        summary: 'Set within how many hours an incident warns when it leaves (leads)',
        tags,
        body: DelaySchema,
        response: { 200: DelaySchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartments } = await whoAmI(instance, session);
      if (!compartments.some(({ role }) => role === 'lead')) throw new Forbidden();
      await setDelay(instance, session, request.body.hours);
      return { hours: await readDelay(instance) };
    },
  );
}
