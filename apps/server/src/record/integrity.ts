import { openNote, parseVerifierKey, type Verifier } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { type Alarms, alarmsOf } from './alarm-store.ts';
import { type LastAudit, lastAudit } from './last-audit.ts';
import { cosignedCheckpoints, newestCheckpoint, pendingCount } from './log-store.ts';
import { noteWithCosignatures } from './proof.ts';
import { activeStamps } from './stamp-store.ts';
import { verifyStored, wholeTime } from './stamps.ts';
import { activeWitnesses } from './witness-store.ts';

/** What of the log somebody outside holds. Without an anchor: size 0, nobody, no time. */
export interface Anchored {
  readonly size: number;
  readonly by: string[];
  /** When the last of them saw it, ISO 8601 in UTC; null where nobody dated it. */
  readonly time: string | null;
}

export interface Integrity {
  readonly size: number;
  readonly anchored: Anchored;
  readonly unanchored: number;
  readonly pending: number;
  readonly signing: { readonly ok: boolean; readonly message: string };
  /** Null when no audit was run on this data folder. */
  readonly lastAudit: LastAudit | null;
  readonly alarms: Alarms;
}

const stopped = new WeakMap<Instance, string>();

/** Notes whether signing goes on; the sequencer's loop says so after each run. */
export function noteSigning(instance: Instance, problem: string | null): void {
  if (problem === null) stopped.delete(instance);
  else stopped.set(instance, problem);
}

/** The state of the log in numbers: totals only, nothing about records. */
export async function integrity(instance: Instance): Promise<Integrity> {
  const size = (await newestCheckpoint(instance.sequencer))?.size ?? 0;
  const anchored = larger(await anchoredByWitnesses(instance), await anchoredByStamps(instance));
  const message = stopped.get(instance) ?? '';
  return {
    size,
    anchored,
    unanchored: size - anchored.size,
    pending: await pendingCount(instance.sequencer),
    signing: { ok: message === '', message },
    lastAudit: lastAudit(instance),
    alarms: await alarmsOf(instance.access),
  };
}

/** The largest checkpoint with the cosignature of a configured witness. */
export async function anchoredByWitnesses(instance: Instance): Promise<Anchored> {
  const witnesses = await activeWitnesses(instance.sequencer);
  if (witnesses.size === 0) return { size: 0, by: [], time: null };
  const verifiers = [...witnesses.values()].map(parseVerifierKey);
  for (const checkpoint of await cosignedCheckpoints(instance.sequencer)) {
    const seen = cosignedBy(await noteWithCosignatures(instance, checkpoint), verifiers);
    if (seen.length > 0) return { size: checkpoint.size, by: seen.map((s) => s.name), time: latest(seen) };
  }
  return { size: 0, by: [], time: null };
}

/** Stamps are long: beyond the largest few nothing is looked for when they do not verify, which audit names. */
const STAMPS_TRIED = 20;

/** The largest checkpoint with a stamp that verifies, of an authority that is configured. */
export async function anchoredByStamps(instance: Instance): Promise<Anchored> {
  for (const stamp of await activeStamps(instance.sequencer, STAMPS_TRIED)) {
    const verdict = await verifyStored(stamp).catch(() => null);
    if (verdict !== null) return { size: stamp.size, by: [stamp.authority], time: wholeTime(verdict) };
  }
  return { size: 0, by: [], time: null };
}

/** The anchor of the larger size; of one size both, with the later time. */
export function larger(a: Anchored, b: Anchored): Anchored {
  if (a.size !== b.size || a.size === 0) return a.size >= b.size ? a : b;
  const times = [a.time, b.time].filter((time) => time !== null).sort();
  return { size: a.size, by: [...a.by, ...b.by], time: times.at(-1) ?? null };
}

function cosignedBy(note: string, verifiers: readonly Verifier[]): { name: string; timestamp?: number }[] {
  try {
    return openNote(note, verifiers).signatures.map(({ name, timestamp }) =>
      timestamp === undefined ? { name } : { name, timestamp: Number(timestamp) },
    );
  } catch {
    return [];
  }
}

function latest(seen: readonly { timestamp?: number }[]): string | null {
  const times = seen.flatMap(({ timestamp }) => (timestamp === undefined ? [] : [timestamp]));
  return times.length === 0 ? null : new Date(Math.max(...times) * 1000).toISOString();
}
