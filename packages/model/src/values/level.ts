import Type from 'typebox';

/** Standards of proof on one ordered scale, 0 (no information) to 6 (beyond reasonable doubt). */
export const LEVELS = [0, 1, 2, 3, 4, 5, 6] as const;

export type Level = (typeof LEVELS)[number];

export const LevelSchema = Type.Enum(LEVELS);

/** From this level up a second person must agree. */
export const SECOND_PERSON_FROM: Level = 3;

/** The highest level that a single anonymous or unassessed source carries. */
export const SINGLE_SOURCE_CAP: Level = 2;
