import { rm } from 'node:fs/promises';
import { KINDS, validate } from '@cairn/model';
import { escapeUnstorable } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { commit, newId, withSession } from '../record/index.ts';
import { type Change, Invalid, type Session } from '../record/types.ts';
import { addressOf, inTurn, landParts, storedAmong } from '../store/index.ts';
import { forgetLanding, itemsWith, noteLanding, partsOf } from './intake-store.ts';
import { requireRoom } from './room.ts';

/** A whole file beside the store: written, hashed and flushed to the disk. */
export interface StagedFile {
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Its name, or its path within the folder that it came in. Recorded, and never used as a path here. */
  readonly name: string;
  readonly mediaType: string;
  /** What is said of this file alone, beside what is said of all. */
  readonly own?: FileNotes;
}

/** What an export says of one of its files. */
export interface FileNotes {
  readonly title?: string;
  readonly notes?: string;
  readonly provenance?: IntakeNotes['provenance'];
  readonly collection?: { readonly tool?: string; readonly method?: string; readonly context?: string };
}

/** What is said of all files that come in together. */
export interface IntakeNotes {
  readonly captureClass?: string;
  readonly sourceCode?: string;
  readonly conditions?: string;
  readonly consent?: { readonly status: string; readonly scope?: string; readonly at?: string };
  readonly licence?: string;
  readonly sensitivity?: string;
  readonly provenance?: {
    readonly obtainedFrom?: string;
    readonly obtainedBy?: string;
    readonly obtainedAt?: string;
    readonly method?: string;
  };
}

export interface Intake {
  /** UUID of the compartment. */
  readonly compartment: string;
  readonly files: readonly StagedFile[];
  readonly notes?: IntakeNotes;
  /** An incident of the compartment that the items become part of. */
  readonly attachTo?: string;
  /** A batch of the compartment in which new items wait to be sorted. */
  readonly batch?: string;
  readonly reason: string;
}

/** A file that an item of the compartment holds now. */
export interface Received {
  readonly item: string;
  readonly reference: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly name: string;
  readonly mediaType: string;
  /** Whether an item held this file under this name before. */
  readonly already: boolean;
}

/**
 * Takes staged files into a compartment: all or none. Bytes are durable in the store before an item names them. The same
 * bytes under the same name are the same item, so that whoever does it again adds nothing; each file is one item however
 * many processes add it at once. Part files are gone afterwards; where the commit fails, bytes that landed are removed
 * later, unless an item names them by then (`cleaning.ts`).
 *
 * @returns one entry for each file, in order
 * @throws Invalid, Forbidden, NotFound as `commit` does; nothing was listed then
 * @throws Error of `node:fs` when the disk is full; nothing was listed then
 */
export async function receive(instance: Instance, session: Session, intake: Intake): Promise<Received[]> {
  const files = intake.files.map((file) => ({ ...file, name: file.name.trim() === '' ? NAMELESS : file.name }));
  requireValid(files, intake.notes ?? {});
  await requireRoom(instance.data.store);
  return inTurn(instance, intake.compartment, () => takeIn(instance, session, { ...intake, files }));
}

async function takeIn(instance: Instance, session: Session, intake: Intake): Promise<Received[]> {
  const { compartment, files, notes = {}, attachTo, batch, reason } = intake;
  const known = await knownFiles(instance, session, compartment, files);
  const fresh = new Map<string, { id: string; file: StagedFile }>();
  for (const file of files) {
    const key = keyOf(file);
    if (!known.has(key) && !fresh.has(key)) fresh.set(key, { id: newId(), file });
  }
  const added = [...fresh.values()];
  const waiting = batch === undefined ? {} : waitingIn(batch, session);
  const changes = added.map(({ id, file }) => itemOf(id, compartment, file, { ...notes, ...file.own, ...waiting }));
  if (attachTo !== undefined) {
    const items = [...added.map(({ id }) => id), ...[...known.values()].map(({ item }) => item)];
    const attached = await withSession(instance, session, (db) => partsOf(db, attachTo, items));
    const loose = items.filter((item) => !attached.has(item));
    changes.push(...loose.map((item) => partOf(item, attachTo, compartment, notes.sensitivity)));
  }
  const landing = land(
    instance,
    compartment,
    added.map(({ file }) => file),
  );
  const committed = await commit(instance, session, changes, reason, landing).finally(() =>
    // Where the list is refused before it waits for them, the bytes land all the same, within this turn.
    landing.catch(() => undefined),
  );
  await forgetLanding(instance.access, compartment, await landing);
  const references = new Map(committed.map(({ id, reference }) => [id, reference]));
  const landed = new Set(added.map(({ file }) => file));
  await Promise.all(files.filter((file) => !landed.has(file)).map(({ path }) => rm(path, { force: true })));
  return files.map((file) => {
    const { sha256, bytes, name, mediaType } = file;
    const before = known.get(keyOf(file));
    if (before !== undefined) return { ...before, already: true };
    const made = fresh.get(keyOf(file)) as { id: string; file: StagedFile };
    const reference = references.get(made.id) ?? '';
    return { item: made.id, reference, sha256, bytes, name, mediaType, already: made.file !== file };
  });
}

