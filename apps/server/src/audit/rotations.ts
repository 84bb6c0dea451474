import { givenUp, openRotations, type Rotation } from '@cairn/ledger';
import type { Keys } from '../database/index.ts';
import type { DeedClaims } from '../record/deeds.ts';
import { type Continued, type LogSetting, logSetting } from '../record/genesis.ts';
import type { Queries } from '../record/log-store.ts';
import type { Ledger } from './findings.ts';
import { deedIndices, headersFrom, signedFrom } from './rotation-store.ts';

/** A key of revisions that was given up: entries of this log from `index` on are not to bear it. */
interface GivenUp {
  readonly kid: string;
  readonly index: number;
  /** How many entries bear it all the same: those that waited when their log ended. */
  readonly allowed: number;
  /** The key after it, where it is known. */
  readonly next: string;
  readonly message: string;
}

/**
 * Holds the rotations of this log's keys, which the keys themselves know, against what the log says of them, and names
 * what was signed with a key of revisions after it was given up. That checkpoints bear the key of their size is checked
 * with the checkpoints.
 *
 * @param deeds those that verify, in their order
 */
export async function auditRotations(
  db: Queries,
  { keys, deeds }: { keys: Pick<Keys, 'origin' | 'rotations'>; deeds: readonly DeedClaims[] },
  ledger: Ledger,
): Promise<void> {
  const setting = await logSetting(db);
  const named = rotationsOf(setting);
  if (JSON.stringify(named) !== JSON.stringify(keys.rotations))
    ledger.add(
      'rotation',
      'setting log',
      'The log names other rotations of its keys than those that led to the keys in this folder.',
      `${keys.rotations.length} rotations`,
      `${named.length} rotations`,
    );
  const own = openRotations(keys.rotations);
  await auditEntries(db, { keys, deeds, own }, ledger);
  await auditGivenUp(db, [...givenUpIn(own, 0), ...givenUpEarlier(setting, ledger)], ledger);
}

function rotationsOf(value: unknown): unknown[] {
  const { rotations } = (value ?? {}) as Partial<LogSetting>;
  return Array.isArray(rotations) ? rotations : [];
}

/** Each rotation has its entry, at or behind the size at which it took effect and before the next. */
async function auditEntries(
  db: Queries,
  {
    keys,
    deeds,
    own,
  }: { keys: Pick<Keys, 'origin' | 'rotations'>; deeds: readonly DeedClaims[]; own: readonly Rotation[] },
  ledger: Ledger,
): Promise<void> {
  const named = deeds.filter(({ table, key, row }) => {
    const value = row?.value as Partial<LogSetting> | null | undefined;
    return table === 'setting' && key.name === 'log' && value?.origin === keys.origin;
  });
  const first = keys.rotations.map((note) => named.find(({ row }) => rotationsOf(row?.value).includes(note)));
  const indices = await deedIndices(
    db,
    first.flatMap((deed) => (deed === undefined ? [] : [deed.deed])),
  );
  for (const [i, { number, size }] of own.entries()) {
    const id = `rotation ${number}`;
    const deed = first[i];
    const index = deed === undefined ? undefined : indices.get(deed.deed);
    const limit = own[i + 1]?.size;
    if (deed === undefined) ledger.add('rotation', id, 'No deed says that these keys were replaced.');
    else if (index !== undefined && (BigInt(index) < size || (limit !== undefined && BigInt(index) >= limit)))
      ledger.add('rotation', id, 'Its entry does not stand where the new keys took over.', String(size), index);
  }
  for (const deed of named)
    for (const note of rotationsOf(deed.row?.value))
      if (!keys.rotations.includes(note as string))
        ledger.add('rotation', `deed ${deed.number}`, 'It names a rotation that did not lead to the keys of this log.');
}

function givenUpIn(rotations: readonly Rotation[], offset: number): GivenUp[] {
  return rotations.flatMap((rotation) =>
    rotation.revision.old === rotation.revision.new
      ? []
      : [
          {
            ...{ kid: rotation.revision.old, index: Number(rotation.size) + offset, allowed: 0 },
            ...{ next: rotation.revision.new, message: givenUp('It is', { to: rotation.size, since: rotation.since }) },
          },
        ],
  );
}

/** A log that begins anew has new keys: those of the log before it may be in other hands, which is why it began. */
function endedWith({ origin, revisionKeys, size, waiting }: Continued, offset: number): GivenUp[] {
  const kid = revisionKeys.at(-1);
  // Restored by an earlier version: how much waited then, nobody knows.
  if (kid === undefined || !Number.isSafeInteger(waiting)) return [];
  const message = `It is signed with the key of the earlier log ${origin}, which ended before`;
  return [{ kid, index: size + offset, allowed: waiting as number, next: '', message }];
}

/** The same of logs that this one took over: the entries of the n-th before it stand n places further behind. */
function givenUpEarlier(setting: LogSetting | null, ledger: Ledger): GivenUp[] {
  const all: GivenUp[] = [];
  let depth = 1;
  for (let log: Continued | null = setting?.continues ?? null; log; log = log.continues ?? null, depth++) {
    try {
      all.push(...givenUpIn(openRotations(log.rotations ?? []), depth), ...endedWith(log, depth));
    } catch (error) {
      ledger.add('rotation', `log ${log.origin}`, `Its rotations do not verify: ${(error as Error).message}`);
    }
  }
  return all;
}

async function auditGivenUp(db: Queries, all: readonly GivenUp[], ledger: Ledger): Promise<void> {
  for (const { kid, index, allowed, next, message } of all) {
    const headers = (await headersFrom(db, index)).filter((header) => kidOf(header) === kid);
    if (headers.length === 0) continue;
    for (const found of await signedFrom(db, index, { headers, beyond: allowed }))
      ledger.add(found.what, found.id, `Entry ${found.index}: ${message}.`, next, kid);
  }
}

function kidOf(header: string): unknown {
  try {
    return (JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid?: unknown }).kid;
  } catch {
    return null;
  }
}
