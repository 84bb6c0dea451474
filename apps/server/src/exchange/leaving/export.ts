import { type FieldSpec, KINDS, levelOfField, type Sensitivity, TICKED } from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { Invalid, type Session } from '../../record/index.ts';
import { type WorkbookRecord, writeWorkbook } from '../workbook/index.ts';
import { aboutText } from './about.ts';
import { type Bundle, bundleOf, leavingOf, type Stays, Tally } from './bundle.ts';
import type { Cell } from './columns.ts';
import { csvRow } from './csv-cells.ts';
import { geojsonOf } from './geojson.ts';
import { Departure, enterRecords } from './register.ts';
import { type Sheet, sheetsFor } from './sheets.ts';
import { type ExportFormat, type Weighed, type Wish, weigh } from './wish.ts';
import { xlsxEntries } from './xlsx.ts';
import { type Entry, zipped } from './zip.ts';

/** Records that are read together. */
const WINDOW = 200;

/** What a preview looks at, at most: a person reads its figures, and an export judges every record again. */
const PREVIEWED = 2000;

/** What an export would be. */
export interface Preview {
  /** How many records the query finds. */
  readonly found: number;
  /** How many of them were looked at for what follows. */
  readonly examined: number;
  /** Of those looked at, what would leave, by kind. */
  readonly records: Readonly<Record<string, number>>;
  readonly heldBack: readonly Stays[];
  readonly warnings: readonly { readonly code: string; readonly n: number; readonly tick: boolean }[];
  /** Guarded fields that have values here, and whether this person may choose them. */
  readonly fields: readonly {
    readonly field: string;
    readonly state: 'in' | 'choosable' | 'out';
    readonly why: string | null;
  }[];
  readonly mayChoose: boolean;
  readonly compartments: readonly { readonly id: string; readonly name: string }[];
}

/** Reasons for which a lead may decide otherwise, field by field. */
const CHOOSABLE: ReadonlySet<string> = new Set(['level', 'identity', 'military', 'suspect']);

/** Says what an export would be, and enters nothing. */
export async function previewExport(instance: Instance, session: Session, wish: Wish): Promise<Preview> {
  const weighed = await weigh(instance, session, wish);
  const { found, leaving, mayChoose, names } = weighed;
  const tally = new Tally();
  for await (const bundle of new Bundles(instance, session, weighed).read(PREVIEWED)) tally.add(bundle);
  const stays = tally.stays.filter(({ what }) => what.includes('.'));
  const staying = new Map(stays.map(({ what, why }) => [what as string, why]));
  const shown = [...new Set([...staying.keys(), ...leaving.chosen])].sort();
  return {
    found: found.size,
    examined: Math.min(found.size, PREVIEWED),
    records: tally.records,
    heldBack: tally.stays,
    warnings: Object.entries(tally.warnings).map(([code, n]) => ({
      code,
      n,
      tick: (TICKED as readonly string[]).includes(code),
    })),
    fields: shown.map((field) => {
      const why = staying.get(field) ?? null;
      if (leaving.chosen.has(field)) return { field, state: 'in' as const, why };
      return { field, state: CHOOSABLE.has(why ?? '') ? ('choosable' as const) : ('out' as const), why };
    }),
    mayChoose,
    compartments: [...names].map(([id, name]) => ({ id, name })),
  };
}

