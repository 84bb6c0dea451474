import { parentPort, workerData } from 'node:worker_threads';
import { openPool } from '../database/index.ts';
import { Ledger } from './findings.ts';
import type { RangeResult, ThreadData } from './parallel.ts';
import { auditRange, type Range } from './revisions.ts';

// A thread of an audit, with a connection of its own: is told one range after the other and tells what it found there.
const { url, knownKids } = workerData as ThreadData;
const db = await openPool(url, 1).connect();

parentPort?.on('message', async (range: Range) => {
  const ledger = new Ledger();
  await auditRange(db, { knownKids }, range, ledger);
  const result: RangeResult = { findings: ledger.findings, checked: ledger.checked };
  parentPort?.postMessage(result);
});
