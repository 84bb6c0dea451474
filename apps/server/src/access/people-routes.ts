import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { compartmentActivity } from './activity-read.ts';
import { linkAddress } from './link-deed.ts';
import { listNotices } from './notices.ts';
import {
  addPerson,
  changePerson,
  inviteAgain,
  listPeople,
  readmitPerson,
  removePerson,
  travel,
  whatSees,
} from './people.ts';
import { rightsHistory } from './rights-history.ts';
import {
  ActivityQuery,
  ActivitySchema,
  Done,
  HistorySchema,
  IdParams,
  LinkSchema,
  MemberParams,
  NewPersonBody,
  NewPersonSchema,
  NoticesSchema,
  PeopleSchema,
  PersonSchema,
  RightsBody,
  SeesSchema,
  TravelBody,
} from './rights-schemas.ts';

const CHANGE = { access: 'account', confirmed: true, rights: true } as const;
const READ = { access: 'account' } as const;
const PEOPLE = '/api/v1/compartments/:id/people';

/**
 * Who is in a compartment, for its members, and what leads do about it.
 *
 * @param origin under which people of other machines come, where there is one
 */
export function peopleRoutes(app: App, instance: Instance, origin: string | null): void {
  memberRoutes(app, instance, origin);
  memberChanges(app, instance);
  lookingRoutes(app, instance);
  travelRoutes(app, instance);
}

function memberRoutes(app: App, instance: Instance, origin: string | null): void {
  app.get(
    PEOPLE,
    {
      config: READ,
      schema: {
        summary: 'Who is in a compartment',
        tags: ['people'],
        params: IdParams,
        response: { 200: PeopleSchema },
      },
    },
    async (request) => ({ people: await listPeople(instance, sessionOfRequest(request), request.params.id) }),
  );

  app.post(
    PEOPLE,
    {
      config: CHANGE,
      schema: {
        summary: 'Add somebody to a compartment; a new account gets an invitation link',
        tags: ['people'],
        params: IdParams,
        body: NewPersonBody,
        response: { 201: NewPersonSchema },
      },
    },
    async (request, reply) => {
      const given = { identities: false, ...request.body };
      const { account, link } = await addPerson(instance, sessionOfRequest(request), request.params.id, given);
      return reply.code(201).send({
        account,
        link: link === null ? null : linkAddress(origin ?? request.ownOrigin, link.secret),
        expires: link?.expires.toISOString() ?? null,
      });
    },
  );

  app.post(
    `${PEOPLE}/:account/invitation`,
    {
      config: CHANGE,
      schema: {
        summary: 'A new invitation link for a member who never came in',
        tags: ['people'],
        params: MemberParams,
        response: { 200: LinkSchema },
      },
    },
    async (request) => {
      const { id, account } = request.params;
      const { secret, expires } = await inviteAgain(instance, sessionOfRequest(request), id, account);
      return { link: linkAddress(origin ?? request.ownOrigin, secret), expires: expires.toISOString() };
    },
  );
}

function memberChanges(app: App, instance: Instance): void {
  app.patch(
    `${PEOPLE}/:account`,
    {
      config: CHANGE,
      schema: {
        summary: "Change a member's role, clearance or reading of identity fields",
        tags: ['people'],
        params: MemberParams,
        body: RightsBody,
        response: { 200: PersonSchema },
      },
    },
    async (request) => {
      const { id, account } = request.params;
      return changePerson(instance, sessionOfRequest(request), id, account, request.body);
    },
  );

  app.delete(
    `${PEOPLE}/:account`,
    {
      config: CHANGE,
      schema: {
        summary: 'Take somebody out of a compartment, or leave it',
        tags: ['people'],
        params: MemberParams,
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await removePerson(instance, sessionOfRequest(request), request.params.id, request.params.account);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${PEOPLE}/:account/readmit`,
    {
      config: CHANGE,
      schema: {
        summary: 'End travel mode, or the rest after a reset of factors',
        tags: ['people'],
        params: MemberParams,
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await readmitPerson(instance, sessionOfRequest(request), request.params.id, request.params.account);
      return reply.code(204).send(null);
    },
  );
}

function lookingRoutes(app: App, instance: Instance): void {
  app.get(
    `${PEOPLE}/:account/sees`,
    {
      config: READ,
      schema: {
        summary: 'What a member can see: levels and counts, no content',
        tags: ['people'],
        params: MemberParams,
        response: { 200: SeesSchema },
      },
    },
    async (request) => whatSees(instance, sessionOfRequest(request), request.params.id, request.params.account),
  );

  app.get(
    '/api/v1/compartments/:id/activity',
    {
      config: READ,
      schema: {
        summary: 'Who opened what in a compartment, for its leads',
        tags: ['people'],
        params: IdParams,
        querystring: ActivityQuery,
        response: { 200: ActivitySchema },
      },
    },
    async (request) =>
      compartmentActivity(instance, sessionOfRequest(request), request.params.id, request.query.cursor ?? null),
  );

  app.get(
    '/api/v1/compartments/:id/rights-history',
    {
      config: READ,
      schema: {
        summary: 'What became of the rights in a compartment, for its leads',
        tags: ['people'],
        params: IdParams,
        response: { 200: HistorySchema },
      },
    },
    async (request) => ({ changes: await rightsHistory(instance, sessionOfRequest(request), request.params.id) }),
  );

  app.get(
    '/api/v1/notices',
    {
      config: READ,
      schema: {
        summary: 'What the caller is told of the rights in his compartments, of the last 30 days',
        tags: ['people'],
        response: { 200: NoticesSchema },
      },
    },
    async (request) => ({
      notices: (await listNotices(instance, sessionOfRequest(request))).map((each) => ({
        ...each,
        who: [...each.who],
      })),
    }),
  );
}

function travelRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/compartments/:id/travel',
    {
      config: CHANGE,
      schema: {
        summary: 'Hide a compartment from oneself until another lead readmits',
        tags: ['people'],
        params: IdParams,
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await travel(instance, sessionOfRequest(request), [request.params.id]);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/travel',
    {
      config: CHANGE,
      schema: {
        summary: 'Hide several compartments from oneself until another lead of each readmits',
        tags: ['people'],
        body: TravelBody,
        response: { 204: Type.Null({ description: 'All of them are hidden' }) },
      },
    },
    async (request, reply) => {
      await travel(instance, sessionOfRequest(request), request.body.compartments);
      return reply.code(204).send(null);
    },
  );
}
