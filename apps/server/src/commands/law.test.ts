import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn law '));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

// Where it runs there is no data folder, and none may be made.
function cairn(...args: string[]): Promise<{ status: number; out: string; said: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, 'law', ...args], { cwd: folder }, (error, out, said) => {
      done({ status: error === null ? 0 : Number(error.code), out, said });
    });
  });
}

const OWN = {
  form: 'cairn-law/1',
  instruments: [
    {
      key: 'xx-code',
      title: { en: 'Code of a country', uk: 'Кодекс країни' },
      short: { en: 'Code', uk: 'Кодекс' },
      kind: 'code',
      ...{ adopted: null, inForce: null, writtenBeside: null },
    },
  ],
  blocks: [],
  norms: [
    {
      id: 'xx-code:9',
      title: { en: 'Betrayal of lodgers', uk: 'Зрада квартирантів' },
      text: { en: 'Something of its own.', uk: 'Щось своє.' },
      family: 'national',
      conflict: 'any',
      source: { instrument: 'xx-code', article: '9' },
      ...{ from: null, to: null, check: { by: 'A. Nowak', on: '2025-02-03', against: 'Journal 17/2024' } },
    },
  ],
};

async function written(name: string, value: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, JSON.stringify(value));
  return file;
}

test('norms are found by words of either language and by place, and say that they are unchecked', async () => {
  const [english, ukrainian, place, none] = await Promise.all([
    cairn('search', 'human', 'shields'),
    cairn('search', 'живі щити', '--language', 'uk'),
    cairn('search', '8(2)(b)(i)', '--json'),
    cairn('search', 'zzzz'),
  ]);
  expect(english).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^rs:8\.2\.b\.xxiii +Human shields \[unchecked\]$/m),
  });
  expect(ukrainian.out).toMatch(/^rs:8\.2\.b\.xxiii +Живі щити \[не звірено\]$/m);
  expect(JSON.parse(place.out)[0]).toMatchObject({ id: 'rs:8.2.b.i', checked: false, check: null });
  expect(none).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was found') });
});

test('a norm is shown with place, validity, elements and their kinds, context opened, each wording marked', async () => {
  const [english, ukrainian, json] = await Promise.all([
    cairn('show', 'rs:8.2.b.iv'),
    cairn('show', 'rs:8.2.b.iv', '--language', 'uk'),
    cairn('show', 'rs:8.2.b.iv', '--json'),
  ]);
  expect(english.status, english.said).toBe(0);
  expect(english.out).toContain('Wording: unchecked: nobody compared it');
  expect(english.out).toContain('Source: Rome Statute, 8(2)(b)(iv)');
  expect(english.out).toContain('In force: from 2002-07-01');
  expect(english.out).toMatch(/^ {4}conduct: An attack was launched\. \[unchecked\]$/m);
  expect(english.out).toMatch(/^ {6,}context: There was an international armed conflict.*\[unchecked\]$/m);
  expect(english.out).toMatch(/\(shared: ctx\.iac\)$/m);
  expect(english.out).toContain('rs:8.2.b.iv/article-30');
  expect(english.out).toContain('no-niac-counterpart: ');
  expect(english.out).toMatch(/^ {2}cihl:14 .*\[unchecked\]$/m);
  const marks = [
    /^ +(?:conduct|consequence|circumstance|mental|context): /,
    /^ {2}[a-z0-9-]+:[0-9a-z.]+ +\S/,
    /^ +value-judgement: /,
  ];
  const wordings = english.out.split('\n').filter((line) => marks.some((each) => each.test(line)));
  expect(wordings.length).toBeGreaterThan(10);
  for (const line of wordings) expect(line).toMatch(/\[unchecked\]$/);
  expect(ukrainian.out).toContain('Формулювання: не звірено');
  expect(ukrainian.out).toMatch(/діяння: .*\[не звірено\]$/m);
  expect(JSON.parse(json.out)).toMatchObject({
    id: 'rs:8.2.b.iv',
    checked: false,
    allChecked: false,
    tree: { op: 'all' },
  });
  expect(json.out).toContain('"block":"ctx.iac"');
});

test('the catalogue is whole, and how much of it is unchecked is told', async () => {
  const [text, json] = await Promise.all([cairn('check'), cairn('check', '--json')]);
  expect(text, text.out).toMatchObject({ status: 0, out: expect.stringMatching(/Norms: \d+ checked, \d+ unchecked/) });
  expect(text.out).toContain('The catalogue is whole.');
  const { ok, counts, faults } = JSON.parse(json.out);
  expect({ ok, faults }).toEqual({ ok: true, faults: [] });
  expect(counts.norms.checked + counts.norms.unchecked).toBeGreaterThan(200);
});

test('a file of one’s own is taken in; a bad one is named place by place', async () => {
  const good = await written('own.json', OWN);
  const bad = await written('bad.json', {
    ...OWN,
    norms: [{ ...OWN.norms[0], title: { en: 'x' }, related: ['rs:0'] }],
  });
  const twice = await written('twice.json', { ...OWN, norms: [{ ...OWN.norms[0], id: 'rs:6.a' }] });
  const [found, shown, checked, faulty, double, refused] = await Promise.all([
    cairn('search', 'lodgers', '--add', good),
    cairn('show', 'xx-code:9', '--add', good),
    cairn('check', '--add', good),
    cairn('check', '--add', bad, '--json'),
    cairn('check', '--add', twice),
    cairn('show', 'rs:6.a', '--add', bad),
  ]);
  expect(found.out).toContain('xx-code:9');
  expect(found.out).toContain('[checked by A. Nowak on 2025-02-03 against: Journal 17/2024]');
  expect(shown.out).toContain('It has no elements');
  expect(checked, checked.out).toMatchObject({ status: 0, out: expect.stringMatching(/Norms: 1 checked/) });
  expect(faulty.status).toBe(1);
  expect(JSON.parse(faulty.out)).toMatchObject({
    ok: false,
    faults: [{ where: '/norms/0/title', what: 'It lacks "uk".' }],
  });
  expect(double).toMatchObject({ status: 1, out: expect.stringContaining('"rs:6.a" stands twice') });
  expect(refused).toMatchObject({ status: 2, said: expect.stringContaining('/norms/0/title: It lacks "uk". Add it') });
});

test('what is not there is said with what is near it', async () => {
  const [unknown, language] = await Promise.all([
    cairn('show', 'rs:8.2.b.1'),
    cairn('search', 'x', '--language', 'ru'),
  ]);
  expect(unknown).toMatchObject({
    status: 2,
    said: expect.stringMatching(/no norm "rs:8\.2\.b\.1".*Near it: rs:8\.2\.b\./),
  });
  expect(language).toMatchObject({ status: 2, said: expect.stringContaining('--language is en or uk') });
});
