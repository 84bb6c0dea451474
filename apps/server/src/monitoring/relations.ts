import { type Coding, guardAmong, LINK_TYPES, type LinkType, type Provenance } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import {
  type Change,
  type Committed,
  type Cursor,
  commit,
  compartmentOf,
  Invalid,
  NotFound,
  newId,
  type Session,
  withSession,
} from '../record/index.ts';
import {
  type GroupRow,
  hubOf,
  incidentsOfActs,
  type LightRow,
  lightRecords,
  relationGroups,
  relationRows,
} from './relations-store.ts';
import { recordsOf } from './triage-store.ts';

export interface RelationQuery {
  readonly type?: LinkType;
  readonly direction?: 'in' | 'out';
  /** Whether groups with their counts are told. */
  readonly groups: boolean;
  readonly cursor?: Cursor;
  /** 0 to 500. */
  readonly limit: number;
}

export interface Node {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly name: string;
  /** Type of an act or an actor. */
  readonly code?: string;
  readonly level?: number;
  /** Of an act: the incident in which it was done, where the session sees it. */
  readonly incident?: string;
}

export interface Relation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly level?: number;
  readonly degree?: string;
}

export interface Relations {
  /** The record itself, its acts where it is an incident, and the other ends of these links. */
  readonly nodes: Node[];
  readonly links: Relation[];
  readonly groups: GroupRow[];
  readonly next: Cursor | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Acts that come along although no link of the page touches them. */
const MOST_ACTS = 200;

/**
 * What is linked to a record, one hop: in the case of an incident also what is linked to its acts, since who did what to whom
 * hangs on them. Links whose other end the session does not see are not told of.
 *
 * @throws NotFound @throws Invalid for a cursor that is none
 */
export async function relationsOf(
  instance: Instance,
  session: Session,
  id: string,
  query: RelationQuery,
): Promise<Relations> {
  const { type = null, direction = null, limit } = query;
  const filter = { centre: id, type, direction, after: placeIn(query.cursor), most: limit + 1 };
  return withSession(instance, session, async (db) => {
    const hub = await hubOf(db, session.secret, id);
    if (!hub.includes(id)) throw new NotFound();
    const rows = limit === 0 ? [] : await relationRows(db, session.secret, filter);
    const links = rows.slice(0, limit);
    const ends = new Set([...hub.slice(0, MOST_ACTS), ...links.flatMap(({ source, target }) => [source, target])]);
    const nodes = await lightRecords(db, session.secret, [...ends]);
    const acts = nodes.filter(({ kind }) => kind === 'act').map(({ id: act }) => act);
    const incidents = await incidentsOfActs(db, acts);
    const last = links.at(-1);
    return {
      nodes: nodes.map((node) => nodeOf(node, incidents.get(node.id))),
      links: links.map(({ id: link, source, target, type: of, level, degree }) => ({
        ...{ id: link, from: source, to: target, type: of },
        ...(level === null ? {} : { level }),
        ...(degree === null ? {} : { degree }),
      })),
      groups: query.groups ? await relationGroups(db, session.secret, id) : [],
      next: rows.length > limit && last !== undefined ? [last.type, last.id] : null,
    };
  });
}

function nodeOf({ id, kind, reference, name, code, level }: LightRow, incident: string | undefined): Node {
  return {
    ...{ id, kind, reference, name: name ?? '' },
    ...(code === null ? {} : { code }),
    ...(level === null ? {} : { level }),
    ...(incident === undefined ? {} : { incident }),
  };
}

function placeIn(cursor: Cursor | undefined): [string, string] | null {
  if (cursor === undefined) return null;
  const [type, link] = cursor;
  if (LINK_TYPES.some((each) => each === type) && UUID.test(String(link))) return [String(type), String(link)];
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

export interface NewRelation {
  readonly from: string;
  readonly to: string;
  readonly type: LinkType;
  readonly degree?: Coding;
  readonly basis?: readonly Provenance[];
  readonly reasons?: string;
}

/**
 * Writes many links at once: all or none.
 *
 * @throws NotFound where the first record is not there for the session @throws Invalid @throws Forbidden
 */
export async function addRelations(
  instance: Instance,
  session: Session,
  { links, reason }: { links: readonly NewRelation[]; reason: string },
): Promise<Committed[]> {
  const [first] = links;
  if (first === undefined) return [];
  // Links lie where their ends do; the engine refuses an end that lies elsewhere.
  const compartment = await compartmentOf(instance, session, first.from);
  if (compartment === null) throw new NotFound();
  const ends = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const records = await withSession(instance, session, (db) => recordsOf(db, ends));
  const bodies = new Map(records.map(({ id, body }) => [id, body] as const));
  const changes: Change[] = links.map((body) => ({
    id: newId(),
    kind: 'link',
    compartment,
    base: 0,
    body: { ...body, ...guardAmong([body.from, body.to].map((id) => bodies.get(id) ?? {})) },
  }));
  return commit(instance, session, changes, reason);
}
