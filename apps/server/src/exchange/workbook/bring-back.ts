import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Instance } from '../../database/index.ts';
import { amend, commit, compartmentOf, findExternal, readRecord } from '../../record/index.ts';
import { Conflict as Collision, Invalid, NotFound, type RecordRow, type Session } from '../../record/types.ts';
import { fileHash } from '../text-stream.ts';
import { inTurn } from '../turn-store.ts';
import { type Compared, type Conflict, changedCells, compareRow, conflictAt, patchOf, why } from './compare.ts';
import { type BookRow, readBook } from './read.ts';

const DATASET = 'workbook';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST_CONFLICTS = 5000;

export interface Bringing {
  readonly path: string;
  /** Name of the file as its sender has it. */
  readonly name: string;
  /** UUID of the compartment. */
  readonly compartment: string;
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly onProgress?: (rows: number, total: number) => void;
}

/** What a workbook that came back did. `rows = unchanged + changed + refused`. */
export interface BookReport {
  readonly file: string;
  readonly rows: number;
  readonly unchanged: number;
  /** Rows of which at least one cell went in. */
  readonly changed: number;
  /** Rows of which cells differ and none went in. */
  readonly refused: number;
  /** Fields that changed. */
  readonly fields: number;
  readonly conflicts: readonly Conflict[];
  /** The batch that keeps the conflicts; null where nothing changed and there are none. */
  readonly batch: string | null;
}

/**
 * Brings an edited workbook back: a revision for each row with changed cells, by the one who brings it and with the reason
 * given. A cell goes in only where its field is as it was when the workbook was written; everything else is a conflict, kept
 * in a batch and decided by people. The same workbook again changes nothing.
 *
 * @throws UnreadableFile, and what `record` throws where the session may not write at all
 */
export async function bringBack(instance: Instance, session: Session, bringing: Bringing): Promise<BookReport> {
  const rows = await readBook(bringing.path, bringing.name);
  if (bringing.dryRun === true) return bringRows(instance, session, bringing, rows);
  // The same workbook twice at once: the second finds what the first made, and its batch.
  const turn = `workbook ${bringing.compartment} ${await digestOfFile(bringing.path)}`;
  return inTurn(instance.owner, turn, () => bringRows(instance, session, bringing, rows));
}

async function bringRows(
  instance: Instance,
  session: Session,
  bringing: Bringing,
  rows: readonly BookRow[],
): Promise<BookReport> {
  const { name, dryRun = false, onProgress = () => {} } = bringing;
  const conflicts: Conflict[] = [];
  const figures = { unchanged: 0, changed: 0, refused: 0, fields: 0 };
  for (const [index, row] of rows.entries()) {
    const done = await bringRow(instance, session, bringing, row);
    conflicts.push(...done.conflicts);
    figures.fields += done.fields;
    if (done.fields > 0) figures.changed += 1;
    else if (done.conflicts.length > 0) figures.refused += 1;
    else figures.unchanged += 1;
    if (index % 20 === 19) onProgress(index + 1, rows.length);
  }
  onProgress(rows.length, rows.length);
  const report = { file: name, rows: rows.length, ...figures, conflicts };
  return { ...report, batch: dryRun ? null : await keepBatch(instance, session, bringing, report) };
}

interface Done {
  readonly fields: number;
  readonly conflicts: readonly Conflict[];
}

async function bringRow(
  instance: Instance,
  session: Session,
  { compartment, reason, dryRun }: Bringing,
  row: BookRow,
): Promise<Done> {
  const whole = (code: 'row-new' | 'row-unknown'): Done => ({
    fields: 0,
    conflicts: [{ row: row.place, field: '*', why: why(code) }],
  });
  if (row.id === '') return whole('row-new');
  if (changedCells(row).length === 0) return { fields: 0, conflicts: [] };
  const current = UUID.test(row.id) ? await found(instance, session, row, compartment) : null;
  if (current === null) return whole('row-unknown');
  const compared = compareRow(row, current.id, current.body);
  if (dryRun === true || compared.changed.length === 0)
    return { fields: compared.changed.length, conflicts: compared.conflicts };
  return write(instance, session, row, current, compared, reason);
}

async function found(
  instance: Instance,
  session: Session,
  { id, form }: BookRow,
  compartment: string,
): Promise<RecordRow | null> {
  if ((await compartmentOf(instance, session, id)) !== compartment) return null;
  try {
    const record = await readRecord(instance, session, id);
    return record.kind === form.kind ? record : null;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function write(
  instance: Instance,
  session: Session,
  row: BookRow,
  current: RecordRow,
  { changed, body, conflicts }: Compared,
  reason: string,
): Promise<Done> {
  const patch = patchOf(current.body, body);
  try {
    await amend(instance, session, { id: current.id, base: current.revision, patch, reason });
    return { fields: changed.length, conflicts };
  } catch (error) {
    const told = toldOf(error);
    if (told === null) throw error;
    return { fields: 0, conflicts: [...conflicts, ...changed.map((key) => conflictAt(row, key, current, told))] };
  }
}

/** Why a change was refused, in the words of a conflict; null for what is no refusal of this change. */
export function toldOf(error: unknown): string | null {
  if (error instanceof Collision) return why('changed-meanwhile');
  if (!(error instanceof Invalid)) return null;
  return why('rule-refused', error.problems.map(({ message }) => message).join(' '));
}

type Said = Omit<BookReport, 'batch'>;

/** The batch of this very file gets what is new: what was decided stays decided. */
async function keepBatch(
  instance: Instance,
  session: Session,
  { path, name, compartment, reason }: Bringing,
  { conflicts, ...figures }: Said,
): Promise<string | null> {
  const id = `file:${await digestOfFile(path)}`;
  const known = (await findExternal(instance, session, compartment, DATASET, [id])).find(
    ({ kind }) => kind === 'batch',
  );
  const before = (known?.body.conflicts ?? []) as (Conflict & { state: string })[];
  const same = (a: Conflict, b: Conflict) =>
    a.record === b.record && a.row === b.row && a.field === b.field && a.theirs === b.theirs;
  const fresh = conflicts.filter((each) => !before.some((old) => same(old, each)));
  if (figures.changed === 0 && fresh.length === 0) return known?.record ?? null;
  const record = known?.record ?? randomUUID();
  const open = fresh.map((each) => ({ ...each, state: 'open' }));
  const body = {
    ...(known?.body ?? { title: name, batchKind: 'import', origin: name }),
    external: { dataset: DATASET, id, occurrence: 1, role: 'batch' },
    report: { format: 'workbook', ...figures },
    ...(before.length + open.length === 0 ? {} : { conflicts: [...before, ...open].slice(0, MOST_CONFLICTS) }),
  };
  await commit(
    instance,
    session,
    [{ id: record, kind: 'batch', compartment, base: known?.revision ?? 0, body }],
    reason,
  );
  return record;
}

async function digestOfFile(path: string): Promise<string> {
  const hash = fileHash();
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
