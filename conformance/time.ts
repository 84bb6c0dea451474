import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addAuthority, exportStamps, stampWith } from '../apps/server/src/anchors/index.ts';
import { newestCheckpoint } from '../apps/server/src/record/index.ts';
import { HAS_OPENSSL, startAuthority, startOpensslAuthority } from '../apps/server/src/testing/time-authority.ts';
import { Missing, type Report } from './report.ts';
import { by, type Subject } from './subject.ts';
import { askOpensslTime } from './tools.ts';

/** Queries, stamps and exported checkpoints, by "openssl ts": as the authority that reads and signs, and as the verifier. */
export async function checkTime(report: Report, { instance }: Subject, folder: string): Promise<void> {
  const made = path.join(folder, 'stamps');
  mkdirSync(made);
  const local = await startAuthority();
  const other = HAS_OPENSSL ? await startOpensslAuthority() : null;
  try {
    const checkpoint = await newestCheckpoint(instance.sequencer);
    if (checkpoint === null) throw new Error('there is no checkpoint');
    await report.check('openssl ts answers a query of ours with a stamp that is taken in', async () => {
      if (other === null) throw new Missing('openssl', 'install OpenSSL 3');
      const given = { name: 'openssl', url: other.url, chain: other.chain, policy: '1.2.3.4.5' };
      const authorities = [await addAuthority(instance, by, given)];
      const [outcome] = await stampWith(instance, by, { authorities, checkpoint });
      return { ok: outcome?.failing === null, said: outcome?.failing ?? '' };
    });
    const authorities = [await addAuthority(instance, by, { name: 'local', url: local.url, chain: local.chain })];
    await stampWith(instance, by, { authorities, checkpoint });
    const { files, lines } = await exportStamps(instance, checkpoint.size);
    for (const { name, bytes } of files) writeFileSync(path.join(made, name), bytes);
    for (const { name, bytes } of files.filter((file) => file.name.endsWith('.tsq')))
      await report.check(`openssl ts reads ${kindOf(name)} query`, () => read(made, name, bytes));
    for (const line of lines) await judge(report, made, line);
  } finally {
    await local.stop();
    await other?.stop();
  }
}

function kindOf(name: string): string {
  return name.includes('openssl') ? 'the other' : 'a';
}

async function read(folder: string, name: string, bytes: Uint8Array) {
  const { ok, said } = await askOpensslTime(folder, '-query', '-in', name, '-text');
  return { ok: ok && bytes.length > 0 && /Certificate required: yes/.test(said), said };
}

/** The line that the export prints, as it stands, then with one thing altered each time. */
async function judge(report: Report, folder: string, line: string): Promise<void> {
  const args = line.split(' ').slice(2);
  const who = kindOf(args.join(' '));
  const after = (option: string): string => args[args.indexOf(option) + 1] ?? '';
  await report.check(`openssl ts verifies ${who} stamp of a checkpoint`, () => askOpensslTime(folder, ...args));
  writeFileSync(path.join(folder, 'other.checkpoint'), 'another checkpoint\n');
  const data = args.map((arg) => (arg === after('-data') ? 'other.checkpoint' : arg));
  const fails = { fails: true };
  await report.check(
    `openssl ts refuses ${who} stamp for another checkpoint`,
    () => askOpensslTime(folder, ...data),
    fails,
  );
}
