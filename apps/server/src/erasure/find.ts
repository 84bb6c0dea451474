import { isErasable, isRecordId } from '@cairn/model';
import { disclosureDigest, readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { Forbidden, Invalid, NotFound, type Queries, type Session, withSession } from '../record/index.ts';
import { addressOf, borrowFile, filesIn, isStored } from '../store/index.ts';
import {
  type DisclosureRow,
  disclosures,
  holderOf,
  seenRecords,
  standing,
  unseenDisclosures,
} from './erasure-store.ts';
import { Needle } from './holds.ts';
import type { ReasonGuard } from './reason.ts';
import type { Because, ErasedFile, ErasureQuery, ErasureTargetRow, Place } from './types.ts';

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
    const unseen = [
      ...(await unseenDisclosures(db, session.secret, wanted.whole)),
      ...search.hidden(known.filter(({ id }) => !wanted.whole.includes(id))),
    ];
    return { compartment, role: own.role, unseen, complete: own.readsEverything, ...search.result() };
  });
}

/** Milliseconds. */
const BEAT = 15_000;

async function lookThrough(db: Queries, search: Search, wanted: Wanted, compartment: string): Promise<void> {
  const records = wanted.needle === null ? wanted.records : null;
  for await (const rows of disclosures(db, { records, compartment })) await search.take(rows);
  // Other records may name the files that go.
  if (records !== null && search.takesFiles)
    for await (const rows of disclosures(db, { records: null, compartment }))
      await search.take(rows.filter(({ record }) => !records.includes(record)));
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

/** A query, checked. */
class Wanted {
  readonly needle: Needle | null;
  /** Claims by record; null stands for all. */
  readonly claims = new Map<string, ReadonlySet<string> | null>();

  constructor({ targets, value }: ErasureQuery) {
    if (targets.length === 0 && value === undefined) throw invalid('/targets', 'Name a record or a value.');
    if (value !== undefined && value.trim().length < 3)
      throw invalid('/value', 'A value that is looked for has three characters at least.');
    this.needle = value === undefined ? null : new Needle(value.trim());
    for (const { record, fields = 'all' } of targets) {
      if (!isRecordId(record)) throw new NotFound();
      const id = record.toLowerCase();
      const before = this.claims.get(id);
      if (fields === 'all' || before === null) this.claims.set(id, null);
      else this.claims.set(id, new Set([...(before ?? []), ...fields.map(claimOf)]));
    }
  }

  get records(): string[] {
    return [...this.claims.keys()];
  }

  /** Records of which all is meant. */
  get whole(): string[] {
    return this.records.filter((id) => this.claims.get(id) === null);
  }

  names(record: string, claim: string): boolean {
    const claims = this.claims.get(record);
    return claims !== undefined && isErasable(claim) && (claims === null || claims.has(claim));
  }
}

function claimOf(field: string): string {
  const claim = field === 'reason' || field.startsWith('body.') ? field : `body.${field}`;
  if (isErasable(claim)) return claim;
  throw invalid('/targets', `"${field}" is structure and cannot be erased.`);
}

function invalid(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'erasure', message }]);
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
    const { record, number, level, reference, kind, head } = row;
    if (this.#wanted.claims.has(record)) this.#read.set(record, (this.#read.get(record) ?? new Set()).add(number));
    const { name: claim, value } = readDisclosure(encoded);
    const because = this.#reason(record, claim, value);
    const digest = disclosureDigest(encoded);
    const place = { record, reference, kind, revision: number, claim, level, current: number === head, digest };
    if (claim === 'body.file') await this.#takeFile(row, { ...place, because: because ?? 'file' }, encoded, because);
    if (because === null) return;
    if (isErasable(claim)) this.#add({ ...place, because }, head, value);
    else this.#fixed.push({ ...place, because });
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

function keyOf({ record, revision, digest }: FoundPlace): string {
  return `${record} ${revision} ${digest}`;
}
