import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../database/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { commit, commitDeed, newId, openOperatorSession, proofOf } from './index.ts';
import type { ProofFile } from './types.ts';

const SCRIPT = fileURLToPath(new URL('../../../../docs/check_proof.py', import.meta.url));
const python = spawnSync('python3', ['-c', 'import cryptography']).status === 0;
if (!python) console.log('Skipped: docs/check_proof.py needs python3 with the package "cryptography".');

let folder: string;
let instance: Instance;
let file: ProofFile;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-proof-'));
  instance = await openFresh(path.join(folder, 'data'));
  const compartment = randomUUID();
  const row = { id: compartment, code: 'TEA', name: 'Team' };
  await commitDeed(instance, { table: 'compartment', row, by: 'operator:tester', reason: 'Test' });
  const session = await openOperatorSession(instance);
  const ids = Array.from({ length: 9 }, newId);
  const incident = (id: string) => ({
    ...{ id, kind: 'incident' as const, compartment, base: 0 },
    body: { title: `Shelling of a market, ${id}`, notes: 'Withheld' },
  });
  await commit(instance, session, ids.map(incident), 'Test');
  file = await proofOf(instance, session, ids[4]!, 1, ['title']);
});

afterAll(async () => {
  await instance?.close();
  await rm(folder, { recursive: true, force: true });
});

async function check(proof: ProofFile, key: string): Promise<{ status: number | null; text: string }> {
  const name = path.join(folder, 'proof.json');
  await writeFile(name, JSON.stringify(proof));
  const { status, stdout, stderr } = spawnSync('python3', [SCRIPT, name, key], { encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

test.skipIf(!python)(
  'the script in docs verifies a proof without any code of ours, and shows what it discloses',
  async () => {
    const { status, text } = await check(file, instance.keys.logKey);
    expect(status).toBe(0);
    expect(text).toContain('Shelling of a market');
    expect(text).not.toContain('Withheld');
  },
);

test.skipIf(!python)('the script refuses an altered field, another place in the log and another key', async () => {
  const [jwt = '', first = '', ...rest] = file.token.split('~');
  const altered = Buffer.from(
    JSON.stringify([...JSON.parse(Buffer.from(first, 'base64url').toString()).slice(0, 2), 'x']),
  );
  const token = [jwt, altered.toString('base64url'), ...rest].join('~');
  const moved = file.tlogProof.replace(/^index (\d+)$/m, (_line, index: string) => `index ${Number(index) ^ 1}`);
  const refused = { status: 1, text: expect.stringMatching(/^NOT PROVEN: .*\n$/) };
  expect(await check({ ...file, token }, instance.keys.logKey)).toEqual(refused);
  expect(await check({ ...file, tlogProof: moved }, instance.keys.logKey)).toEqual(refused);
  expect(await check(file, instance.keys.witnessKey)).toEqual(refused);
});
