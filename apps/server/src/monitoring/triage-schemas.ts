import { codesOf, SENSITIVITIES, TRIAGE_DECISIONS } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { MOST_IN_HAND } from './triage-take.ts';

export const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const closed = { additionalProperties: false };
const Id = Type.String({ pattern: ID });
const Count = Type.Integer({ minimum: 0 });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const Compartment = Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' });
const Title = Type.String({ pattern: '\\S', maxLength: 1000 });

export const BatchParams = Type.Object({ id: Id });

const totals = {
  total: Count,
  waiting: Count,
  later: Count,
  held: Type.Integer({ minimum: 0, description: 'What the caller has in hand' }),
  others: Type.Integer({ minimum: 0, description: 'What others have in hand' }),
};

export const BatchSchema = Type.Object({
  id: Type.String(),
  compartment: Type.String({ description: "The compartment's id" }),
  reference: Type.String(),
  revision: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  batchKind: Type.String(),
  queue: Type.Enum(['mine', 'team', 'import', 'other'], { description: 'Whose work it is' }),
  at: Type.String({ format: 'date-time' }),
  closed: Type.Boolean(),
  ...totals,
});

export const BatchListQuery = Type.Object({ compartment: Type.Optional(Compartment) }, closed);

const asBatch = {
  compartment: Compartment,
  title: Title,
  personal: Type.Optional(Type.Boolean({ description: 'The own queue of whoever makes it, not the team’s' })),
  sensitivity: Type.Optional(Type.Enum([...SENSITIVITIES])),
  reason: Reason,
};

export const NewBatchBody = Type.Object(
  {
    ...asBatch,
    batchKind: Type.Enum(codesOf('batch-kind')),
    origin: Type.Optional(Type.String({ maxLength: 20_000 })),
  },
  closed,
);

export const LinksBatchBody = Type.Object(
  { ...asBatch, links: Type.Array(Type.String({ maxLength: 8000 }), { minItems: 1, maxItems: 2000 }) },
  closed,
);

const Line = Type.Integer({ minimum: 1, description: 'Line of the list, from 1' });
export const LinksTakenSchema = Type.Object({
  batch: Type.Union([Type.String(), Type.Null()], { description: 'Null where no address was new' }),
  added: Count,
  doubles: Type.Array(Line, { description: 'Lines that repeat an earlier one' }),
  held: Type.Array(Type.Object({ line: Line, item: Type.String() })),
  refused: Type.Array(Type.Object({ line: Line, why: Type.Enum(['no-address', 'too-long']) })),
});

export const TakeBody = Type.Object(
  {
    n: Type.Integer({ minimum: 0, maximum: MOST_IN_HAND, description: 'How many to have in hand afterwards' }),
    standing: Type.Optional(
      Type.Enum(['waiting', 'later'], { description: '`waiting` unless told; `later`: what was put off' }),
    ),
  },
  closed,
);

export const TakenSchema = Type.Object({
  entries: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        kind: Type.Enum(['item', 'incident']),
        reference: Type.String(),
        revision: Type.Integer({ minimum: 1 }),
        at: Type.String({ format: 'date-time' }),
        standing: Type.Enum(['waiting', 'later']),
        title: Type.Optional(Type.String()),
        text: Type.Optional(Type.String({ description: 'Words that came with it, shortened' })),
        url: Type.Optional(Type.String()),
        when: Type.Optional(Type.Unknown()),
        place: Type.Optional(Type.Unknown()),
      },
      { description: 'With what lists of items show of an item' },
    ),
  ),
  ...totals,
  closed: Type.Boolean(),
});

export const ReleaseBody = Type.Object(
  { entries: Type.Optional(Type.Array(Id, { maxItems: MOST_IN_HAND, description: 'All unless told' })) },
  closed,
);

export const DecideBody = Type.Object(
  {
    decisions: Type.Array(
      Type.Object(
        {
          entry: Id,
          revision: Type.Integer({ minimum: 1, description: 'The revision that was looked at' }),
          as: Type.Enum([...TRIAGE_DECISIONS]),
          incident: Type.Optional(Id),
          title: Type.Optional(Title),
          reasons: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
        },
        closed,
      ),
      { minItems: 1, maxItems: MOST_IN_HAND },
    ),
  },
  closed,
);

export const DecidedSchema = Type.Object({
  done: Type.Array(
    Type.Object({
      entry: Type.String(),
      as: Type.Enum([...TRIAGE_DECISIONS]),
      revision: Type.Integer({ minimum: 1 }),
      incident: Type.Optional(Type.String()),
      reference: Type.Optional(Type.String()),
    }),
  ),
  refused: Type.Array(
    Type.Object({
      entry: Type.String(),
      why: Type.Enum(['unknown', 'held', 'changed', 'no-incident', 'no-title', 'invalid']),
    }),
  ),
});

export const UncoverBody = Type.Object({ reason: Reason }, closed);

export const SuggestQuery = Type.Object(
  { entry: Type.Optional(Id), text: Type.Optional(Type.String({ maxLength: 500 })) },
  closed,
);

export const SuggestedSchema = Type.Object({
  incidents: Type.Array(
    Type.Object({
      id: Type.String(),
      reference: Type.String(),
      title: Type.String(),
      time: Type.Optional(Type.Unknown()),
      place: Type.Optional(Type.Unknown()),
      status: Type.Optional(Type.String()),
      why: Type.Enum(['asked', 'time-and-place', 'place', 'time', 'recent']),
    }),
  ),
});

const Text = Type.String({ maxLength: 1000 });
export const TelegramBody = Type.Object(
  {
    chat: Type.Object({ name: Text, type: Text, id: Text }, closed),
    messages: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 100, description: 'As they stand in result.json' }),
    files: Type.Array(Type.Object({ upload: Id, path: Type.String({ minLength: 1, maxLength: 4000 }) }, closed), {
      maxItems: 100,
    }),
    sensitivity: Type.Optional(Type.Enum([...SENSITIVITIES])),
    reason: Reason,
  },
  closed,
);

const Message = Type.Integer();
export const TelegramTakenSchema = Type.Object({
  items: Type.Array(Type.Object({ message: Message, item: Type.String(), already: Type.Boolean() })),
  faults: Type.Array(
    Type.Object({
      message: Type.Union([Message, Type.String({ description: 'Place in the list where it has no number' })]),
      part: Type.String(),
      problem: Type.String(),
    }),
  ),
  missing: Type.Array(Type.Object({ message: Message, file: Type.String() })),
  leftOut: Type.Array(Message, { description: 'Messages whose file the export itself left out' }),
  notices: Count,
});
