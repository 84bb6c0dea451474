import { SENSITIVITIES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { SCOPES } from './tokens.ts';
import { ROLES } from './types.ts';

// One spelling alone: rules compare ids as texts, and the database would take either.
const ID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
export const Id = Type.String({ pattern: ID, description: 'A UUID in small letters' });
export const IdParams = Type.Object({ id: Id });
export const MemberParams = Type.Object({ id: Id, account: Id });

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);
const strict = { additionalProperties: false } as const;

const Role = Type.Enum([...ROLES]);
const Clearance = Type.Enum([...SENSITIVITIES]);
const Resting = nullable(Type.Enum(['travel', 'reset']));
const Email = Type.String({ minLength: 3, maxLength: 254 });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Instant = Type.String({ format: 'date-time' });

export const ReasonBody = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }, strict);

export const PersonSchema = Type.Object(
  {
    account: Type.String(),
    name: Type.String(),
    role: Role,
    email: Type.Optional(Type.String()),
    clearance: Type.Optional(Clearance),
    identities: Type.Optional(Type.Boolean({ description: 'Reads identity fields although no lead' })),
    suspended: Type.Optional(Type.Boolean()),
    resting: Type.Optional(Resting),
    invited: Type.Optional(Type.Boolean({ description: 'Has never been given a way in' })),
    lastSignIn: Type.Optional(nullable(Type.String({ format: 'date' }))),
  },
  { description: 'What is optional goes to leads alone' },
);
export const PeopleSchema = Type.Object({ people: Type.Array(PersonSchema) });

export const NewPersonBody = Type.Object(
  { email: Email, name: Name, role: Role, clearance: Clearance, identities: Type.Optional(Type.Boolean()) },
  strict,
);
export const RightsBody = Type.Object(
  { role: Type.Optional(Role), clearance: Type.Optional(Clearance), identities: Type.Optional(Type.Boolean()) },
  { ...strict, minProperties: 1 },
);

const Link = Type.String({ description: 'An address to hand to the person; it is shown this once' });
export const LinkSchema = Type.Object({ link: Link, expires: Instant });
export const NewPersonSchema = Type.Object({
  account: Type.String(),
  link: nullable(Link),
  expires: nullable(Instant),
});

export const SeesSchema = Type.Object({
  levels: Type.Array(Type.Object({ level: Clearance, may: Type.Boolean() })),
  identities: Type.Boolean(),
  resting: Resting,
  suspended: Type.Boolean(),
  counts: Type.Array(
    Type.Object({ kind: Type.String(), visible: Type.Integer(), hidden: Type.Integer() }, { description: 'Records' }),
  ),
});

export const ActivitySchema = Type.Object({
  entries: Type.Array(
    Type.Object({
      at: Instant,
      account: nullable(Type.String()),
      what: Type.String(),
      record: nullable(Type.Object({ id: Type.String(), reference: Type.String() })),
    }),
  ),
  next: nullable(Type.String()),
});
export const ActivityQuery = Type.Object({ cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) }, strict);

const Told = nullable(
  Type.Object({
    role: Type.Optional(Type.Unknown()),
    clearance: Type.Optional(Type.Unknown()),
    identities: Type.Optional(Type.Unknown()),
    resting: Type.Optional(Type.Unknown()),
    suspended: Type.Optional(Type.Unknown()),
  }),
);
export const HistorySchema = Type.Object({
  changes: Type.Array(
    Type.Object({
      at: Instant,
      by: Type.String({ description: 'A name, or operator:… for the command line' }),
      what: Type.String(),
      account: nullable(Type.String()),
      before: Told,
      after: Told,
      reason: Type.String(),
    }),
  ),
});

const Place = Type.Object({ id: Type.String(), code: Type.String(), name: Type.String() });
export const NoticesSchema = Type.Object({
  notices: Type.Array(
    Type.Object({ at: Instant, what: Type.String(), compartment: Place, who: Type.Array(Type.String()) }),
  ),
});

export const TravelBody = Type.Object({ compartments: Type.Array(Id, { minItems: 1, maxItems: 100 }) }, strict);

const Scopes = Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: 3 });
export const TokensSchema = Type.Object({
  tokens: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      scopes: nullable(Type.Array(Type.String())),
      compartments: nullable(Type.Array(Type.String())),
      expires: nullable(Instant),
      revoked: Type.Boolean(),
    }),
  ),
});
export const NewTokenBody = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 200 }),
    scopes: Scopes,
    compartments: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
    expires: Type.Optional(
      Type.String({
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2}))?$',
        description: 'A day or an instant within a year; 90 days from now unless told',
      }),
    ),
  },
  strict,
);
export const NewTokenSchema = Type.Object({ id: Type.String(), token: Type.String(), expires: Instant });

export const AccountsSchema = Type.Object({
  accounts: Type.Array(
    Type.Object({
      id: Type.String(),
      email: Type.String(),
      name: Type.String(),
      admin: Type.Boolean(),
      suspended: Type.Boolean(),
      invited: Type.Boolean(),
      memberships: Type.Integer(),
      factors: Type.Object({ password: Type.Boolean(), totp: Type.Boolean(), passkeys: Type.Integer() }),
    }),
  ),
});
export const NewAccountBody = Type.Object({ email: Email, name: Name, admin: Type.Optional(Type.Boolean()) }, strict);
export const NewAccountSchema = Type.Object({ id: Type.String(), link: Link, expires: Instant });

export const CompartmentsSchema = Type.Object({
  compartments: Type.Array(
    Type.Object({
      id: Type.String(),
      code: Type.String(),
      name: Type.String(),
      members: Type.Integer(),
      leads: Type.Integer({ description: 'Those who can act' }),
    }),
  ),
});
export const NewCompartmentBody = Type.Object(
  { name: Name, code: Type.Optional(Type.String({ maxLength: 8 })), lead: Id },
  strict,
);
export const CompartmentSchema = Place;

export const AppointmentBody = Type.Object({ account: Id }, strict);
export const IdSchema = Type.Object({ id: Type.String() });
export const AppointmentsSchema = Type.Object({
  appointments: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Instant,
      compartment: Place,
      account: Type.String(),
      name: Type.String(),
      proposedBy: Type.String(),
      mine: Type.Boolean({ description: 'Whether the caller may approve it' }),
    }),
  ),
});

export const TotalsSchema = Type.Object({
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), what: Type.String(), n: Type.Integer() })),
});

export const Done = Type.Null({ description: 'Done' });
