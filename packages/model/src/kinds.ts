import type { Body, Kind, KindName } from './kind.ts';
import { act } from './kinds/act.ts';
import { actor } from './kinds/actor.ts';
import { batch } from './kinds/batch.ts';
import { comment } from './kinds/comment.ts';
import { incident } from './kinds/incident.ts';
import { item } from './kinds/item.ts';
import { link } from './kinds/link.ts';
import { mapping } from './kinds/mapping.ts';
import { methodNote } from './kinds/method-note.ts';
import { secondCoding } from './kinds/second-coding.ts';
import { statement } from './kinds/statement.ts';
import { step } from './kinds/step.ts';
import { view } from './kinds/view.ts';

/** Every kind of record, by name. */
export const KINDS = {
  actor,
  incident,
  act,
  link,
  item,
  statement,
  batch,
  comment,
  step,
  'second-coding': secondCoding,
  view,
  mapping,
  'method-note': methodNote,
} as unknown as Readonly<Record<KindName, Kind<Body>>>;
