import type { Act, Actor, AnyRecord, Incident, Item, Link, Statement } from '../api/shapes.ts';

/** An incident and the records around it, sorted by kind and findable by id. */
export interface Surroundings {
  byId: ReadonlyMap<string, AnyRecord>;
  acts: readonly Act[];
  actors: readonly Actor[];
  links: readonly Link[];
  items: readonly Item[];
  statements: readonly Statement[];
}

/** Sorts what the server calls related. A record that is above the reader's clearance is simply not among them. */
export function surroundings(incident: Incident, records: readonly AnyRecord[]): Surroundings {
  const ofKind = <R extends AnyRecord>(kind: R['kind']) => records.filter((each): each is R => each.kind === kind);
  return {
    byId: new Map([incident, ...records].map((each) => [each.id, each])),
    acts: ofKind<Act>('act'),
    actors: ofKind<Actor>('actor'),
    links: ofKind<Link>('link'),
    items: ofKind<Item>('item'),
    statements: ofKind<Statement>('statement'),
  };
}

/** The actors tied to a record by links of one type, with the level at which the team holds each tie. */
export function tiedTo(known: Surroundings, id: string, type: string): { actor: Actor; level: number }[] {
  return known.links
    .filter((link) => link.body.type === type && link.body.to === id)
    .flatMap((link) => {
      const actor = known.byId.get(link.body.from ?? '');
      return actor?.kind === 'actor' ? [{ actor, level: link.body.level ?? 0 }] : [];
    });
}
