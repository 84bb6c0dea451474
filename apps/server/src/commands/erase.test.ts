import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '../access/index.ts';
import { type ErasureSubject, type Person, plant, startErasureSubject } from '../testing/erasure-subject.ts';
import { TESTER } from '../testing/server.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const VALUE = 'Zqvarkolm';

let subject: ErasureSubject;

beforeAll(async () => {
  subject = await startErasureSubject();
  await plant(subject, VALUE);
});
afterAll(() => subject?.stop());

/** Runs a command as a person whose token comes by the environment, or by standard input where `input` begins with it. */
function cairn(
  args: readonly string[],
  who: Person | null,
  input = '',
): Promise<{ status: number; out: string; said: string }> {
  return new Promise((done) => {
    const env = { ...process.env, CAIRN_TOKEN: who === null ? '' : subject.tokens[who] };
    const all = [MAIN, ...args, '--data', subject.data];
    const child = execFile(process.execPath, all, { env }, (error, out, said) => {
      done({ status: error === null ? 0 : Number(error.code), out, said });
    });
    child.stdin?.end(input);
  });
}

test('two people erase by command, each with their own token; values and tokens never stand on the command line', {
  timeout: 240_000,
}, async () => {
  const reason = ['--reason', 'The person asked for it.'];
  expect(await cairn(['erase', 'request', ...reason], 'lead')).toMatchObject({ status: 2 });
  expect(await cairn(['erase', 'request', '--record', 'TEA-000001', ...reason], null)).toMatchObject({
    status: 2,
    said: expect.stringContaining('CAIRN_TOKEN'),
  });
  expect(await cairn(['erase', 'request', '--record', 'TEA-000001', ...reason], 'lead')).toMatchObject({
    status: 2,
    said: expect.stringContaining('--yes'),
  });
  const preview = await cairn(['erase', 'request', '--value-stdin', '--preview'], 'lead', `${VALUE}\n`);
  expect(preview.out).toMatch(/disclosures of \d+ records would go for good:/);
  expect(preview.out).toContain('TEA-000001 revision 1: title, holds the value');
  expect(preview.out).toContain('No erasure reaches:');

  const asking = ['erase', 'request', '--value-stdin', ...reason, '--yes', '--json'];
  const partly = JSON.parse((await cairn(asking, 'contributor', VALUE)).out).erasure;
  // Nobody can be asked here, but what would be asked is shown.
  expect(await cairn(['erase', 'approve', partly.id], 'lead')).toMatchObject({
    status: 2,
    said: expect.stringContaining('could NOT see everything in this compartment: copies of it may remain'),
  });
  expect((await cairn(['erase', 'list'], null)).out).toContain('(who asked could not see everything)');
  expect(await cairn(['erase', 'refuse', partly.id, '--reason', 'x'], 'contributor')).toMatchObject({ status: 0 });

  const both = `${subject.tokens.lead}\n${VALUE}\n`;
  const asked = [
    'erase',
    'request',
    '--value-stdin',
    '--token-stdin',
    '--compartment',
    'TEA',
    ...reason,
    '--yes',
    '--json',
  ];
  const requested = await cairn(asked, null, both);
  expect(requested.status, requested.said).toBe(0);
  expect(requested.said).not.toContain(VALUE);
  const { erasure } = JSON.parse(requested.out);
  expect(erasure).toMatchObject({ state: 'requested', requested_by: subject.people.lead.account });

  const approve = ['erase', 'approve', erasure.id, '--yes'];
  expect(await cairn(approve, 'lead')).toMatchObject({ status: 2, said: expect.stringContaining('cannot approve') });
  expect((await cairn(approve, 'reviewer')).status).toBe(2);
  const scopes = ['read', 'write'] as const;
  const { token } = await createToken(subject.instance, TESTER, { user: 'second@example.org', scopes });
  const narrow = await cairn([...approve, '--token-stdin'], null, token);
  expect(narrow).toMatchObject({ status: 2, said: expect.stringContaining('has not the scope "rights"') });
  const done = await cairn(approve, 'second');
  expect(done, done.said).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^Erased: \d+ disclosures of .* 2 files\./),
  });
  expect(await cairn(['erase', 'refuse', erasure.id, '--reason', 'x'], 'second')).toMatchObject({
    status: 2,
    said: expect.stringContaining('done already'),
  });

  const file = join(subject.folder, 'list.jsonl');
  const list = await cairn(['erase', 'list', '--out', file], null);
  expect(list.out).toMatch(new RegExp(`^${erasure.id}  done `));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ id: erasure.id, state: 'done' });
  expect(await cairn(['erase', 'list', '--out', file], null)).toMatchObject({ status: 2 });
  const none = await cairn(['erase', 'request', '--value-stdin', ...reason, '--yes'], 'lead', VALUE);
  expect(none).toMatchObject({ status: 2, said: expect.stringContaining('Nothing that you may read') });
});
