import type { Verdict } from '@cairn/timestamp';
import type { DeedClaims } from '../record/deeds.ts';
import type { Queries } from '../record/log-store.ts';
import { allStamps, type StoredStamp } from '../record/stamp-store.ts';
import { type Bounds, newestClaims, outOfBounds, verifyStored, wholeTime } from '../record/stamps.ts';
import { checkpointOfSize } from '../record/witness-store.ts';
import type { Ledger } from './findings.ts';

/** A checkpoint that an authority stamped, as far as the stamp itself shows. */
export interface Stamped {
  readonly id: string;
  readonly size: number;
  readonly note: string;
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  /** Whether its authority is configured, so that it counts as an anchor. */
  readonly counts: boolean;
}

/**
 * Verifies every stamp from its own bytes: that the response answers the query and is over that checkpoint's note, that it
 * comes from a certificate which the operator had given for the authority then, and that its time lies between what the
 * entries below it say and the deed that took it in.
 *
 * @param db a snapshot
 * @param deeds those that verify, in their order
 * @returns the stamps that hold
 */
export async function auditStamps(db: Queries, deeds: readonly DeedClaims[], ledger: Ledger): Promise<Stamped[]> {
  const known = new AuthoritiesThen();
  const taken = new Map<string, { at: number; chains: ReadonlySet<string> }>();
  for (const deed of deeds) {
    known.take(deed);
    if (deed.table !== 'stamp' || deed.row === null) continue;
    taken.set(String(deed.key.id), { at: Date.parse(deed.at), chains: known.chainsOf(String(deed.row.authority)) });
  }
  const held: Stamped[] = [];
  const stamps = await allStamps(db);
  const claims = await newestClaims(db, await ownSizes(db, stamps));
  for (const stamp of stamps) {
    ledger.checked.stamps += 1;
    const add = (message: string, expected: unknown = '', found: unknown = ''): void =>
      ledger.add('stamp', `stamp of checkpoint ${stamp.size} by ${stamp.authority}`, message, expected, found);
    const deed = taken.get(stamp.id);
    const verdict = await verifyStored(stamp).catch((error: unknown) => {
      add(`It does not verify: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    // A row that no deed made is named with the other tables of deeds.
    if (verdict === null || deed === undefined) continue;
    const wrong = [
      ...statedWrong(stamp, verdict),
      ...(deed.chains.has(stamp.chain) ? [] : ['Its certificates are none that were given for this authority.']),
      ...lateOrEarly(verdict, boundsOf(claims.get(stamp.size), deed.at)),
    ];
    for (const message of wrong) add(message);
    const { id, size, note, authority: by } = stamp;
    if (wrong.length === 0) held.push({ id, size, note, by, time: wholeTime(verdict), counts: known.isActive(by) });
  }
  return held;
}

function statedWrong({ genTime }: StoredStamp, verdict: Verdict): string[] {
  return genTime === wholeTime(verdict) ? [] : [`Its row says ${genTime}, the stamp itself ${verdict.genTime.text}.`];
}

function lateOrEarly(verdict: Verdict, bounds: Bounds): string[] {
  const wrong = outOfBounds(verdict, bounds);
  return wrong === null ? [] : [wrong];
}

function boundsOf(claimed: number | undefined, taken: number): Bounds {
  return { after: claimed ?? null, before: Number.isNaN(taken) ? null : taken };
}

/** Entries below a checkpoint are this log's own only where the checkpoint is: of an earlier log they stand elsewhere. */
async function ownSizes(db: Queries, stamps: readonly StoredStamp[]): Promise<number[]> {
  const own = new Set<number>();
  for (const { size, note } of stamps) if ((await checkpointOfSize(db, size))?.note === note) own.add(size);
  return [...own];
}

/** The authorities and their certificates, as the deeds so far say. */
class AuthoritiesThen {
  readonly #active = new Map<string, boolean>();
  readonly #chains = new Map<string, ReadonlySet<string>>();

  take({ table, key, row }: DeedClaims): void {
    if (table !== 'time_authority') return;
    const name = String(key.name);
    this.#active.set(name, row?.active === true);
    if (row !== null) this.#chains.set(name, new Set([...this.chainsOf(name), String(row.chain)]));
  }

  chainsOf(name: string): ReadonlySet<string> {
    return this.#chains.get(name) ?? new Set();
  }

  isActive(name: string): boolean {
    return this.#active.get(name) ?? false;
  }
}