/** A file that begins to leave. */
export interface Outgoing {
  readonly departure: string;
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

const MEDIA_TYPES: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  csv: ['zip', 'application/zip'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  geojson: ['geojson', 'application/geo+json'],
  workbook: ['zip', 'application/zip'],
};

/**
 * Takes out what a query finds, as one file. Its entry in the register stands before this returns; the file is written as it
 * is read, and holds no more than some hundred records at a time.
 *
 * @throws Invalid where something warns that must be accepted first, or nothing is found
 */
export async function exportQuery(instance: Instance, session: Session, wish: Wish): Promise<Outgoing> {
  const weighed = await weigh(instance, session, wish);
  const { found, query, leaving } = weighed;
  if (found.size === 0) throw refusal('/query', 'finds nothing that could leave');
  if (wish.format === 'workbook') demandEditable(weighed);
  const first = new Tally();
  const bundles = new Bundles(instance, session, weighed);
  for await (const bundle of bundles.read(PREVIEWED)) first.add(bundle);
  const open = TICKED.filter((code) => (first.warnings[code] ?? 0) > 0 && !leaving.accepted.has(code));
  if (open.length > 0) throw refusal('/accept', `does not have ${open.join(', ')}, of which the preview warns`);
  const departure = new Departure(instance, {
    by: session.author,
    compartments: found.compartments,
    purpose: wish.purpose,
    recipient: wish.recipient,
    format: wish.format,
    query: wish.query,
    chosen: [...leaving.chosen],
    included: [...leaving.included],
    warnings: [...leaving.accepted],
    terms: wish.terms ?? '',
    records: { [query.kind]: found.size },
  });
  await departure.begin();
  const run = new Run(instance, session, weighed, bundles);
  const [suffix, mediaType] = MEDIA_TYPES[wish.format];
  return {
    departure: departure.id,
    name: `cairn-${query.kind}-${new Date().toISOString().slice(0, 10)}.${suffix}`,
    mediaType,
    chunks: departure.through(run.file(departure.id), () => run.departed()),
  };
}

/** A workbook to be edited is held in memory while it is made, and comes back: it is for the team alone. */
function demandEditable({ wish, found, query }: Weighed): void {
  if (wish.purpose !== 'own-work') throw refusal('/purpose', 'is "own-work" for a workbook that comes back');
  if (!EDITABLE.includes(query.kind)) throw refusal('/query', `is about ${EDITABLE.join(', ')} for a workbook`);
  if (found.size > MOST_EDITED)
    throw refusal('/query', `finds more than ${MOST_EDITED} records: too many for a workbook`);
}

const EDITABLE: readonly string[] = ['incident', 'act', 'actor'];
const MOST_EDITED = 5000;

function refusal(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'export', message }]);
}

/** What a query finds, some hundred records at a time. The first ones are kept, so that few are read once for all tables. */
class Bundles {
  readonly #instance: Instance;
  readonly #session: Session;
  readonly #weighed: Weighed;
  readonly #kept: Bundle[] = [];

  constructor(instance: Instance, session: Session, weighed: Weighed) {
    this.#instance = instance;
    this.#session = session;
    this.#weighed = weighed;
  }

