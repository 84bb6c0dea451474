import Type from 'typebox';
import { OUTCOMES } from '../vocabularies/harm.ts';
import { CodingSchema } from './coding.ts';
import { CountSchema } from './count.ts';

/** What happened to how many of whom. */
export const HarmSchema = Type.Object(
  {
    outcome: Type.Enum(OUTCOMES.codes.map(({ code }) => code)),
    group: Type.Optional(CodingSchema),
    count: CountSchema,
  },
  { additionalProperties: false },
);

export type Harm = Type.Static<typeof HarmSchema>;
