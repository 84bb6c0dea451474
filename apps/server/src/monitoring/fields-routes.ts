import { CustomFieldSchema, OwnTermSchema } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { addedTerms, additions, extended, setCustomField, setOwnTerm } from './fields.ts';

const tags = ['fields'];
const Compartment = Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' });
const Query = Type.Object({ compartment: Compartment }, { additionalProperties: false });
const Reason = Type.String({ pattern: '\\S', maxLength: 2000 });
const AdditionsSchema = Type.Object({ fields: Type.Array(CustomFieldSchema), terms: Type.Array(OwnTermSchema) });

/** What a compartment adds without code: fields, terms, coding rules. Members read it, leads change it. */
export function fieldRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/fields',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Fields, terms and coding rules that a compartment added',
        tags,
        querystring: Query,
        response: { 200: AdditionsSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      return additions(instance, session, await compartmentFor(instance, session, request.query.compartment));
    },
  );

  app.put(
    '/api/v1/fields',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Add a field to the records of a compartment, or change what it is called and means (leads)',
        tags,
        body: Type.Object(
          { compartment: Compartment, field: CustomFieldSchema, reason: Reason },
          { additionalProperties: false },
        ),
        response: { 200: AdditionsSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, field, reason } = request.body;
      return setCustomField(instance, session, await compartmentFor(instance, session, compartment), field, reason);
    },
  );

  app.put(
    '/api/v1/terms',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Add a term to a vocabulary, or a coding rule to a term (leads)',
        tags,
        body: Type.Object(
          { compartment: Compartment, term: OwnTermSchema, reason: Reason },
          { additionalProperties: false },
        ),
        response: { 200: AdditionsSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, term, reason } = request.body;
      return setOwnTerm(instance, session, await compartmentFor(instance, session, compartment), term, reason);
    },
  );

  app.get(
    '/api/v1/vocabularies',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Closed lists of codes with labels and mappings, and what a compartment added to them',
        tags: ['records'],
        querystring: Type.Object({ compartment: Type.Optional(Compartment) }, { additionalProperties: false }),
        response: { 200: Type.Array(Type.Unknown()) },
      },
    },
    async (request) => {
      const { compartment } = request.query;
      const session = sessionOfRequest(request);
      const place = compartment === undefined ? null : await compartmentFor(instance, session, compartment);
      return extended(await addedTerms(instance, session, place));
    },
  );
}
