import type { Body, Kind, KindName } from './kind.ts';
import { act } from './kinds/act.ts';
import { actor } from './kinds/actor.ts';
import { incident } from './kinds/incident.ts';
import { item } from './kinds/item.ts';
import { link } from './kinds/link.ts';
import { statement } from './kinds/statement.ts';

/** Every kind of record, by name. */
export const KINDS = { actor, incident, act, link, item, statement } as unknown as Readonly<
  Record<KindName, Kind<Body>>
>;
