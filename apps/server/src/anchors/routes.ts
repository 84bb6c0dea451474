import { Type } from 'typebox';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { lastStamps, newestStamps, timeAuthorities } from '../record/index.ts';
import { rotationsOf } from './rotations.ts';
import { nextSlot } from './schedule.ts';
import { stampHours } from './stamping.ts';
import { failingAuthorities } from './stamping-loop.ts';
import { witnessState } from './witness-state.ts';

const STAMPS_SHOWN = 20;

const Time = Type.String({ format: 'date-time' });
const Size = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

const AnchorsSchema = Type.Object({
  schedule: Type.Object({ everyHours: Type.Integer(), next: Time }),
  authorities: Type.Array(
    Type.Object({
      name: Type.String(),
      url: Type.String(),
      active: Type.Boolean(),
      last: orNull(Type.Object({ size: Size, genTime: Time, at: Time })),
      failing: orNull(Type.String()),
    }),
  ),
  stamps: Type.Array(
    Type.Object({ id: Type.String(), size: Size, authority: Type.String(), genTime: Time, at: Time }),
    { description: 'The newest twenty, the newest first' },
  ),
  witnesses: Type.Array(
    Type.Object({
      name: Type.String(),
      url: orNull(Type.String()),
      active: Type.Boolean(),
      last: orNull(Type.Object({ size: Size, at: orNull(Type.String()) })),
      failing: orNull(Type.String()),
      alarming: Type.Boolean(),
    }),
  ),
  witnessing: Type.Object({
    on: Type.Boolean(),
    partners: Type.Array(
      Type.Object({
        name: Type.String(),
        origin: Type.String(),
        size: Size,
        at: orNull(Type.String()),
        refused: orNull(Type.Object({ at: Type.String(), message: Type.String() })),
      }),
    ),
  }),
  forks: Type.Array(
    Type.Object({
      origin: Type.String(),
      name: Type.String(),
      seen: Type.String(),
      size: Size,
      kind: Type.Union([Type.Literal('two-roots'), Type.Literal('other-history')]),
      message: Type.String(),
    }),
  ),
  rotations: Type.Array(
    Type.Object({
      what: Type.String(),
      at: Type.String(),
      since: Type.String(),
      oldKey: Type.String(),
      newKey: Type.String(),
    }),
  ),
});

/** Who outside holds the log, and since when: authorities, witnesses, partners, forks and keys that were replaced. */
export function anchorRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/anchors',
    {
      config: { access: 'account' },
      schema: { summary: 'Time stamps, witnesses and replaced keys', tags: ['log'], response: { 200: AnchorsSchema } },
    },
    async () => ({
      ...(await stampsShown(instance)),
      ...(await witnessState(instance)),
      rotations: rotationsOf(instance),
    }),
  );
}

async function stampsShown(instance: Instance) {
  const db = instance.sequencer;
  const everyHours = await stampHours(instance);
  const last = await lastStamps(db);
  const failing = failingAuthorities(instance);
  const authorities = await timeAuthorities(db);
  return {
    schedule: { everyHours, next: new Date(nextSlot(Date.now(), everyHours)).toISOString() },
    authorities: authorities.map(({ name, url, active }) => {
      const stamp = last.get(name);
      return {
        ...{ name, url, active },
        last:
          stamp === undefined
            ? null
            : { size: stamp.size, genTime: stamp.genTime, at: new Date(stamp.at).toISOString() },
        failing: active ? (failing.get(name) ?? null) : null,
      };
    }),
    stamps: (await newestStamps(db, STAMPS_SHOWN)).map(({ id, size, authority, genTime, at }) => ({
      ...{ id, size, authority, genTime, at },
    })),
  };
}
