import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Instance } from '../database/index.ts';
import type { Checked, Finding, Ledger } from './findings.ts';
import { moreRevisionsThan } from './revision-store.ts';
import { auditRange, type Range } from './revisions.ts';

/** With fewer revisions than this a second thread costs more than it brings. */
const WORTH_THREADS = 5_000;

const EVERYTHING: Range = range('0', 'f');
/** Record ids are random, so ranges by their first digit are of about one size; many small ones end at the same time. */
const RANGES: readonly Range[] = [...'0123456789abcdef'].map((digit) => range(digit, digit));

function range(first: string, last: string): Range {
  const id = (digit: string, fill: string): string =>
    `${digit}${fill.repeat(7)}-${[4, 4, 4, 12].map((n) => fill.repeat(n)).join('-')}`;
  return { from: id(first, '0'), to: id(last, 'f') };
}

/** What a thread is given before its first range. */
export interface ThreadData {
  readonly url: string;
  readonly knownKids: ReadonlySet<string>;
}

/** What a thread found in one range. */
export interface RangeResult {
  readonly findings: Finding[];
  readonly checked: Checked;
}

/** Re-derives all records: checking a signature takes most of it, so a large instance is shared out among threads. */
export async function auditInParallel(
  instance: Instance,
  ledger: Ledger,
  { threads = availableParallelism(), least = WORTH_THREADS } = {},
): Promise<void> {
  const { knownKids } = instance.keys;
  if (threads < 2 || !(await moreRevisionsThan(instance.owner, least))) {
    const db = await instance.owner.connect();
    try {
      await auditRange(db, { knownKids }, EVERYTHING, ledger);
    } finally {
      db.release();
    }
    return;
  }
  const left = [...RANGES];
  const data: ThreadData = { url: instance.database.url(), knownKids };
  await Promise.all(Array.from({ length: Math.min(threads, left.length) }, () => workThrough(left, data, ledger)));
}

async function workThrough(left: Range[], workerData: ThreadData, ledger: Ledger): Promise<void> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, execArgv: QUIET });
  try {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      worker.postMessage(next);
      const [{ findings, checked }] = (await once(worker, 'message')) as [RangeResult];
      ledger.merge(findings, checked);
    }
  } finally {
    await worker.terminate();
  }
}

// Not what this process was started with, which is meant for its main thread alone.
const QUIET = ['--disable-warning=ExperimentalWarning'];
