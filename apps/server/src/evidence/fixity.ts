import { createHash, randomUUID } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { commitDeed, operatorName } from '../record/index.ts';
import {
  addressOf,
  disclosuresOfItems,
  FIRST_DISCLOSURE,
  filesIn,
  type ItemDisclosures,
  isNamed,
  itemDisclosures,
  openStored,
  StoreError,
} from '../store/index.ts';
import {
  type FileRow,
  type FixityCheck,
  failingFiles,
  forgetBefore,
  forgetFiles,
  keepFiles,
  keepRound,
  knownFiles,
  nextRound,
  type Outcome,
  type Round,
} from './fixity-store.ts';
import { Pace } from './pace.ts';

/** How a round is read. */
export interface Checking {
  /** Bytes per second; `Infinity` for as fast as it goes. */
  readonly rate: number;
  readonly signal?: AbortSignal;
  /** Whether enough was done for now; asked between files. */
  readonly enough?: () => boolean;
  /** The time of day. It may jump. */
  readonly now?: () => Date;
  readonly progress?: (round: Round) => void;
}

/** Files up to this size are small: most of their time is waiting for the disk to find them (bytes). */
const SMALL = 4 << 20;
/** How many are read at once. */
const TOGETHER = { small: 8, large: 2 } as const;
/** How many files the store may refuse in a row before it is taken for one that does not answer. */
const TRIES = 10;
/** How long the outcome of files is kept in memory alone (milliseconds). */
const KEEPING = 5_000;
const DAY = 86_400_000;

/** A file, and the disclosures that name it. */
interface Named {
  readonly address: string;
  readonly compartment: string;
  readonly sha256: string;
  /** As the item says. */
  readonly isSmall: boolean;
  readonly rows: ItemDisclosures[];
}

/** Begins a round. */
export async function beginRound({ owner }: Instance, now: Date): Promise<Round> {
  const number = await nextRound(owner);
  const nothing = { files: 0, bytes: 0, altered: 0, missing: 0 };
  const round: Round = { number, began: now, ended: null, told: now, after: FIRST_DISCLOSURE, ...nothing };
  await keepRound(owner, round);
  return round;
}

/**
 * Goes on with a round until it is done or it is enough: reads every stored file that an item names or named once, each
 * once, and holds it against its digest. What fails stands in a deed at once.
 *
 * @returns where it stands
 * @throws StoreError when the store does not answer: that says nothing of the files. Where it gives back others and one not,
 *   again and again, that one is as bad as altered
 */
export async function continueRound(instance: Instance, begun: Round, checking: Checking): Promise<Round> {
  const work = new RoundWork(instance, begun, checking);
  for await (const rows of itemDisclosures(instance.owner, begun.after)) {
    if (!(await work.page(rows))) return work.round;
  }
  return work.end();
}

/**
 * Reads anew what failed, but nothing that was read since `before`: a file that was put back ends its alarm.
 *
 * @throws StoreError when the store does not give one of them back; the others were read all the same
 */
export async function recheckFailing(instance: Instance, before: Date, checking: Checking): Promise<void> {
  const now = (checking.now ?? (() => new Date()))();
  const failing = await failingFiles(instance.owner, before, now);
  const changes = new Changes();
  const refused: unknown[] = [];
  for (const file of failing) {
    // One file that the store does not give back keeps no others waiting; a store that does not answer does.
    if (refused.length === TRIES) break;
    const rows = await disclosuresOfItems(instance.owner, file.items);
    const named = namesIn(instance, rows).find(({ address }) => address === file.address);
    if (named === undefined) {
      // An erasure took its last name, and the file with it.
      await forgetFiles(instance.owner, [file.address]);
      continue;
    }
    const read = await check(instance, named, new Pace(checking.rate, checking.signal)).catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      refused.push(error);
      return null;
    });
    if (read === null) continue;
    const { outcome, bytes } = read;
    const items = outcome === 'whole' ? [] : file.items;
    changes.note(file, outcome, file.items);
    await changes.tell(instance, file.round, now);
    await keepFiles(instance.owner, [{ ...file, outcome, bytes, items, checked: now }]);
  }
  if (refused.length > 0) throw refused[0];
}

