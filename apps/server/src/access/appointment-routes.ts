import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { approveLead, listAppointments, proposeLead, refuseLead } from './appointments.ts';
import { AppointmentBody, AppointmentsSchema, Done, IdParams, IdSchema } from './rights-schemas.ts';

const CHANGE = { access: 'account', confirmed: true, rights: true } as const;
const tags = ['people'];

/** A lead for a compartment that has lost its own: an administrator proposes, a reviewer of the compartment approves. */
export function appointmentRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/compartments/:id/appointment',
    {
      config: CHANGE,
      schema: {
        summary: 'Propose a lead where none who can act is left',
        tags,
        params: IdParams,
        body: AppointmentBody,
        response: { 201: IdSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const made = await proposeLead(instance, sessionOfRequest(request), id, request.body.account);
      return reply.code(201).send({ id: made });
    },
  );

  app.get(
    '/api/v1/appointments',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Proposed leads that wait for a reviewer',
        tags,
        response: { 200: AppointmentsSchema },
      },
    },
    async (request) => ({ appointments: await listAppointments(instance, sessionOfRequest(request)) }),
  );

  app.post(
    '/api/v1/appointments/:id/approve',
    {
      config: CHANGE,
      schema: { summary: 'Approve a proposed lead', tags, params: IdParams, response: { 204: Done } },
    },
    async (request, reply) => {
      await approveLead(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/appointments/:id/refuse',
    {
      config: CHANGE,
      schema: {
        summary: 'Refuse a proposed lead, or take a proposal back',
        tags,
        params: IdParams,
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await refuseLead(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
