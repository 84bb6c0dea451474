import { isErasable } from '@cairn/model';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { Forbidden, Invalid, NotFound, type Queries, type Session, withSession } from '../record/index.ts';
import { addressOf, borrowFile, filesIn, isStored } from '../store/index.ts';
import { Derived } from './derived.ts';
import {
  type DisclosureRow,
  disclosures,
  holderOf,
  seenRecords,
  standing,
  unseenDisclosures,
} from './erasure-store.ts';
import type { ReasonGuard } from './reason.ts';
import type { Because, ErasedFile, ErasureQuery, ErasureTargetRow, Place } from './types.ts';
import { Wanted } from './wanted.ts';

/** A place with what names it for good. */
export type FoundPlace = Place & Pick<ErasureTargetRow, 'digest'>;

/** What a query comes to, for one session. */
export interface Found {
  readonly compartment: string;
  readonly role: 'reader' | 'contributor' | 'reviewer' | 'lead';
  readonly places: readonly FoundPlace[];
  readonly fixed: readonly Place[];
  readonly files: readonly ErasedFile[];
  /** Addresses of these files in the store. */
  readonly addresses: readonly string[];
  readonly unseen: readonly { readonly record: string; readonly disclosures: number }[];
  readonly complete: boolean;
  readonly heads: Readonly<Record<string, number>>;
}

/**
 * Finds every disclosure that a query means, among those that the session reads.
 *
 * @param guard is shown every value that would go
 * @throws Forbidden for an operator's session and for readers
 * @throws NotFound when a record or the compartment is not there for the session
 * @throws Invalid when the query names nothing, or records of several compartments
 */
export async function find(
  instance: Instance,
  session: Session,
  query: ErasureQuery,
  guard: ReasonGuard | null = null,
): Promise<Found> {
  await requirePerson(instance, session);
  const wanted = new Wanted(query);
  return withSession(instance, session, async (db) => {
    const known = await seenRecords(db, wanted.records);
    if (known.length < wanted.records.length) throw new NotFound();
    const mine = await standing(db, session.secret);
    const compartment = compartmentOf(query, known, mine);
    const own = mine.find((each) => each.compartment === compartment);
    if (own === undefined) throw new NotFound('There is no such compartment, or you are no member of it.');
    if (own.role === 'reader') throw new Forbidden('Readers cannot ask for an erasure.');
    const search = new Search(instance, compartment, wanted, { readsFiles: own.readsEverything, guard });
    // Large files are read for longer than a transaction may stand idle.
    const beat = setInterval(() => void db.query('select').catch(() => undefined), BEAT);
    try {
      await lookThrough(db, search, wanted, compartment);
    } finally {
      clearInterval(beat);
    }
    // Of a file that goes, all that was read or made from it goes as well: whoever asks reads that too.
    const whole = [...new Set([...wanted.whole, ...search.derivedRecords])];
    const unseen = [
      ...(await unseenDisclosures(db, session.secret, whole)),
      ...search.hidden(known.filter(({ id }) => !whole.includes(id))),
    ];
    return { compartment, role: own.role, unseen, complete: own.readsEverything, ...search.result() };
  });
}

/** Milliseconds. */
const BEAT = 15_000;

async function lookThrough(db: Queries, search: Search, wanted: Wanted, compartment: string): Promise<void> {
  const records = wanted.needle === null ? wanted.records : null;
  for await (const rows of disclosures(db, { records, compartment })) await search.take(rows);
  // Other records may name the files that go, or be copies of them.
  if (records !== null && (search.takesFiles || search.takesItems))
    for await (const rows of disclosures(db, { records: null, compartment }))
      await search.take(rows.filter(({ record }) => !records.includes(record)));
  const derived = search.followCopies();
  if (derived.length > 0)
    for await (const rows of disclosures(db, { records: derived, compartment })) search.takeDerived(rows);
}

