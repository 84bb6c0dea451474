import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { type Identity, type Instance, type Keys, openInstance, readIdentity } from '../database/index.ts';
import { type Subject, startSubject } from '../testing/backup-subject.ts';
import { commit, newId, openOperatorSession, rotateKeys, sequence } from './index.ts';

let subject: Subject;
let data: string;
let checkpoint: string;

beforeAll(async () => {
  subject = await startSubject();
  data = subject.instance.data.root;
  checkpoint = await subject.write('Before');
});
afterAll(() => subject.stop());

/** Rotates in a process of its own, which dies at the step. */
async function rotateElsewhere(step: string): Promise<{ killed: boolean; problems: string }> {
  const script = fileURLToPath(new URL('../testing/crash-rotation.ts', import.meta.url));
  const child = spawn(process.execPath, [script, data, step], { stdio: ['ignore', 'ignore', 'pipe'] });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  return { killed: signal === 'SIGKILL', problems };
}

async function goesOn(instance: Instance): Promise<void> {
  const session = await openOperatorSession(instance);
  const change = { id: newId(), kind: 'incident' as const, compartment: subject.compartment, base: 0 };
  await commit(instance, session, [{ ...change, body: { title: 'Afterwards' } }], 'test');
  await sequence(instance);
  expect((await audit(instance, { against: [checkpoint] })).findings).toEqual([]);
}

test('while another process works with the folder, nothing is rotated and nothing is left', async () => {
  const before = readFileSync(`${data}/keys/identity.json`, 'utf8');
  const { killed, problems } = await rotateElsewhere('logged');
  expect(killed).toBe(false);
  expect(problems).toContain('Other processes work with this data folder');
  expect(readFileSync(`${data}/keys/identity.json`, 'utf8')).toBe(before);
  await goesOn(subject.instance);
});

test('killed at any step, the keys are the old ones or the new ones, and the log goes on', async () => {
  await subject.instance.close();
  let before: Keys | null = null;
  for (const [step, changed] of [
    ['kept', false],
    ['logged', true],
    ['replaced', true],
    ['signed', true],
  ] as const) {
    const { killed, problems } = await rotateElsewhere(step);
    expect({ step, killed, problems }).toEqual({ step, killed: true, problems: '' });
    const secrets = readIdentity(`${data}/keys`) as Identity;
    expect(secrets.next !== undefined).toBe(step === 'kept' || step === 'logged');
    const instance = await openInstance({ data });
    try {
      const { keys } = instance;
      const count = before?.rotations.length ?? 0;
      expect({ step, rotations: keys.rotations.length }).toEqual({ step, rotations: count + (changed ? 1 : 0) });
      if (before !== null) expect(keys.logKey === before.logKey).toBe(!changed);
      await goesOn(instance);
      // What a rotation that was cut short had left is no obstacle to another.
      if (step === 'kept') await rotateKeys(instance, { which: ['log'], by: 'operator:tester' });
      before = instance.keys;
    } finally {
      await instance.close();
    }
  }
});
