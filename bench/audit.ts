import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { audit } from '../apps/server/src/audit/index.ts';
import type { Figure } from './figure.ts';
import { importRows } from './import.ts';
import type { Scratch } from './scratch.ts';

/** Revisions audited per second, beside Ed25519 signatures that all cores can check and do nothing else. */
export async function benchAudit(scratch: Scratch, rows: number): Promise<Figure[]> {
  // What the import measured is audited where it ran before.
  const { rows: found } = await scratch.instance.owner.query('select exists (select from cairn.revision) as any');
  if (!found[0].any) await importRows(scratch, rows, 'engine', 1);
  // Before and after, because other work on the machine comes and goes.
  const before = await signaturesChecked();
  const begun = performance.now();
  const report = await audit(scratch.instance);
  const seconds = (performance.now() - begun) / 1000;
  if (!report.ok) throw new Error(`The audit found ${JSON.stringify(report.findings[0])}`);
  const limit = (before + (await signaturesChecked())) / 2;
  const { revisions } = report.checked;
  return [
    {
      name: `audit of ${revisions} revisions, everything included`,
      value: revisions / seconds,
      unit: 'revisions/s',
      limit: { name: 'Ed25519 signatures checked on all cores', value: limit },
      aim: { text: '≥ 8,000 revisions/s', met: ({ value }) => value >= 8_000 },
    },
  ];
}

/** Signatures over 2 kB, as long as a token, that all cores together check in a second. */
async function signaturesChecked(): Promise<number> {
  const rates = Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(CHECKING, { eval: true });
    return new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

const CHECKING = `
  const { generateKeyPairSync, sign, verify } = require('node:crypto');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(2048, 7);
  const signature = sign(null, message, privateKey);
  const begun = performance.now();
  let checked = 0;
  for (; performance.now() - begun < 3000; checked++) verify(null, message, publicKey, signature);
  require('node:worker_threads').parentPort.postMessage((checked / (performance.now() - begun)) * 1000);
`;
