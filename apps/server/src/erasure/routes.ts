import { Declined } from '../access/declined.ts';
import { verifyAssertion } from '../access/index.ts';
import { erasureDigest } from '../audit/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { Forbidden } from '../record/index.ts';
import { approveErasure } from './approve.ts';
import { erasedClaims, listErasures, previewErasure, readErasure, refuseErasure, requestErasure } from './request.ts';
import {
  ApproveBody,
  ErasedSchema,
  ErasureParams,
  ErasureSchema,
  ErasuresQuery,
  ErasuresSchema,
  PreviewBody,
  PreviewSchema,
  RefuseBody,
  RequestBody,
  ResultSchema,
  ShownSchema,
} from './schemas.ts';
import { erasureView, showErasure } from './shown.ts';
import type { ErasurePreview } from './types.ts';

const tags = ['erasure'];
const PATH = '/api/v1/erasures';

/** Erasures: looked at, asked for by one person, decided by another with a passkey. */
export function erasureRoutes(app: App, instance: Instance): void {
  askingRoutes(app, instance);
  lookingRoutes(app, instance);
  decidingRoutes(app, instance);
  erasedRoutes(app, instance);
}

function askingRoutes(app: App, instance: Instance): void {
  app.post(
    `${PATH}/preview`,
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'Every place that an erasure would take',
        tags,
        body: PreviewBody,
        response: { 200: PreviewSchema },
      },
    },
    async (request) => {
      const preview = await byPeople(() => previewErasure(instance, sessionOfRequest(request), request.body));
      request.askedCompartment = preview.compartment;
      return previewView(preview);
    },
  );

  app.post(
    PATH,
    {
      config: { access: 'account' },
      schema: {
        summary: 'Ask for an erasure; another person decides',
        tags,
        body: RequestBody,
        response: { 201: ErasureSchema },
      },
    },
    async (request, reply) => {
      const asked = await byPeople(() => requestErasure(instance, sessionOfRequest(request), request.body));
      return reply.code(201).header('location', `${PATH}/${asked.id}`).send(erasureView(asked));
    },
  );
}

function lookingRoutes(app: App, instance: Instance): void {
  app.get(
    PATH,
    {
      config: { access: 'account' },
      schema: {
        summary: 'Requests of whose every place the caller may know, the newest first',
        tags,
        querystring: ErasuresQuery,
        response: { 200: ErasuresSchema },
      },
    },
    async (request) => {
      const { compartment } = request.query;
      const all = await listErasures(instance, sessionOfRequest(request));
      const wanted = all.filter((each) => compartment === undefined || each.compartment === compartment.toLowerCase());
      return { erasures: wanted.map(erasureView) };
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      config: { access: 'account' },
      schema: { summary: 'One request', tags, params: ErasureParams, response: { 200: ShownSchema } },
    },
    async (request) => {
      const shown = await byPeople(() => showErasure(instance, sessionOfRequest(request), request.params.id));
      return {
        erasure: erasureView(shown.erasure),
        preview: shown.preview === null ? null : previewView(shown.preview),
        backups: [...shown.backups],
      };
    },
  );
}

/** What is gone of a record, for the pages that show the rest of it. */
function erasedRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/records/:id/erased',
    {
      config: { access: 'account' },
      schema: { summary: 'What was erased of a record', tags, params: ErasureParams, response: { 200: ErasedSchema } },
    },
    async (request) => ({ erased: await erasedClaims(instance, sessionOfRequest(request), request.params.id) }),
  );
}

function decidingRoutes(app: App, instance: Instance): void {
  app.post(
    `${PATH}/:id/approve`,
    {
      // The passkey that signs the request is itself a factor shown just now, so no other is asked for.
      config: { access: 'account', rights: true },
      schema: {
        summary: 'Erase for good, as the second person, with a passkey that signs the request',
        tags,
        params: ErasureParams,
        body: ApproveBody,
        response: { 200: ResultSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const asked = await readErasure(instance, session, request.params.id);
      const assertion = await verifyAssertion(instance, session, request.ownOrigin, {
        subject: erasureDigest(asked),
        compartment: asked.compartment,
        response: request.body.response,
      });
      const result = await byPeople(() => approveErasure(instance, session, asked.id, assertion));
      const { erasure, backups, notDone, ...figures } = result;
      return { ...figures, erasure: erasureView(erasure), notDone: [...notDone], backups: [...backups] };
    },
  );

  app.post(
    `${PATH}/:id/refuse`,
    {
      config: { access: 'account' },
      schema: {
        summary: "Refuse a request, or withdraw one's own",
        tags,
        params: ErasureParams,
        body: RefuseBody,
        response: { 200: ErasureSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      return erasureView(await byPeople(() => refuseErasure(instance, sessionOfRequest(request), id, reason)));
    },
  );
}

/** Says to pages by a code of its own when the people of an erasure are not those that the rule wants. */
async function byPeople<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Forbidden) throw new Declined(403, 'erasure-people', error.what, error.todo);
    throw error;
  }
}

function previewView({
  compartment,
  places,
  fixed,
  derived,
  files,
  unseen,
  complete,
  backups,
  beyond,
}: ErasurePreview) {
  return {
    compartment,
    places: [...places],
    fixed: [...fixed],
    derived: [...derived],
    files: [...files],
    unseen: [...unseen],
    complete,
    backups: [...backups],
    beyond: [...beyond],
  };
}
