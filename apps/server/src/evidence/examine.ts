import { rm } from 'node:fs/promises';
import type { Item } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { closeSession, commit, newId, openOperatorSession, readRecord, withSession } from '../record/index.ts';
import { type Change, Conflict, NotFound, type Session } from '../record/types.ts';
import { addressOf, inTurn, isStored, landParts } from '../store/index.ts';
import { type Findings, type Looking, lookAt, type Made, type Subject } from './examine-look.ts';
import { everErased, madeFrom } from './examine-store.ts';
import { forgetLanding, noteLanding } from './intake-store.ts';

/** What became of one item. */
export interface Examined {
  readonly item: string;
  readonly reference: string;
  readonly outcome: Findings['outcome'];
  readonly mediaType?: string;
  /** Roles of copies that were added. */
  readonly made: readonly string[];
}

/** How often somebody else may change the item while this is written down. */
const PATIENCE = 5;

/**
 * Looks at the file of an item and writes down what it says of itself: one revision of the item, and with it the copies that
 * were made, as items of their own. What people wrote stays as it is.
 *
 * @param given.hopeless the servers that tried it died of it: that is written down instead of trying once more
 * @returns null where there is nothing to look at: no such item any more, no file, or a copy of another
 * @throws NotLookedAt when it may work another time
 */
export async function examineItem(
  instance: Instance,
  means: Looking,
  given: { readonly item: string; readonly compartment: string; readonly hopeless?: boolean },
): Promise<Examined | null> {
  const session = await openOperatorSession(instance);
  try {
    const body = await bodyOf(instance, session, given.item);
    if (body?.file === undefined || body.derivative !== undefined) return null;
    const { sha256, bytes } = body.file;
    const findings =
      given.hopeless === true ? HOPELESS : await lookWhileThere(instance, session, means, { ...given, sha256, bytes });
    if (findings === null) return null;
    try {
      return await inTurn(instance, given.compartment, () => writeDown(instance, session, given, findings));
    } finally {
      // What landed is no part any more; what did not is gone.
      await Promise.all(findings.made.map(({ path }) => rm(path, { force: true })));
    }
  } finally {
    await closeSession(instance, session);
  }
}

/** How often it is asked whether the file is there still, in milliseconds: of one that was erased no copy lies about for hours. */
const ASKED_EVERY = 5_000;

/** @returns null where the file went meanwhile */
async function lookWhileThere(
  instance: Instance,
  session: Session,
  means: Looking,
  { item, compartment, sha256, bytes }: { item: string } & Subject,
): Promise<Findings | null> {
  const gone = new AbortController();
  const timer = setInterval(() => {
    bodyOf(instance, session, item)
      .then((body) => body?.file?.sha256 === sha256 || gone.abort())
      .catch(() => undefined);
  }, ASKED_EVERY);
  const signal = means.signal === undefined ? gone.signal : AbortSignal.any([means.signal, gone.signal]);
  try {
    return await lookAt(instance, { ...means, signal }, { compartment, sha256, bytes });
  } catch (error) {
    if (gone.signal.aborted && means.signal?.aborted !== true) return null;
    throw error;
  } finally {
    clearInterval(timer);
  }
}

const HOPELESS: Findings = { outcome: 'timed-out', tool: 'cairn', toolVersion: '1', look: null, made: [] };