/** Lands what the compartment does not hold yet. @returns addresses that were entered as landing */
async function land(instance: Instance, compartment: string, files: readonly StagedFile[]): Promise<string[]> {
  const held = await storedAmong(
    instance,
    compartment,
    files.map(({ sha256 }) => sha256),
  );
  const absent = files.filter(({ sha256 }) => !held.has(sha256));
  const addresses = [...new Set(absent.map(({ sha256 }) => addressOf(instance, compartment, sha256)))];
  if (addresses.length > 0) await noteLanding(instance.access, compartment, addresses);
  // One part lands for each digest; what came a second time is put away first.
  const once = new Map(files.map((file) => [file.sha256, file]));
  await Promise.all(
    files.filter((file) => once.get(file.sha256) !== file).map(({ path }) => rm(path, { force: true })),
  );
  await landParts(instance, compartment, [...once.values()]);
  return addresses;
}

/** Items that hold these very files under these names, by `keyOf`. */
export async function knownFiles(
  instance: Instance,
  session: Session,
  compartment: string,
  files: readonly Pick<StagedFile, 'sha256' | 'name'>[],
): Promise<Map<string, Omit<Received, 'already'>>> {
  const digests = [...new Set(files.map(({ sha256 }) => sha256))];
  const found = await withSession(instance, session, (db) => itemsWith(db, compartment, digests));
  // Of several the first is kept: the one with the lowest reference.
  return new Map(found.reverse().map((held) => [keyOf(held), held]));
}

const NAMELESS = '(no name)';

/** By the name as the database holds it, where what it cannot hold is written as an escape. */
export function keyOf({ sha256, name }: Pick<StagedFile, 'sha256' | 'name'>): string {
  return `${sha256} ${escapeUnstorable(name).value as string}`;
}

/** What an item says that came in with a batch: nobody has looked at it yet. */
export function waitingIn(batch: string, { author }: Session): Record<string, unknown> {
  return { batch, triage: { state: 'waiting', by: author, at: new Date().toISOString() } };
}

function bodyOf({ name, sha256, bytes, mediaType }: StagedFile, notes: object): Record<string, unknown> {
  return { itemKind: 'file', file: { name, sha256, bytes, mediaType }, ...notes };
}

function itemOf(id: string, compartment: string, file: StagedFile, notes: object): Change {
  return { id, kind: 'item', compartment, base: 0, body: bodyOf(file, notes) };
}

/** Whoever may not see that there is such an item sees no link of it either. */
function partOf(item: string, incident: string, compartment: string, sensitivity: string | undefined): Change {
  const body = { type: 'part-of', from: item, to: incident, basis: [{ itemId: item }] };
  const own = sensitivity === undefined ? {} : { sensitivity };
  return { id: newId(), kind: 'link', compartment, base: 0, body: { ...body, ...own } };
}

/** Before any byte lands: the notes are the same for all. @throws Invalid */
function requireValid(files: readonly StagedFile[], notes: IntakeNotes): void {
  for (const file of files) {
    const problems = validate(KINDS.item.name, bodyOf(file, { ...notes, ...file.own }));
    if (problems.length > 0) throw new Invalid(problems, file.name);
  }
}