/** An erasure is decided by people, each signed in as themselves: not by a command in the operator's or another's name. */
export async function requirePerson(instance: Instance, session: Session): Promise<void> {
  const holder = await withSession(instance, session, (db) => holderOf(db, session.secret));
  if (holder !== null && holder.account !== null && holder.operator === null) return;
  throw new Forbidden('An erasure needs a person who signed in.', 'Use your own access token.');
}

function compartmentOf(
  { compartment }: ErasureQuery,
  known: readonly { compartment: string }[],
  mine: readonly { compartment: string }[],
): string {
  const named = new Set([
    ...known.map((each) => each.compartment),
    ...(compartment === undefined ? [] : [compartment]),
  ]);
  if (named.size === 0 && mine.length === 1) named.add((mine[0] as { compartment: string }).compartment);
  const [only] = named;
  if (only !== undefined && named.size === 1) return only;
  throw new Invalid([
    {
      path: '/compartment',
      code: named.size === 0 ? 'missing-field' : 'several-compartments',
      message: 'An erasure concerns one compartment: name it, and records of that one only.',
    },
  ]);
}

interface NamedFile {
  readonly file: ErasedFile;
  readonly places: { readonly place: FoundPlace; readonly head: number; readonly encoded: string }[];
  because: Because | null;
}

/** Collects what a query means while disclosures pass. */
class Search {
  readonly #instance: Instance;
  readonly #compartment: string;
  readonly #wanted: Wanted;
  readonly #readsFiles: boolean;
  readonly #guard: ReasonGuard | null;
  /** Revisions of the named records of which something is read. */
  readonly #read = new Map<string, Set<number>>();
  readonly #places = new Map<string, FoundPlace>();
  readonly #fixed: Place[] = [];
  readonly #heads: Record<string, number> = {};
  /** By SHA-256: every place that names the file, and why it goes (null while nothing says that it does). */
  readonly #files = new Map<string, NamedFile>();
  /** Items that are named as a whole. */
  readonly #items = new Set<string>();
  readonly #derived = new Derived();

  /** @param readsFiles a file may hold what only some may read: whether it holds a value is told to whoever reads everything */
  constructor(
    instance: Instance,
    compartment: string,
    wanted: Wanted,
    { readsFiles, guard }: { readsFiles: boolean; guard: ReasonGuard | null },
  ) {
    this.#readsFiles = readsFiles;
    this.#guard = guard;
    this.#instance = instance;
    this.#compartment = compartment;
    this.#wanted = wanted;
  }

  async take(rows: readonly DisclosureRow[]): Promise<void> {
    for (const row of rows) for (const encoded of row.encoded.split('~')) await this.#takeOne(row, encoded);
  }

