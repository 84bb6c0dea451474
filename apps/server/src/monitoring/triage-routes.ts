import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor, recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { changeBatch, listBatches, makeBatch, readBatch, requireWorkable } from './triage-batches.ts';
import { type Decision, decide } from './triage-decide.ts';
import { takeLinks } from './triage-links.ts';
import {
  BatchListQuery,
  BatchParams,
  BatchSchema,
  DecideBody,
  DecidedSchema,
  LinksBatchBody,
  LinksTakenSchema,
  NewBatchBody,
  ReleaseBody,
  SuggestedSchema,
  SuggestQuery,
  TakeBody,
  TakenSchema,
  TelegramBody,
  TelegramTakenSchema,
  UncoverBody,
} from './triage-schemas.ts';
import { suggestIncidents } from './triage-suggest.ts';
import { release, take } from './triage-take.ts';
import { takeTelegram } from './triage-telegram.ts';

const tags = ['triage'];

/** Batches and their sorting. Who may read and write what is decided below this: in the engine and the database. */
export function triageRoutes(app: App, instance: Instance): void {
  batchRoutes(app, instance);
  intakeOfBatches(app, instance);
  handRoutes(app, instance);
  lookRoutes(app, instance);
}

function batchRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/batches',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'Batches that the caller may see: all that are open, and the last that were closed',
        tags,
        querystring: BatchListQuery,
        response: { 200: Type.Object({ batches: Type.Array(BatchSchema) }) },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment } = request.query;
      const place = compartment === undefined ? null : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place;
      return { batches: await listBatches(instance, session, place) };
    },
  );

  app.get(
    '/api/v1/batches/:id',
    {
      config: { access: 'account', activity: 'view' },
      schema: { summary: 'One batch with its totals', tags, params: BatchParams, response: { 200: BatchSchema } },
    },
    async (request) => readBatch(instance, sessionOfRequest(request), request.params.id.toLowerCase()),
  );
}

function intakeOfBatches(app: App, instance: Instance): void {
  app.post(
    '/api/v1/batches',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Make an empty batch; what is taken in afterwards names it',
        tags,
        body: NewBatchBody,
        response: { 201: BatchSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      const id = await makeBatch(instance, session, { ...request.body, compartment });
      return reply.code(201).send(await readBatch(instance, session, id));
    },
  );

  app.post(
    '/api/v1/batches/links',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Make a batch of addresses, each an item; doubles and what is held already are said',
        tags,
        body: LinksBatchBody,
        response: { 201: LinksTakenSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      return reply.code(201).send(await takeLinks(instance, session, { ...request.body, compartment }));
    },
  );

  app.post(
    '/api/v1/batches/:id/telegram',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Take in a piece of an export of Telegram Desktop: messages of a chat, with uploads of their files',
        tags,
        params: BatchParams,
        body: TelegramBody,
        response: { 200: TelegramTakenSchema },
      },
    },
    async (request) => {
      const batch = request.params.id.toLowerCase();
      return takeTelegram(instance, sessionOfRequest(request), { ...request.body, batch });
    },
  );
}

function handRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/batches/:id/take',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'Take entries in hand for ten minutes, or keep them: nobody else gets the same ones',
        tags,
        params: BatchParams,
        body: TakeBody,
        response: { 200: TakenSchema },
      },
    },
    async (request) => {
      const { n, standing = 'waiting' } = request.body;
      const batch = request.params.id.toLowerCase();
      const { totals, ...taken } = await take(instance, sessionOfRequest(request), { batch, n, standing });
      return { ...taken, ...totals };
    },
  );

  app.post(
    '/api/v1/batches/:id/release',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Give entries back that are in hand: the named ones, or all',
        tags,
        params: BatchParams,
        body: ReleaseBody,
        response: { 200: Type.Object({ released: Type.Integer({ minimum: 0 }) }) },
      },
    },
    async (request) => {
      const entries = request.body.entries?.map((id) => id.toLowerCase()) ?? null;
      const batch = request.params.id.toLowerCase();
      return { released: await release(instance, sessionOfRequest(request), { batch, entries }) };
    },
  );

  app.post(
    '/api/v1/batches/:id/decide',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Decide on entries; each stands or is refused by itself, and the same again does nothing twice',
        tags,
        params: BatchParams,
        body: DecideBody,
        response: { 200: DecidedSchema },
      },
    },
    async (request) => {
      const decisions = request.body.decisions.map(
        ({ entry, incident, ...rest }): Decision => ({
          ...{ ...rest, entry: entry.toLowerCase() },
          ...(incident === undefined ? {} : { incident: incident.toLowerCase() }),
        }),
      );
      const batch = request.params.id.toLowerCase();
      const outcome = await decide(instance, sessionOfRequest(request), { batch, decisions });
      return { done: [...outcome.done], refused: [...outcome.refused] };
    },
  );
}

function lookRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/batches/:id/incidents',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary:
          'Incidents that an entry may belong to: asked for by name, or nearest to when and where it was recorded',
        tags,
        params: BatchParams,
        querystring: SuggestQuery,
        response: { 200: SuggestedSchema },
      },
    },
    async (request) => {
      const { entry, text } = request.query;
      return {
        incidents: await suggestIncidents(instance, sessionOfRequest(request), {
          batch: request.params.id.toLowerCase(),
          ...(entry === undefined ? {} : { entry: entry.toLowerCase() }),
          ...(text === undefined ? {} : { text }),
        }),
      };
    },
  );

  app.post(
    '/api/v1/batches/:id/uncover',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Say why the pictures of a batch are uncovered: once for all of them',
        tags,
        params: BatchParams,
        body: UncoverBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const batch = await requireWorkable(instance, session, request.params.id.toLowerCase());
      const account = session.account === '' ? null : session.account;
      const { id, compartment, body } = batch;
      await recordActivity(instance, { account, what: 'uncover', record: id, compartment });
      // The words stand in the history of the batch; the activity holds none.
      await changeBatch(instance, session, { batch, body, reason: request.body.reason });
      return reply.code(204).send(null);
    },
  );
}
