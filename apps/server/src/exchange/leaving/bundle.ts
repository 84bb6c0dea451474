import {
  type HeldBack,
  isPerson,
  type KindName,
  type Leaving,
  type LeavingContext,
  mayLeave,
  type Verdict,
  type Warning,
} from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { type Queries, type Session, withSession } from '../../record/index.ts';
import { placesReadWithin, type Row, rowsById, rowsNaming } from './leaving-store.ts';

/** A row with what becomes of it. */
export interface Judged extends Omit<Verdict, 'record'> {
  readonly record: Row;
}

/** Some of what was found, with what goes along: of incidents their acts, who is involved, and what is said. */
export interface Bundle {
  readonly main: readonly Judged[];
  /** Acts of the incidents; empty for other kinds. */
  readonly acts: readonly Judged[];
  /** Links of actors to the incidents and acts. */
  readonly links: readonly Judged[];
  /** Actors that links which leave begin at, by id. */
  readonly actors: ReadonlyMap<string, Judged>;
  /** Statements about what leaves. */
  readonly statements: readonly Judged[];
}

/** Reads some records with what goes along, and asks of all of it whether it may leave. */
export async function bundleOf(
  instance: Instance,
  session: Session,
  ids: readonly string[],
  leaving: Leaving,
): Promise<Bundle> {
  return withSession(instance, session, async (db) => {
    const main = await rowsById(db, ids);
    const incidents = main.filter(({ kind }) => kind === 'incident').map(({ id }) => id);
    const acts = incidents.length === 0 ? [] : await rowsNaming(db, incidents, ['act']);
    const actsOwn = acts.filter(({ body }) => incidents.includes(String(body.incident)));
    const said = [...main, ...actsOwn].filter(({ kind }) => kind === 'incident' || kind === 'act').map(({ id }) => id);
    const statements = said.length === 0 ? [] : await rowsNaming(db, said, ['statement']);
    const links = said.length === 0 ? [] : await rowsNaming(db, said, ['link']);
    const context = await contextOf(db, { main, statements, links }, leaving);
    const judge = (rows: readonly Row[]): Judged[] => mayLeave(rows, leaving, context.around) as unknown as Judged[];
    const judgedMain = judge(main);
    const leaves = new Set(judgedMain.filter(({ held }) => held === null).map(({ record }) => record.id));
    const goes = judge(actsOwn.filter(({ body }) => leaves.has(String(body.incident))));
    for (const { record, held } of goes) if (held === null) leaves.add(record.id);
    const along = judge(links.filter(({ body }) => leaves.has(String(body.to)) || leaves.has(String(body.from))));
    const ends = new Set(
      along.filter(({ held }) => held === null).flatMap(({ record: { body } }) => [body.from, body.to]),
    );
    const actors = judge(context.actors.filter(({ id }) => ends.has(id)));
    return {
      main: judgedMain,
      acts: goes,
      links: along,
      actors: new Map(actors.map((each) => [each.record.id, each])),
      statements: judge(statements.filter(({ body }) => aboutOf(body).some((id) => leaves.has(id)))),
    };
  });
}

/** The records that a statement is about. */
export function aboutOf(body: Row['body']): string[] {
  return ((body.about ?? []) as { record: string }[]).map(({ record }) => record);
}