  async *read(most = Number.POSITIVE_INFINITY): AsyncGenerator<Bundle> {
    const { found, leaving } = this.#weighed;
    for (let from = 0, n = 0; from < Math.min(found.size, most); from += WINDOW, n += 1) {
      const kept = this.#kept[n];
      const bundle = kept ?? (await bundleOf(this.#instance, this.#session, found.window(from, WINDOW), leaving));
      if (from < PREVIEWED) this.#kept[n] = bundle;
      yield bundle;
    }
  }
}

/** One export under way. */
class Run {
  readonly #instance: Instance;
  readonly #session: Session;
  readonly #weighed: Weighed;
  readonly #tally = new Tally();
  readonly #levels = new Set<string>();
  readonly #bundles: Bundles;

  constructor(instance: Instance, session: Session, weighed: Weighed, bundles: Bundles) {
    this.#bundles = bundles;
    this.#instance = instance;
    this.#session = session;
    this.#weighed = weighed;
  }

  departed(): { levels: string[]; records: Record<string, number> } {
    return { levels: [...this.#levels].sort(), records: this.#tally.records };
  }

  async *file(departure: string): AsyncGenerator<Uint8Array> {
    const { wish, query } = this.#weighed;
    const sheets = sheetsFor(query.kind);
    const head = { departure, made: new Date().toISOString(), weighed: this.#weighed, sheets };
    if (wish.format === 'geojson') {
      const about = { ...aboutText(head).facts };
      for await (const text of geojsonOf(this.#entered(), about, this.#language)) yield Buffer.from(text, 'utf8');
      return;
    }
    if (wish.format === 'workbook') yield* zipped(this.#workbook(sheets, head), new Date());
    else yield* zipped(wish.format === 'csv' ? this.#csv(sheets, head) : this.#xlsx(sheets, head), new Date());
  }

  /** Beside the workbook lies what contradicts its values: one does not leave without the other. */
  *#workbook(sheets: readonly Sheet[], head: Parameters<typeof aboutText>[0]): Generator<Entry> {
    const { lines } = aboutText(head);
    yield { name: 'workbook.xlsx', bytes: () => this.#book(lines[0] ?? '') };
    yield { name: 'about.txt', text: [`${lines.join('\r\n')}\r\n`] };
    for (const sheet of sheets.filter(({ name }) => name === 'contradictions' || name === 'statements'))
      yield { name: `${sheet.name}.csv`, text: this.#csvText(sheet, false) };
    yield { name: 'held-back.csv', text: this.#heldBackText() };
  }

  async #book(title: string): Promise<Uint8Array> {
    const records: WorkbookRecord[] = [];
    for await (const { main, acts, actors } of this.#entered())
      for (const { record, held, body } of [...main, ...acts, ...actors.values()])
        if (held === null) records.push({ ...record, body });
    const distinct = new Map(records.map((each) => [each.id, each]));
    return writeWorkbook(distinct.values(), { language: this.#language, title });
  }

  *#csv(sheets: readonly Sheet[], head: Parameters<typeof aboutText>[0]): Generator<Entry> {
    const { lines } = aboutText(head);
    yield { name: 'about.txt', text: [`${lines.join('\r\n')}\r\n`] };
    for (const [i, sheet] of sheets.entries()) yield { name: `${sheet.name}.csv`, text: this.#csvText(sheet, i === 0) };
    yield { name: 'held-back.csv', text: this.#heldBackText() };
  }

  #xlsx(sheets: readonly Sheet[], head: Parameters<typeof aboutText>[0]): Entry[] {
    const { lines } = aboutText(head);
    return xlsxEntries([
      ...sheets.map((sheet, i) => ({
        name: sheet.name,
        head: sheet.columns.map(({ name }) => name),
        rows: this.#rows(sheet, i === 0),
      })),
      { name: 'held-back', head: HELD_HEAD, rows: this.#heldBack() },
      { name: 'about', head: ['about'], rows: lines.map((line) => [line]) },
    ]);
  }

  async *#csvText(sheet: Sheet, enters: boolean): AsyncGenerator<string> {
    // By its mark a spreadsheet tells that the file is UTF-8.
    yield `\ufeff${csvRow(sheet.columns.map(({ name }) => name))}`;
    for await (const row of this.#rows(sheet, enters)) yield csvRow(row);
  }

  *#heldBackText(): Generator<string> {
    yield `\ufeff${csvRow(HELD_HEAD)}`;
    for (const row of this.#heldBack()) yield csvRow(row);
  }

  /** Read once everything else has been written. */
  *#heldBack(): Generator<readonly Cell[]> {
    for (const { what, why, n } of this.#tally.stays) yield [what, why, n];
  }

  async *#rows(sheet: Sheet, enters: boolean): AsyncGenerator<readonly Cell[]> {
    for await (const bundle of enters ? this.#entered() : this.#bundles.read())
      yield* sheet.rows(bundle, this.#language);
  }

  /** Bundles whose records are entered as leaving before anything of them does. */
  async *#entered(): AsyncGenerator<Bundle> {
    for await (const bundle of this.#bundles.read()) {
      this.#tally.add(bundle);
      const leaving = leavingOf(bundle);
      for (const { record, body } of leaving) {
        const fields = KINDS[record.kind].fields as Readonly<Record<string, FieldSpec>>;
        for (const field of Object.keys(body)) {
          const level = fields[field]?.class;
          if (level !== undefined)
            this.#levels.add(levelOfField(level, record.body.sensitivity as Sensitivity | undefined));
        }
      }
      await enterRecords(
        this.#instance,
        this.#session,
        leaving.map(({ record }) => record),
      );
      yield bundle;
    }
  }

  get #language() {
    return this.#weighed.wish.language ?? 'en';
  }
}

const HELD_HEAD = ['what', 'why', 'n'];
