import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import {
  inviteAccount,
  listAccounts,
  listCompartments,
  openCompartment,
  renewInvitation,
  reset,
  suspend,
  unsuspend,
} from './accounts-admin.ts';
import { totals } from './activity-read.ts';
import { linkAddress } from './link-deed.ts';
import {
  AccountsSchema,
  CompartmentSchema,
  CompartmentsSchema,
  Done,
  IdParams,
  LinkSchema,
  NewAccountBody,
  NewAccountSchema,
  NewCompartmentBody,
  ReasonBody,
  TotalsSchema,
} from './rights-schemas.ts';

const CHANGE = { access: 'account', confirmed: true, rights: true } as const;
const READ = { access: 'account' } as const;
const ACCOUNT = '/api/v1/accounts/:id';
const tags = ['accounts'];

/** What administrators do. Nothing in here tells of a record. */
export function accountRoutes(app: App, instance: Instance, origin: string | null): void {
  addingRoutes(app, instance, origin);
  standingRoutes(app, instance, origin);
  compartmentRoutes(app, instance);
}

function addingRoutes(app: App, instance: Instance, origin: string | null): void {
  app.get(
    '/api/v1/accounts',
    {
      config: READ,
      schema: { summary: 'All accounts, for administrators', tags, response: { 200: AccountsSchema } },
    },
    async (request) => {
      const found = await listAccounts(instance, sessionOfRequest(request));
      return {
        accounts: found.map(({ password, totp, passkeys, ...rest }) => ({
          ...rest,
          factors: { password, totp, passkeys },
        })),
      };
    },
  );

  app.post(
    '/api/v1/accounts',
    {
      config: CHANGE,
      schema: { summary: 'Add an account', tags, body: NewAccountBody, response: { 201: NewAccountSchema } },
    },
    async (request, reply) => {
      const { id, link } = await inviteAccount(instance, sessionOfRequest(request), request.body);
      const address = linkAddress(origin ?? request.ownOrigin, link.secret);
      return reply.code(201).send({ id, link: address, expires: link.expires.toISOString() });
    },
  );

  app.post(
    `${ACCOUNT}/invitation`,
    {
      config: CHANGE,
      schema: {
        summary: 'A new link for an account that never came in; its memberships rest where there are other members',
        tags,
        params: IdParams,
        response: { 200: LinkSchema },
      },
    },
    async (request) => {
      const { secret, expires } = await renewInvitation(instance, sessionOfRequest(request), request.params.id);
      return { link: linkAddress(origin ?? request.ownOrigin, secret), expires: expires.toISOString() };
    },
  );
}

function standingRoutes(app: App, instance: Instance, origin: string | null): void {
  app.post(
    `${ACCOUNT}/suspend`,
    {
      config: CHANGE,
      schema: {
        summary: 'Suspend an account: its sessions and tokens end at once',
        tags,
        params: IdParams,
        body: ReasonBody,
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await suspend(instance, sessionOfRequest(request), request.params.id, request.body.reason);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${ACCOUNT}/readmit`,
    {
      config: CHANGE,
      schema: { summary: 'Let a suspended account in again', tags, params: IdParams, response: { 204: Done } },
    },
    async (request, reply) => {
      await unsuspend(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${ACCOUNT}/reset`,
    {
      config: CHANGE,
      schema: {
        summary: 'Take all factors of an account and give a link for new ones; its memberships rest until readmitted',
        tags,
        params: IdParams,
        body: ReasonBody,
        response: { 200: LinkSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { secret, expires } = await reset(instance, sessionOfRequest(request), id, request.body.reason);
      return { link: linkAddress(origin ?? request.ownOrigin, secret), expires: expires.toISOString() };
    },
  );
}

function compartmentRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/compartments',
    {
      config: READ,
      schema: {
        summary: 'All compartments with counts of members, for administrators',
        tags,
        response: { 200: CompartmentsSchema },
      },
    },
    async (request) => ({ compartments: await listCompartments(instance, sessionOfRequest(request)) }),
  );

  app.post(
    '/api/v1/compartments',
    {
      config: CHANGE,
      schema: {
        summary: 'Add a compartment and its first lead',
        tags,
        body: NewCompartmentBody,
        response: { 201: CompartmentSchema },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await openCompartment(instance, sessionOfRequest(request), request.body)),
  );

  app.get(
    '/api/v1/activity/totals',
    {
      config: READ,
      schema: {
        summary: 'Activity of the last 90 days by day and kind, for administrators',
        tags,
        response: { 200: TotalsSchema },
      },
    },
    async (request) => ({ days: await totals(instance, sessionOfRequest(request)) }),
  );
}