/** The work on one round, as far as one process does it at a stretch. */
class RoundWork {
  round: Round;
  readonly #instance: Instance;
  readonly #checking: Checking;
  readonly #pace: Pace;
  readonly #now: () => Date;
  readonly #changes = new Changes();
  #fresh: FileRow[] = [];
  /** A small file that the store gave back whole. */
  #given: Named | null = null;
  #kept = performance.now();

  constructor(instance: Instance, begun: Round, checking: Checking) {
    this.#instance = instance;
    this.round = begun;
    this.#checking = checking;
    this.#pace = new Pace(checking.rate, checking.signal);
    this.#now = checking.now ?? (() => new Date());
  }

  /** @returns false when it was enough before the page was done */
  async page(rows: readonly ItemDisclosures[]): Promise<boolean> {
    const last = rows.at(-1);
    if (last === undefined) return true;
    const named = namesIn(this.#instance, rows);
    const known = await knownFiles(
      this.#instance.owner,
      named.map(({ address }) => address),
    );
    const waiting = named.filter(({ address, rows }) => {
      const before = known.get(address);
      // Met in this round already; where it failed, these items are told of too.
      if (before?.round !== this.round.number) return true;
      return before.outcome !== 'whole' && rows.some(({ record }) => !before.items.includes(record));
    });
    try {
      const [small, large] = [waiting.filter(({ isSmall }) => isSmall), waiting.filter(({ isSmall }) => !isSmall)];
      const whole =
        (await this.#read(small, known, TOGETHER.small)) && (await this.#read(large, known, TOGETHER.large));
      if (whole) this.round = { ...this.round, after: [last.record, last.number, last.level] };
      return whole;
    } finally {
      await this.#keep();
    }
  }

  async #read(waiting: Named[], known: Map<string, FileRow>, together: number): Promise<boolean> {
    const next = waiting.values();
    let enough = false;
    const refused: Named[] = [];
    let inARow = 0;
    const work = async (): Promise<void> => {
      for (const named of next) {
        enough ||= this.#checking.enough?.() === true;
        if (enough) return;
        try {
          await this.#readOne(named, known.get(named.address));
          inARow = 0;
        } catch (error) {
          if (!(error instanceof StoreError) || ++inARow === TRIES) throw error;
          refused.push(named);
        }
        if (performance.now() - this.#kept > KEEPING) await this.#keep();
      }
    };
    const done = await Promise.allSettled(Array.from({ length: together }, work));
    for (const each of done) if (each.status === 'rejected') throw each.reason;
    for (const named of refused) await this.#readAgain(named, known.get(named.address));
    return !enough;
  }

  /** A file that the store refused once: where it gives back others before and after, it is this file that is bad. */
  async #readAgain(named: Named, before: FileRow | undefined): Promise<void> {
    try {
      await this.#readOne(named, before);
    } catch (error) {
      if (!(error instanceof StoreError) || this.#given === null) throw error;
      await check(this.#instance, this.#given, this.#pace);
      await this.#enter(named, before, { outcome: 'altered', bytes: 0 });
    }
  }

  async #readOne(named: Named, before: FileRow | undefined): Promise<void> {
    const again = before?.round === this.round.number;
    const read = again
      ? { outcome: before.outcome, bytes: before.bytes }
      : await check(this.#instance, named, this.#pace);
    if (!again && read.outcome === 'whole' && named.isSmall) this.#given = named;
    await this.#enter(named, before, read);
  }

  async #enter(
    named: Named,
    before: FileRow | undefined,
    { outcome, bytes }: Pick<FileRow, 'outcome' | 'bytes'>,
  ): Promise<void> {
    const { address, compartment } = named;
    const again = before?.round === this.round.number;
    const naming: string[] = [];
    // An erasure that came meanwhile took the name with the file.
    if (outcome !== 'whole')
      for (const row of named.rows) if (await isNamed(this.#instance.owner, row)) naming.push(row.record);
    if (outcome !== 'whole' && naming.length === 0) return;
    const items = outcome === 'whole' ? [] : [...new Set([...(before?.items ?? []), ...naming])];
    this.#changes.note(before, outcome, outcome === 'whole' ? (before?.items ?? []) : items);
    const { number: round } = this.round;
    this.#fresh.push({ address, compartment, checked: this.#now(), round, outcome, bytes, items });
    if (again) return;
    this.round = {
      ...this.round,
      files: this.round.files + 1,
      bytes: this.round.bytes + bytes,
      altered: this.round.altered + (outcome === 'altered' ? 1 : 0),
      missing: this.round.missing + (outcome === 'missing' ? 1 : 0),
    };
    this.#checking.progress?.(this.round);
    if (outcome !== 'whole') await this.#keep();
  }

  /** The deed first: after a crash it is told twice rather than never. */
  async #keep(): Promise<void> {
    this.#kept = performance.now();
    const fresh = this.#fresh;
    this.#fresh = [];
    await this.#changes.tell(this.#instance, this.round.number, this.#now());
    const now = this.#now();
    if (Math.abs(now.getTime() - this.round.told.getTime()) > DAY) {
      await enter(this.#instance, { ...this.#sum('slice', now), problems: [], again: [] });
      this.round = { ...this.round, told: now };
    }
    await keepFiles(this.#instance.owner, fresh);
    await keepRound(this.#instance.owner, this.round);
  }

  async end(): Promise<Round> {
    const now = this.#now();
    await enter(this.#instance, { ...this.#sum('round', now), problems: [], again: [] });
    this.round = { ...this.round, ended: now };
    await keepRound(this.#instance.owner, this.round);
    await forgetBefore(this.#instance.owner, this.round.number);
    return this.round;
  }

  #sum(kind: FixityCheck['kind'], at: Date): Omit<FixityCheck, 'problems' | 'again'> {
    const { number: round, files, bytes, altered, missing } = this.round;
    return { id: randomUUID(), at: at.toISOString(), kind, round, files, bytes, altered, missing };
  }
}

/** What changed since each file was read before. */
class Changes {
  #problems: { item: string; kind: Outcome }[] = [];
  #again: string[] = [];

  note(before: FileRow | undefined, outcome: Outcome, items: readonly string[]): void {
    if (outcome === 'whole') {
      if (before !== undefined && before.outcome !== 'whole') this.#again.push(...items);
      return;
    }
    const told = before?.outcome === outcome ? before.items : [];
    this.#problems.push(...items.filter((item) => !told.includes(item)).map((item) => ({ item, kind: outcome })));
  }

  async tell(instance: Instance, round: number, now: Date): Promise<void> {
    const [problems, again] = [this.#problems, this.#again];
    if (problems.length === 0 && again.length === 0) return;
    [this.#problems, this.#again] = [[], []];
    const [altered, missing] = [countOf(problems, 'altered'), countOf(problems, 'missing')];
    const files = altered + missing + again.length;
    const [id, at] = [randomUUID(), now.toISOString()];
    await enter(instance, { id, at, kind: 'found', round, files, bytes: 0, altered, missing, problems, again });
  }
}

function countOf(problems: readonly { kind: Outcome }[], kind: Outcome): number {
  return problems.filter((each) => each.kind === kind).length;
}

async function enter(instance: Instance, row: FixityCheck): Promise<void> {
  await commitDeed(instance, { table: 'fixity_check', row: { ...row }, by: operatorName(), reason: 'Files were read' });
}

/** The files that disclosures name, each once. */
function namesIn(instance: Instance, rows: readonly ItemDisclosures[]): Named[] {
  const named = new Map<string, Named>();
  for (const row of rows)
    for (const { sha256, bytes } of filesIn(row.encoded)) {
      const { compartment } = row;
      const isSmall = typeof bytes === 'number' && bytes <= SMALL;
      const address = addressOf(instance, compartment, sha256);
      const known = named.get(address);
      if (known === undefined) named.set(address, { address, compartment, sha256, isSmall, rows: [row] });
      else known.rows.push(row);
    }
  return [...named.values()];
}

/** Marks of a disk that cannot give a file back, which is as bad as another file. */
const UNREADABLE = new Set(['EIO', 'EACCES', 'EPERM', 'EUCLEAN', 'EBADMSG']);

async function check(
  instance: Instance,
  { sha256, compartment }: Named,
  pace: Pace,
): Promise<{ outcome: Outcome; bytes: number }> {
  let bytes = 0;
  try {
    const opened = await openStored(instance, compartment, sha256);
    if (opened === null) return { outcome: 'missing', bytes };
    const hash = createHash('sha256');
    for await (const chunk of opened.stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      await pace.took(chunk.length);
    }
    return { outcome: hash.digest('hex') === sha256 ? 'whole' : 'altered', bytes };
  } catch (error) {
    if (UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) return { outcome: 'altered', bytes };
    throw error;
  }
}
