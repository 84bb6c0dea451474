import type { Coding, Harm } from '@cairn/model';
import type { Change } from '../../record/types.ts';
import type { Cast } from './cast.ts';
import type { When, Where } from './fuzzy.ts';
import type { Told } from './plot.ts';
import type { Dice } from './random.ts';

export type Body = Record<string, unknown>;

/** Puts the particulars of an incident into a text; 0 is English, 1 Ukrainian. */
export type Fill = (told: Told, language: 0 | 1) => string;

/** What the teller of an incident needs at hand. */
export interface Stage {
  readonly dice: Dice;
  readonly cast: Cast;
  readonly record: (kind: Change['kind'], body: Body) => Change;
  /** Ids of the stored texts' items, by key. */
  readonly texts: ReadonlyMap<string, string>;
  /** Who wrote it down. */
  readonly author: string;
}

/** What all records of one incident have in common. */
export interface Ground {
  readonly when: When;
  readonly where: Where;
  readonly harm: readonly Harm[];
  readonly fill: Fill;
  readonly sheetRow: number | undefined;
}

/** A term of one of our vocabularies. */
export function coding(scheme: string, code: string): Coding {
  return { scheme, code };
}
