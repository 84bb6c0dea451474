import type { FuzzyPlace, FuzzyTime } from '@cairn/model';
import type { ItemRow } from '../evidence/shapes.ts';

export interface Totals {
  total: number;
  waiting: number;
  later: number;
  /** What I have in hand, and what others have. */
  held: number;
  others: number;
}

export type Queue = 'mine' | 'team' | 'import' | 'other';

export interface BatchRow extends Totals {
  id: string;
  /** The compartment's id. */
  compartment: string;
  reference: string;
  title: string;
  batchKind: string;
  queue: Queue;
  at: string;
  closed: boolean;
}

export type Standing = 'waiting' | 'later';

/** Something to decide on: an item, or an incident that an import brought. */
export interface SheetEntry extends Omit<Partial<ItemRow>, 'id' | 'reference' | 'revision' | 'at'> {
  id: string;
  kind: 'item' | 'incident';
  reference: string;
  revision: number;
  at: string;
  standing: Standing;
  text?: string;
  url?: string;
  when?: string | FuzzyTime;
  place?: { latitude: number; longitude: number } | FuzzyPlace;
}

export interface Taken extends Totals {
  entries: SheetEntry[];
  closed: boolean;
}

export type As = 'attach' | 'new' | 'irrelevant' | 'later' | 'waiting';

export interface Choice {
  as: As;
  incident?: string;
  /** The incident in words, for the card. */
  named?: string;
  title?: string;
}

export interface Done {
  entry: string;
  as: As;
  revision: number;
  incident?: string;
  reference?: string;
}

export type WhyNot = 'unknown' | 'held' | 'changed' | 'no-incident' | 'no-title' | 'invalid';

export interface Outcome {
  done: Done[];
  refused: { entry: string; why: WhyNot }[];
}

export interface Suggestion {
  id: string;
  reference: string;
  title: string;
  time?: FuzzyTime;
  place?: FuzzyPlace;
  status?: string;
  why: 'asked' | 'time-and-place' | 'place' | 'time' | 'recent';
}

export interface LinksTaken {
  batch: string | null;
  added: number;
  doubles: number[];
  held: { line: number; item: string }[];
  refused: { line: number; why: 'no-address' | 'too-long' }[];
}

export interface TelegramTaken {
  items: { message: number; item: string; already: boolean }[];
  faults: { message: number | string; part: string; problem: string }[];
  missing: { message: number; file: string }[];
  leftOut: number[];
  notices: number;
}
