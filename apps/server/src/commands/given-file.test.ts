import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../record/types.ts';
import type { Command, Context, Values } from './command.ts';
import { failureOf } from './failure.ts';
import { restoreCommand } from './restore.ts';
import { verifyCommand } from './verify.ts';
import { witnessSign } from './witness-sign.ts';

let folder: string;
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-given-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(command: Command, words: string[], values: Values = {}): Promise<number> {
  const context: Context = {
    data: join(folder, 'data'),
    json: false,
    out: (text) => void said.push(text),
    say: (text) => void said.push(text),
    readStdin: async () => '',
    watched: false,
  };
  return command.run(context, words, values);
}

test.runIf(process.platform !== 'win32')('devices, which never end, are refused wherever a file is named', async () => {
  const calls: [Command, string[], Values?][] = [
    [verifyCommand, ['/dev/zero']],
    [witnessSign, ['/dev/zero']],
    [restoreCommand, ['/dev/zero']],
    [restoreCommand, [join(folder, 'backup')], { against: ['/dev/zero'] }],
    [restoreCommand, [join(folder, 'backup')], { identity: ['/dev/zero'] }],
  ];
  await writeFile(join(folder, 'backup'), 'x');
  for (const [command, words, values] of calls) {
    const refused = run(command, words, values);
    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toThrow(/device or pipe/);
  }
  await expect(run(verifyCommand, [folder])).rejects.toThrow(/folder/);
});

test('a file larger than any of its sort is not read', async () => {
  const large = join(folder, 'large');
  await writeFile(large, '');
  await truncate(large, 10 * 1024 * 1024 + 1);
  await expect(run(verifyCommand, [large])).rejects.toThrow(/larger than 10 MiB/);
  await expect(run(witnessSign, [large])).rejects.toThrow(/larger than 10 MiB/);
});

test('a proof file with stamps is not proven', async () => {
  const file = join(folder, 'proof.json');
  await writeFile(file, JSON.stringify({ token: 'a.b.c~', tlogProof: 'x', key: 'x', stamps: [{ anything: true }] }));
  expect(await run(verifyCommand, [file])).toBe(1);
  expect(said.at(-1)).toMatch(/^NOT PROVEN: .*1 stamp that this version cannot check/);
});

test('a full disk is told as such, whoever noticed it', () => {
  for (const code of ['ENOSPC', '53100', '57P02', '57P03']) {
    const { message } = failureOf(Object.assign(new Error('could not extend file'), { code }));
    expect(message).toMatch(/disk is full.* make room and run it again\.$/);
    expect(message).not.toContain('report');
  }
});