  async #takeOne(row: DisclosureRow, encoded: string): Promise<void> {
    const { record, number, kind, head } = row;
    if (this.#wanted.claims.has(record)) this.#read.set(record, (this.#read.get(record) ?? new Set()).add(number));
    if (kind === 'item' && this.#wanted.claims.get(record) === null) this.#items.add(record);
    const { name: claim, value } = readDisclosure(encoded);
    const because = this.#reason(record, claim, value);
    const place = placeOf(row, encoded, claim);
    if (claim === 'body.derivative') this.#derived.note(record, value);
    if (claim === 'body.file') await this.#takeFile(row, { ...place, because: because ?? 'file' }, encoded, because);
    if (because === null) return;
    if (isErasable(claim)) this.#add({ ...place, because }, head, value);
    else this.#fixed.push({ ...place, because });
  }

  /** @returns the records of which something goes because of what they were made from, or because their file goes */
  followCopies(): string[] {
    const held = () =>
      [...this.#files.values()].map(({ because, places }) => ({
        goes: because !== null,
        records: places.map(({ place }) => place.record),
      }));
    this.#derived.follow([...this.#items], held, (copies) => {
      for (const known of this.#files.values())
        if (known.places.some(({ place }) => copies.has(place.record))) known.because ??= 'derivative';
    });
    return this.#derived.records;
  }

  takeDerived(rows: readonly DisclosureRow[]): void {
    for (const row of rows) {
      for (const encoded of row.encoded.split('~')) {
        const { name: claim, value } = readDisclosure(encoded);
        const place = placeOf(row, encoded, claim);
        if (!this.#derived.goes(row.record, claim) || this.#places.has(keyOf(place))) continue;
        this.#add({ ...place, because: 'derivative' }, row.head, value);
      }
    }
  }

  get derivedRecords(): readonly string[] {
    return this.#derived.records;
  }

  #add(place: FoundPlace, head: number, value: unknown): void {
    this.#guard?.take(value);
    this.#places.set(keyOf(place), place);
    this.#heads[place.record] = head;
  }

  #reason(record: string, claim: string, value: unknown): Because | null {
    if (this.#wanted.names(record, claim)) return 'named';
    return this.#wanted.needle?.isIn(value) === true ? 'value' : null;
  }

  /** A file goes with the first of its names that goes, or when it holds the value; its other names then go too. */
  async #takeFile(
    { record, reference, head }: DisclosureRow,
    place: FoundPlace,
    encoded: string,
    because: Because | null,
  ): Promise<void> {
    const [named] = filesIn(encoded);
    if (named === undefined) return;
    const { sha256 } = named;
    let known = this.#files.get(sha256);
    if (known === undefined) {
      const { name, bytes } = named;
      const file: ErasedFile = { record, reference, name, bytes: Number(bytes), because: 'named' };
      known = { file, places: [], because: await this.#holds(sha256) };
      this.#files.set(sha256, known);
    }
    known.places.push({ place, head, encoded });
    known.because ??= because;
  }

  async #holds(sha256: string): Promise<Because | null> {
    const { needle } = this.#wanted;
    if (!this.#readsFiles || needle === null) return null;
    if (!(await isStored(this.#instance, this.#compartment, sha256))) return null;
    const { path, release } = await borrowFile(this.#instance, this.#compartment, sha256);
    try {
      return (await needle.isInFile(path)) ? 'file' : null;
    } finally {
      await release();
    }
  }

  /** Of these records, those with revisions of which nothing is read: a named field may stand there as well. */
  hidden(records: readonly { id: string; revision: number }[]): { record: string; disclosures: number }[] {
    return records
      .map(({ id, revision }) => ({ record: id, disclosures: revision - (this.#read.get(id)?.size ?? 0) }))
      .filter(({ disclosures }) => disclosures > 0);
  }

  get takesFiles(): boolean {
    return [...this.#files.values()].some(({ because }) => because !== null);
  }

  get takesItems(): boolean {
    return this.#items.size > 0;
  }

  result(): Pick<Found, 'places' | 'fixed' | 'files' | 'addresses' | 'heads'> {
    const files: ErasedFile[] = [];
    const addresses: string[] = [];
    for (const [sha256, { file, places, because }] of this.#files) {
      if (because === null) continue;
      for (const { place, head, encoded } of places)
        if (!this.#places.has(keyOf(place)))
          this.#add({ ...place, because: 'file' }, head, readDisclosure(encoded).value);
      files.push({ ...file, because });
      addresses.push(addressOf(this.#instance, this.#compartment, sha256));
    }
    return { places: [...this.#places.values()], fixed: this.#fixed, files, addresses, heads: this.#heads };
  }
}

function placeOf(row: DisclosureRow, encoded: string, claim: string): Omit<FoundPlace, 'because'> {
  const { record, reference, kind, number, level, head } = row;
  const digest = disclosureDigest(encoded);
  return { record, reference, kind, revision: number, claim, level, current: number === head, digest };
}

function keyOf({ record, revision, digest }: Pick<FoundPlace, 'record' | 'revision' | 'digest'>): string {
  return `${record} ${revision} ${digest}`;
}
