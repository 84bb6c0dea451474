import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { gazetteerOf } from './gazetteer.ts';
import { GAZETTEER_KINDS } from './gazetteer-types.ts';

const closed = { additionalProperties: false };
const Names = Type.Record(Type.String(), Type.String());

const Place = Type.Object(
  {
    name: Type.String(),
    names: Names,
    other: Type.Array(
      Type.Object(
        { name: Type.String(), language: Type.Optional(Type.String()), old: Type.Optional(Type.Literal(true)) },
        closed,
      ),
    ),
    kind: Type.Enum(GAZETTEER_KINDS),
    country: Type.String(),
    admin: Type.Array(Type.String()),
    latitude: Type.Optional(Type.Number()),
    longitude: Type.Optional(Type.Number()),
    precision: Type.Enum(['near', 'adm3', 'adm2', 'adm1']),
    radiusM: Type.Optional(Type.Number()),
    codes: Type.Array(
      Type.Object({ system: Type.String(), code: Type.String(), version: Type.Optional(Type.String()) }, closed),
    ),
    source: Type.String(),
    matched: Type.Enum(['name', 'old-name', 'similar']),
  },
  closed,
);
const Places = Type.Object({ places: Type.Array(Place) }, closed);

const Language = Type.Optional(Type.String({ pattern: '^[a-z]{2}$' }));

/** Places by name and by nearness. The same for everybody who has an account: it says nothing of what is recorded. */
export function gazetteerRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/gazetteer',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Places of that name, old or new, in Ukrainian, English or Russian letters',
        tags: ['monitoring'],
        querystring: Type.Object(
          {
            q: Type.String({ minLength: 1, maxLength: 200 }),
            compartment: Type.Optional(Type.String({ maxLength: 200 })),
            limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]?$' })),
            language: Language,
          },
          closed,
        ),
        response: { 200: Places },
      },
    },
    async ({ query: { q, limit, language } }) => {
      const gazetteer = await gazetteerOf(instance);
      return { places: gazetteer.find(q, { limit: Number(limit ?? 20), language: language ?? 'en' }) };
    },
  );

  app.get(
    '/api/v1/gazetteer/reverse',
    {
      config: { access: 'account' },
      schema: {
        summary: 'The five towns nearest to a point',
        tags: ['monitoring'],
        querystring: Type.Object(
          {
            latitude: Type.String({ pattern: '^-?[0-9]{1,2}(?:[.][0-9]{1,12})?$' }),
            longitude: Type.String({ pattern: '^-?[0-9]{1,3}(?:[.][0-9]{1,12})?$' }),
            language: Language,
          },
          closed,
        ),
        response: { 200: Places },
      },
    },
    async ({ query: { latitude, longitude, language } }) => {
      const gazetteer = await gazetteerOf(instance);
      return { places: gazetteer.near(Number(latitude), Number(longitude), { limit: 5, language: language ?? 'en' }) };
    },
  );
}
