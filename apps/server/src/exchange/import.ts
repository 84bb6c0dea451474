import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { LONGEST_TITLE } from '@cairn/model';
import { Conflict } from '../record/types.ts';
import { ImportBatch } from './batch.ts';
import { cutTo, digestOf, judge, withheld } from './content.ts';
import { Done } from './done.ts';
import { FileChanged, UnknownFormat, UnreadableFile } from './errors.ts';
import type { Format, Mapped, RowFlag, SourceRow } from './format.ts';
import { FORMATS } from './formats.ts';
import { assignOccurrences, type Group, groupsOf } from './occurrences.ts';
import { planRow } from './plan.ts';
import type { Existing, ImportPort, StoredFile } from './port.ts';
import { type Flag, type ImportReport, type Outcome, problemText, Tally } from './report.ts';
import { readRows } from './rows.ts';
import { Shared } from './shared.ts';
import { type Survey, survey } from './survey.ts';
import { Writer } from './writer.ts';

/** How often an import is tried when somebody changes the same records meanwhile. */
const ATTEMPTS = 3;

/** Rows that are looked up together. */
const WINDOW = 100;

export interface Progress {
  /** `survey` reads the file without writing, then `import` writes. */
  readonly phase: 'survey' | 'import';
  readonly rows: number;
  /** Rows of the file; null while they are being counted. */
  readonly total: number | null;
}

export interface ImportOptions {
  /** Name of a format, for instance `ucdp-ged`; or one that a mapping made. */
  readonly format: string | Format;
  readonly path: string;
  /** Name of the file where the path does not end in it. */
  readonly name?: string;
  /** Everything but writing: no record, no file, no source code. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of the batch of the file, where it has one in the end. */
  readonly onBatch?: (id: string) => void;
}

/**
 * Imports a file: itself as an item, each row as an incident with what belongs to it. Rows are committed whole, a few
 * hundred records at a time, so that a run that broke off is completed by running it again; a run over a file that is
 * already in writes nothing. What a run made belongs to one batch of the file, which bears the run's account.
 *
 * Imports of one dataset into one compartment take turns. Where a person changes a record just when the import does, the
 * import reads it again.
 *
 * Throws `UnknownFormat`, `UnreadableFile`, `WrongEncoding`, `MissingColumns` or `RepeatedColumns` before anything is written,
 * `FileChanged` where the file is written to meanwhile, and whatever the port throws.
 *
 * @example const report = await importFile(port, { format: 'ucdp-ged', path: 'ged231.csv' });
 */
export async function importFile(port: ImportPort, options: ImportOptions): Promise<ImportReport> {
  const { path, name = basename(path), dryRun = false, onProgress = () => {}, onBatch = () => {} } = options;
  const format = typeof options.format === 'string' ? formatNamed(options.format) : options.format;
  await assertFile(path);
  const surveyed = await survey(format, path, (rows) => onProgress({ phase: 'survey', rows, total: null }));
  const work = () => attempts(port, format, { path, name }, surveyed, dryRun, onProgress, onBatch);
  return port.exclusively === undefined || dryRun ? work() : port.exclusively(format.name, work);
}

function formatNamed(name: string): Format {
  const format = FORMATS.find((each) => each.name === name);
  if (format !== undefined) return format;
  throw new UnknownFormat(
    name,
    FORMATS.map((each) => each.name),
  );
}

interface NamedFile {
  readonly path: string;
  readonly name: string;
}

