import type { PoolClient } from 'pg';
import type { Instance } from '../../database/index.ts';
import { exportErasures } from '../../erasure/index.ts';
import { logSetting, NotFound, newestCheckpoint, operatorName, revisionKeysOf, sequence } from '../../record/index.ts';
import { beginSnapshot, columnsOf, migrationsRun } from '../archive/backup-store.ts';
import { contentsOf, type Tally } from '../archive/contents.ts';
import { CARRIED, VERSION } from '../archive/format.ts';
import { requireNew, writeFresh } from '../archive/fresh-file.ts';
import { sealed, sealerFor } from '../archive/sealing.ts';
import { type Part, tarOf } from '../archive/tar.ts';
import { Departure } from '../leaving/index.ts';
import { CARRIED_TABLES, type CarriedHead, ENTERED_ANEW } from './form.ts';
import { compartmentsAmong, countsOf, namesIn, rowsOfTable, stampLines } from './roundtrip-store.ts';
import { inWords } from './words.ts';

export interface ExportAllOptions {
  /** Names, codes or ids of compartments; none for all. */
  readonly compartments: readonly string[];
  /** Public keys of age; none for a file that anybody can read. */
  readonly recipients: readonly string[];
  /** Who gets it, as the register tells it. */
  readonly recipient: string;
  readonly progress?: (bytes: number) => void;
}

export interface ExportAllReport {
  readonly file: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  readonly origin: string;
  readonly checkpoint: number;
  readonly compartments: readonly string[];
  readonly records: Readonly<Record<string, number>>;
  readonly revisions: number;
  readonly files: number;
  /** Files that items name and the store does not have, as `compartment/sha256`. */
  readonly missing: readonly string[];
  /** Its entry in the register of what left. */
  readonly departure: string;
}

/**
 * Writes everything of some compartments as it stands at one moment to one new file: revisions with their tokens, disclosures,
 * files, and what proves them: the log's entries, checkpoints, cosignatures and stamps. It holds no secret of an account and no
 * private key. Another instance takes it in with `importAll`.
 *
 * @throws NotFound for a compartment that there is not, BackupError when the file exists or cannot be written
 */
export async function exportAll(instance: Instance, file: string, options: ExportAllOptions): Promise<ExportAllReport> {
  const sealer = options.recipients.length === 0 ? null : sealerFor(options.recipients);
  // What cannot begin is not entered as leaving.
  requireNew(file);
  await sequence(instance);
  const chosen = await withOwner(instance, (db) => compartmentsFor(db, options.compartments));
  const only = chosen.map(({ id }) => id);
  const counts = await withOwner(instance, (db) => countsOf(db, only));
  const departure = new Departure(instance, {
    by: operatorName(),
    compartments: only,
    purpose: 'handover',
    recipient: options.recipient,
    format: 'cairn',
    query: '',
    chosen: [],
    included: ['set-aside', 'duplicate'],
    warnings: [],
    terms: '',
    records: counts.records,
  });
  await departure.begin();
  // The entry of the register itself stands in the log that goes along.
  await sequence(instance);
  const db = await instance.owner.connect();
  let broken = true;
  try {
    const made = await beginSnapshot(db);
    const head = await headOf(instance, db, made, options);
    const tally: Tally = { rows: {}, files: 0, missing: [] };
    const archive = tarOf(
      contentsOf(instance, db, head, tally, { only, beside: await besideOf(db, head) }),
      made.getTime(),
    );
    const leaving = departure.through(sealer === null ? archive : sealed(sealer, archive), () => counts);
    const bytes = await writeFresh(file, counted(leaving, options.progress)).catch(async (error: unknown) => {
      // Where not one byte was asked for, nothing else tells the register.
      await departure.breakOff(counts).catch(() => undefined);
      throw inWords(error);
    });
    await db.query('commit');
    broken = false;
    const { origin, checkpoint } = head;
    return {
      ...{ file, bytes, encrypted: sealer !== null, origin, checkpoint: checkpoint?.size ?? 0 },
      ...{ compartments: chosen.map(({ name }) => name), records: counts.records, departure: departure.id },
      ...{ revisions: tally.rows['cairn.revision'] ?? 0, files: tally.files, missing: tally.missing },
    };
  } finally {
    // A copy that was cut short leaves its connection in the middle of a message.
    db.release(broken);
  }
}

async function withOwner<T>({ owner }: Instance, work: (db: PoolClient) => Promise<T>): Promise<T> {
  const db = await owner.connect();
  try {
    return await work(db);
  } finally {
    db.release();
  }
}

async function compartmentsFor(db: PoolClient, wanted: readonly string[]): Promise<CarriedHead['compartments']> {
  const all = await compartmentsAmong(db);
  if (wanted.length === 0) return all;
  return wanted.map((text) => {
    const found = all.find(
      ({ id, name, code }) => id === text.toLowerCase() || name === text || code === text.toUpperCase(),
    );
    if (found !== undefined) return found;
    throw new NotFound(
      `No compartment is named ${text}. There are: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  });
}

async function headOf(
  instance: Instance,
  db: PoolClient,
  made: Date,
  { compartments: wanted }: ExportAllOptions,
): Promise<CarriedHead> {
  const { keys } = instance;
  const compartments = await compartmentsFor(db, wanted);
  const only = compartments.map(({ id }) => id);
  const tables: { name: string; columns: string[] }[] = [];
  for (const name of CARRIED_TABLES) tables.push({ name, columns: await columnsOf(db, name) });
  const setting = await logSetting(db);
  const rows = { custom_field: [], own_term: [] } as Record<(typeof ENTERED_ANEW)[number], Record<string, unknown>[]>;
  for (const table of ENTERED_ANEW) rows[table] = await rowsOfTable(db, table, only);
  const erasures = (await exportErasures(instance))
    .split('\n')
    .filter(
      (line) => line !== '' && only.includes(String((JSON.parse(line) as { compartment?: unknown }).compartment)),
    );
  return {
    format: CARRIED,
    version: VERSION,
    made: made.toISOString(),
    migrations: await migrationsRun(db),
    tables,
    origin: keys.origin,
    logKey: keys.logKey,
    ...(keys.rotations.length === 0 ? {} : { rotations: keys.rotations }),
    holdsKeys: false,
    checkpoint: await newestCheckpoint(db),
    everything: wanted.length === 0,
    compartments,
    names: await namesIn(db, only, keys.origin),
    rows,
    erasures: erasures.map((line) => `${line}\n`).join(''),
    revisionKeys: setting === null ? [keys.kid] : revisionKeysOf(setting),
    continues: setting?.continues ?? null,
  };
}

/** Stamps go beside what is left of earlier logs: over there they prove the old one. */
async function besideOf(db: PoolClient, { origin }: CarriedHead): Promise<Part[]> {
  const content = Buffer.from(await stampLines(db), 'utf8');
  const name = `earlier-logs/${origin.replaceAll(/[^\w.-]/g, '_')}/stamps.jsonl`;
  return content.length === 0 ? [] : [{ name, bytes: content.length, content: [content] }];
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield chunk;
    progress?.(bytes);
  }
}
