import type { LikenessReason } from '@cairn/model';
import type { Actor, Incident } from '../api/shapes.ts';

/** What speaks for or against two records being the same. */
export interface Reason {
  of: LikenessReason;
  /** 0 where it differs, 1 where it is the same. */
  value: number;
  detail: Record<string, unknown>;
}

/** One of two records beside each other, as far as the reader may see it. */
export interface Side {
  id: string;
  kind: 'incident' | 'actor';
  /** UUID. */
  compartment: string;
  reference: string;
  revision: number;
  at: string;
  body: Incident['body'] & Actor['body'];
  /** Public names of actors around it. */
  names: string[];
  /** `scheme:code`. */
  acts: string[];
}

export interface Pair {
  a: Side;
  b: Side;
  score: number;
  reasons: Reason[];
}

/** Records that are one by decision, and the decisions that made them so. */
export interface MergedGroup {
  /** The record that speaks for all. */
  main: string;
  members: { id: string; reference: string; title: string; status?: string }[];
  decisions: { link: string; from: string; to: string; type: string; reasons: string; at: string }[];
  /** Pairs with it that nobody has decided on, counted to fifty. */
  possible: number;
}
