import { type BulkChange, bulkStep, type Problem } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { amend, Conflict, Forbidden, Invalid, NotFound, readRecord, type Session } from '../record/index.ts';

/** Records that are changed side by side; their commits share transactions (record/gather.ts). */
const AT_ONCE = 6;

/** Why one record was left as it was. */
export type BulkRefusal = 'forbidden' | 'gone' | 'changed' | 'no-status' | 'less-strict' | 'rule';

export interface BulkResult {
  done: { id: string; reference: string; revision: number }[];
  /** They were so already; no revision was made. */
  same: { id: string; reference: string }[];
  refused: { id: string; reference: string | null; why: BulkRefusal; problems: Problem[] }[];
}

interface Given {
  readonly records: readonly string[];
  readonly change: BulkChange;
  readonly reason: string;
}

/**
 * Does the same to each of these records. Each is written whole or left as it was, with its own revision and the same
 * reason; what rules or rights refuse for one is told and holds up none of the others.
 */
export async function changeMany(instance: Instance, session: Session, given: Given): Promise<BulkResult> {
  const result: BulkResult = { done: [], same: [], refused: [] };
  const waiting = [...new Set(given.records)];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      await changeOne(instance, session, given, id, result);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return result;
}

async function changeOne(
  instance: Instance,
  session: Session,
  given: Given,
  id: string,
  result: BulkResult,
): Promise<void> {
  let reference: string | null = null;
  // Tags and the like join what somebody else wrote in the same moment: once more from the newest revision, then not again.
  for (const last of [false, true]) {
    try {
      const { kind, body, revision, reference: known } = await readRecord(instance, session, id);
      reference = known;
      const step = bulkStep(kind, body, given.change, { author: session.author, reason: given.reason });
      if ('left' in step) result.same.push({ id, reference });
      else if ('refused' in step) result.refused.push({ id, reference, why: step.refused, problems: [] });
      else {
        const change = { id, base: revision, patch: step.patch, reason: given.reason };
        const { revision: made } = await amend(instance, session, change);
        result.done.push({ id, reference, revision: made });
      }
      return;
    } catch (error) {
      if (error instanceof Conflict && !last) continue;
      const why = refusalOf(error);
      if (why === null) throw error;
      result.refused.push({ id, reference, why, problems: error instanceof Invalid ? [...error.problems] : [] });
      return;
    }
  }
}

function refusalOf(error: unknown): BulkRefusal | null {
  if (error instanceof Invalid) return 'rule';
  if (error instanceof Forbidden) return 'forbidden';
  if (error instanceof NotFound) return 'gone';
  return error instanceof Conflict ? 'changed' : null;
}