async function contextOf(
  db: Queries,
  { main, statements, links }: Record<'main' | 'statements' | 'links', readonly Row[]>,
  { purpose }: Leaving,
): Promise<{ around: LeavingContext; actors: readonly Row[] }> {
  const itemsNamed = [...main, ...statements].flatMap(({ kind, body }) =>
    kind === 'statement' && typeof body.item === 'string' ? [body.item] : [],
  );
  const ends = [...links, ...main.filter(({ kind }) => kind === 'link')].flatMap(({ body }) => [body.from, body.to]);
  const others = await rowsById(
    db,
    [...new Set([...itemsNamed, ...ends])].filter((id) => typeof id === 'string'),
  );
  const actors = others.filter(({ kind }) => kind === 'actor');
  const own = main.filter(({ kind }) => kind === 'actor');
  // Who may be named in public hangs on all that persons are accused of; of others a link is judged by itself.
  const persons = purpose === 'publication' ? own.filter(({ body }) => isPerson(String(body.actorType ?? ''))) : [];
  const ids = persons.map(({ id }) => id);
  const accused = ids.length === 0 ? links : await rowsNaming(db, ids, ['link']);
  const around: LeavingContext = {
    statements,
    perpetrators: accused
      .filter(({ body }) => body.type === 'perpetrator-of' && body.withdrawn === undefined)
      .map(({ body }) => ({ actor: String(body.from), level: Number(body.level ?? 0) })),
    actorTypes: new Map([...actors, ...own].map(({ id, body }) => [id, String(body.actorType ?? '')])),
    consents: consentsOf([...main, ...others], itemsNamed, await placesReadWithin(db)),
  };
  return { around, actors };
}

/** Whoever does not see an item, or may not read what was agreed on it, cannot say that somebody consented: nobody has asked. */
function consentsOf(rows: readonly Row[], named: readonly string[], within: ReadonlySet<string>): Map<string, string> {
  const items = new Map(rows.filter(({ kind }) => kind === 'item').map((row) => [row.id, row]));
  return new Map(
    [...new Set([...items.keys(), ...named])].flatMap((id) => {
      const item = items.get(id);
      if (item === undefined || !within.has(item.compartment)) return [[id, 'not-asked'] as const];
      const status = (item.body.consent as { status?: string } | undefined)?.status;
      return status === undefined ? [] : [[id, status] as const];
    }),
  );
}

/** Every record of a bundle that leaves, once. */
export function leavingOf({ main, acts, links, actors, statements }: Bundle): Judged[] {
  return [...main, ...acts, ...links, ...actors.values(), ...statements].filter(({ held }) => held === null);
}

/** What stays, counted. */
export interface Stays {
  readonly why: HeldBack;
  /** `incident` for whole records, `incident.context` for one field of them. */
  readonly what: KindName | `${KindName}.${string}`;
  readonly n: number;
  /** Of whole records, the first few. */
  readonly records: { id: string; reference: string }[];
}

/** Of what stays for one reason, so many are named: enough to see which they are. */
const NAMED = 12;

/** Counts what leaves, what stays and what warns over any number of bundles. */
export class Tally {
  readonly records: Record<string, number> = {};
  readonly warnings: Partial<Record<Warning, number>> = {};
  readonly #stays = new Map<string, Stays & { n: number }>();
  readonly #in = new Map<string, number>();

  add(bundle: Bundle): void {
    const all = [...bundle.main, ...bundle.acts, ...bundle.links, ...bundle.actors.values(), ...bundle.statements];
    for (const { record, held, fields, body, warnings } of all) {
      for (const each of warnings) this.warnings[each] = (this.warnings[each] ?? 0) + 1;
      if (held !== null) this.#count(held, record.kind, record);
      else this.records[record.kind] = (this.records[record.kind] ?? 0) + 1;
      for (const [field, why] of fields) this.#count(why, `${record.kind}.${field}`);
      for (const field of Object.keys(body)) this.#in.set(`${record.kind}.${field}`, 1);
    }
  }

  get stays(): Stays[] {
    return [...this.#stays.values()].sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0));
  }

  /** Fields of which something leaves. */
  get leaving(): string[] {
    return [...this.#in.keys()].sort();
  }

  #count(why: HeldBack, what: Stays['what'], record?: { id: string; reference: string }): void {
    const key = `${why} ${what}`;
    const counted = this.#stays.get(key) ?? { why, what, n: 0, records: [] };
    counted.n += 1;
    if (record && counted.records.length < NAMED) counted.records.push({ id: record.id, reference: record.reference });
    this.#stays.set(key, counted);
  }
}