async function attempts(
  port: ImportPort,
  format: Format,
  file: NamedFile,
  surveyed: Survey,
  dryRun: boolean,
  onProgress: (progress: Progress) => void,
  onBatch: (id: string) => void,
): Promise<ImportReport> {
  const done = new Done(surveyed.rows);
  for (let attempt = 1; ; attempt += 1) {
    const run = new Run(port, format, file, surveyed, dryRun, done);
    try {
      for await (const rows of run.windows()) onProgress({ phase: 'import', rows, total: surveyed.rows });
      const report = await run.finish();
      if (run.batch !== null) onBatch(run.batch);
      return report;
    } catch (error) {
      await run.settled();
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function assertFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return;
  const what = found === null ? 'There is no such file, or it may not be read.' : 'This is not a file.';
  throw new UnreadableFile(what, basename(path), 'Check the path.');
}

/** What is known of an id that several rows have. */
interface RepeatedId {
  readonly occurrences: ReadonlyMap<string, number>;
  /** Contents met so far. */
  readonly met: Set<string>;
  /** Incident of the first occurrence. */
  first: string | undefined;
}

/** A row on its way: mapped, and compared with what is stored. */
interface Pending {
  readonly row: SourceRow;
  readonly mapped: Mapped;
  readonly digest: string;
  readonly occurrence: number;
  readonly group: Group | undefined;
  readonly repeated: RepeatedId | undefined;
  readonly outcome: Outcome;
}

class Run {
  readonly #port: ImportPort;
  readonly #format: Format;
  readonly #path: string;
  readonly #name: string;
  readonly #survey: Survey;
  readonly #tally: Tally;
  readonly #writer: Writer;
  readonly #shared: Shared;
  readonly #repeated = new Map<string, RepeatedId>();
  readonly #dryRun: boolean;
  readonly #done: Done;
  readonly #batch: ImportBatch;
  #item = '';

  constructor(port: ImportPort, format: Format, file: NamedFile, surveyed: Survey, dryRun: boolean, done: Done) {
    this.#port = port;
    this.#format = format;
    this.#path = file.path;
    this.#name = file.name;
    this.#survey = surveyed;
    this.#dryRun = dryRun;
    this.#tally = new Tally(format.name, file.name);
    this.#done = done;
    this.#writer = new Writer(port, format.name, dryRun, done);
    this.#shared = new Shared(port, format.name, dryRun);
    this.#batch = new ImportBatch(port, format, file.name, surveyed.sha256);
  }

  /** Works through the file; yields the number of rows done after each window. */
  async *windows(): AsyncGenerator<number> {
    await this.#prepareItem();
    let window: SourceRow[] = [];
    const flags = new Map<number, readonly RowFlag[]>();
    for await (const raw of readRows(this.#format, this.#path)) {
      const judged = judge(this.#format, raw);
      if ('rejected' in judged) {
        this.#tally.row('rejected', flagsAt(raw.number, [judged.rejected]));
        continue;
      }
      window.push(judged.row);
      if (judged.flags.length > 0) flags.set(raw.number, judged.flags);
      if (window.length < WINDOW) continue;
      await this.#work(window, flags);
      yield this.#tally.read;
      window = [];
      flags.clear();
    }
    await this.#work(window, flags);
    yield this.#tally.read;
  }

  async finish(): Promise<ImportReport> {
    await this.#writer.end();
    if (this.#tally.read !== this.#survey.rows) throw new FileChanged(this.#name);
    this.#tally.records(this.#dryRun ? this.#writer.created : this.#done.records);
    const report = this.#tally.report();
    if (!this.#dryRun) await this.#batch.conclude(report, this.#done.records > 0);
    return report;
  }

  /** Null where nothing of the file is in. */
  get batch(): string | null {
    return this.#batch.made && !this.#dryRun ? this.#batch.id : null;
  }

  settled(): Promise<void> {
    return this.#writer.settled();
  }

  /** The file's item: found by the file's digest, else stored and made with the first rows. */
  async #prepareItem(): Promise<void> {
    const { name, title, terms, fileSensitivity } = this.#format;
    const { sha256 } = this.#survey;
    const external = { dataset: name, id: `file:${sha256}`, occurrence: 1, role: 'file' };
    const found = await this.#port.findExternal(name, [external.id]);
    const existing = found.find(({ kind }) => kind === 'item');
    this.#batch.found(found.find(({ kind }) => kind === 'batch'));
    this.#item = existing?.id ?? randomUUID();
    if (existing !== undefined || this.#survey.rows === 0) return;
    const stored = this.#dryRun ? dryFile(sha256, this.#path) : await this.#port.storeFile(this.#path);
    const file = named(stored, this.#name);
    if (file.sha256 !== sha256) throw new FileChanged(this.#name);
    const body = {
      itemKind: 'file',
      title: `${title}: ${file.name}`,
      file: { name: file.name, sha256, bytes: file.bytes, mediaType: file.mediaType },
      licence: terms,
      provenance: { obtainedBy: this.#port.author, method: `import ${name}` },
      ...(fileSensitivity === undefined ? {} : { sensitivity: fileSensitivity }),
      external,
    };
    await this.#writer.row(
      [{ id: this.#item, kind: 'item', compartment: this.#port.compartment.id, base: 0, body }],
      1,
    );
  }

  async #work(rows: readonly SourceRow[], readFlags: ReadonlyMap<number, readonly RowFlag[]>): Promise<void> {
    if (rows.length === 0) return;
    const ids = [...new Set(rows.map((row) => row.id))];
    const existing = Map.groupBy(await this.#port.findExternal(this.#format.name, ids), ({ external }) => external.id);
    const pending = rows.map((row) => this.#compare(row, readFlags.get(row.number) ?? [], existing.get(row.id) ?? []));
    await this.#shared.prepare(pending.filter(({ outcome }) => outcome !== 'unchanged').map(({ mapped }) => mapped));
    for (const each of pending) await this.#write(each);
  }

  #compare(row: SourceRow, readFlags: readonly RowFlag[], existing: readonly Existing[]): Pending {
    const format = this.#format;
    const digest = digestOf(format, row);
    const groups = groupsOf(existing);
    const repeated = this.#repeatedId(row.id, groups);
    const occurrence = (repeated?.occurrences ?? assignOccurrences([digest], groups)).get(digest) ?? 1;
    const group = groups.find((each) => each.occurrence === occurrence);
    const flags = [...readFlags];
    const again = repeated !== undefined && repeated.met.size > 0;
    if (again) flags.push({ column: format.idColumn, value: row.id, problem: 'id-repeated' });
    const known = group?.digest === digest || repeated?.met.has(digest) === true;
    repeated?.met.add(digest);
    const mapped = withTitleCut(format.map(row));
    const outcome = known ? 'unchanged' : group === undefined ? 'created' : 'updated';
    return {
      row,
      mapped: { ...mapped, flags: withheld(format, [...flags, ...mapped.flags]) },
      digest,
      occurrence,
      group,
      repeated,
      outcome,
    };
  }

  #repeatedId(id: string, groups: readonly Group[]): RepeatedId | undefined {
    const digests = this.#survey.repeated.get(id);
    if (digests === undefined) return undefined;
    const known = this.#repeated.get(id);
    if (known !== undefined) return known;
    const first = groups.find(({ occurrence }) => occurrence === 1)?.byRole.get('incident')?.id;
    const made = { occurrences: assignOccurrences([...digests], groups), met: new Set<string>(), first };
    this.#repeated.set(id, made);
    return made;
  }

  async #write(pending: Pending): Promise<void> {
    const { row, mapped, digest, occurrence, group, repeated, outcome } = pending;
    const flags = flagsAt(row.number, mapped.flags);
    if (outcome === 'unchanged') {
      this.#tally.row(this.#done.outcomeOf(row.number) ?? outcome, flags);
      return;
    }
    const duplicateOf = occurrence > 1 ? repeated?.first : undefined;
    const plan = planRow({
      ...{ format: this.#format, port: this.#port, item: this.#item, shared: this.#shared },
      batch: this.#batch.id,
      ...{ row, mapped, digest, occurrence, group, duplicateOf },
    });
    if (repeated !== undefined && occurrence === 1) repeated.first = plan.incident;
    this.#done.planned(row.number, plan.outcome);
    await this.#writer.row([...this.#batch.take(), ...plan.changes], row.number);
    this.#tally.row(plan.outcome, [...flags, ...flagsAt(row.number, plan.flags)]);
  }
}

/** Titles are put together from cells; one that is too long for its field is cut, and flagged. */
function withTitleCut(mapped: Mapped): Mapped {
  const [incident, ...others] = mapped.drafts;
  const title = incident?.body.title;
  if (incident === undefined || typeof title !== 'string') return mapped;
  const cut = cutTo(LONGEST_TITLE, title);
  if (cut === title) return mapped;
  const flag: RowFlag = { column: '', value: title, problem: 'title-cut' };
  const drafts = [{ ...incident, body: { ...incident.body, title: cut } }, ...others];
  return { ...mapped, flags: [...mapped.flags, flag], drafts };
}

function dryFile(sha256: string, path: string): StoredFile {
  return { sha256, bytes: 0, name: basename(path), mediaType: 'application/octet-stream' };
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** An upload lies under a name that says nothing. */
function named(file: StoredFile, name: string): StoredFile {
  return { ...file, name, mediaType: MEDIA_TYPES[extname(name).toLowerCase()] ?? file.mediaType };
}

function flagsAt(row: number, flags: readonly RowFlag[]): Flag[] {
  return flags.map(({ column, value, problem }) => ({ row, column, value, problem: problemText(problem) }));
}