async function bodyOf(instance: Instance, session: Session, id: string): Promise<Item | null> {
  try {
    return (await readRecord(instance, session, id)).body as Item;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function writeDown(
  instance: Instance,
  session: Session,
  { item, compartment }: { item: string; compartment: string },
  findings: Findings,
): Promise<Examined | null> {
  const made = await newOnes(instance, session, item, findings.made);
  // An erasure waits for this turn or came before it: nothing lands of a file that went meanwhile.
  if ((await bodyOf(instance, session, item))?.file === undefined) return null;
  const landed = await land(instance, compartment, made);
  for (let turn = 1; ; turn += 1) {
    const record = await readRecord(instance, session, item);
    const body = record.body as Item;
    if (body.file === undefined) return null;
    const erased = await withSession(instance, session, (db) => everErased(db, session.secret, item));
    const at = new Date().toISOString();
    const changes: Change[] = [
      { id: item, kind: 'item', compartment, base: record.revision, body: examined(body, findings, at, erased) },
      ...made.map((each) => copyItem(item, compartment, body, { each, findings, at })),
    ];
    try {
      await commit(instance, session, changes, `Examined by ${findings.tool} ${findings.toolVersion}`);
      await forgetLanding(instance.access, compartment, landed);
      const { outcome, mediaType } = findings;
      const type = mediaType === undefined ? {} : { mediaType };
      return { item, reference: record.reference, outcome, ...type, made: made.map(({ role }) => role) };
    } catch (error) {
      if (!(error instanceof Conflict) || turn === PATIENCE) throw error;
    }
  }
}

/** Copies that differ from the newest of their role. Of a role whose copy was taken away by people none is made again. */
async function newOnes(
  instance: Instance,
  session: Session,
  item: string,
  made: readonly Made[],
): Promise<readonly Made[]> {
  const before = await withSession(instance, session, (db) => madeFrom(db, item));
  return made.filter(({ role, sha256 }) => before.get(role) !== null && before.get(role) !== sha256);
}

/** Entered before they land, so that what a crash leaves is found. @returns addresses that were entered */
async function land(instance: Instance, compartment: string, made: readonly Made[]): Promise<string[]> {
  if (made.length === 0) return [];
  const held = await Promise.all(made.map(({ sha256 }) => isStored(instance, compartment, sha256)));
  const fresh = made.filter((_, i) => held[i] !== true);
  const addresses = [...new Set(fresh.map(({ sha256 }) => addressOf(instance, compartment, sha256)))];
  if (addresses.length > 0) await noteLanding(instance.access, compartment, addresses);
  // A small picture's preview is its thumbnail: one part lands for each digest.
  await landParts(instance, compartment, [...new Map(made.map((each) => [each.sha256, each])).values()]);
  return addresses;
}

function examined(body: Item, findings: Findings, at: string, erased: ReadonlySet<string>): Record<string, unknown> {
  const { tool, toolVersion, look } = findings;
  const { technical: _, recorded: __, embedded: ___, ...people } = body;
  const read: Partial<Item> = { technical: technicalOf(findings, at) };
  if (look !== null && Object.keys(look.said).length > 0) read.recorded = look.said;
  if (look !== null && look.tags.length > 0) read.embedded = { tags: look.tags, tool, toolVersion };
  // What two people had erased does not come back by a program.
  for (const field of erased) delete read[field as keyof Item];
  return { ...people, ...read };
}

function technicalOf(
  { outcome, mediaType, tool, toolVersion, look }: Findings,
  at: string,
): NonNullable<Item['technical']> {
  const technical: Record<string, unknown> = { outcome, mediaType, tool, toolVersion, at };
  for (const field of ['width', 'height', 'orientation', 'durationSeconds', 'codec'] as const)
    if (look?.[field] !== undefined && look[field] !== '') technical[field] = look[field];
  if (mediaType === undefined) delete technical.mediaType;
  return technical as NonNullable<Item['technical']>;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'video/webm': 'webm',
};

function copyItem(
  item: string,
  compartment: string,
  parent: Item,
  { each, findings, at }: { each: Made; findings: Findings; at: string },
): Change {
  const { role, sha256, bytes, mediaType, width, height } = each;
  const { tool, toolVersion } = findings;
  const sides = width === undefined || height === undefined ? {} : { width, height };
  const body = {
    itemKind: 'file',
    file: { name: `${stemOf(parent)}.${role}.${ENDINGS[mediaType]}`, sha256, bytes, mediaType },
    captureClass: 'derivative',
    derivative: { of: item, role, tool, toolVersion },
    provenance: { parent: item },
    technical: { outcome: 'read', mediaType, ...sides, tool, toolVersion, at },
    ...(parent.sensitivity === undefined ? {} : { sensitivity: parent.sensitivity }),
  };
  return { id: newId(), kind: 'item', compartment, base: 0, body };
}

/** The file's name without its folder and ending. */
function stemOf({ file }: Item): string {
  const name = file?.name?.split('/').at(-1) ?? '';
  return [...(name.replace(/\.[^.]{1,10}$/, '') || 'file')].slice(0, 100).join('');
}
