import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../../../shared/data/statistics/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn targeting '));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly said: string;
}

function cairn(...args: readonly string[]): Promise<Outcome> {
  return new Promise((done) => {
    // The folder holds no data folder, and none comes to be.
    execFile(process.execPath, [MAIN, 'targeting', ...args], { cwd: folder }, (error, out, said) =>
      done({ status: error === null ? 0 : Number(error.code), out, said }),
    );
  });
}

async function kept(name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return name;
}

async function told(...args: readonly string[]) {
  const { status, out, said } = await cairn(...args, '--json');
  expect({ status, said }).toEqual({ status: 0, said: '' });
  return JSON.parse(out);
}

/** The three strata of the reference. */
const THREE = 'stratum,exposed,group,hit,hit_group\nmarket,60,7,10,2\nstation,60,7,5,3\nschool,80,10,5,1\n';
const FEW = 'stratum,exposed,group,hit,hit_group\nmarket,20,5,2,1\nstation,20,5,2,1\n';

const PLAN = {
  ...{ form: 'cairn-plan/1', design: 'odds', strata: 'one attack', side: 'greater', alpha: 0.05, confidence: 0.95 },
  groups: { group: 'defenders', others: 'neighbours' },
  window: { from: '2022-02-24', to: '2022-12-31' },
  ...{ gammas: [1, 1.5, 2, 3, 5], tests: 1 },
};

test('a table of three strata gives the numbers of R, for programs', async () => {
  const result = await told(await kept('three.csv', THREE), '--side', 'greater');
  expect(result).toMatchObject({ planned: false, plan_digest: null, strata: 3, informative: 3, hit: 20, observed: 6 });
  expect(result).toMatchObject({ direction: 'more', side: 'greater', alpha: 0.05, upper: 'Infinity' });
  expect(result.p_greater).toBeCloseTo(0.01782564, 8);
  expect(result.odds_ratio).toBeCloseTo(3.9731, 4);
  expect(result.lower).toBeCloseTo(1.3297, 4);
  expect(result.gamma.map((each: { gamma: number }) => each.gamma)).toEqual([1, 1.5, 2, 3, 5]);
  const ps = [0.01782564, 0.07401219, 0.168388, 0.4018082, 0.7528192];
  expect(result.gamma.map((each: { p: number }) => each.p)).toEqual(ps.map((p) => expect.closeTo(p, 6)));
  expect(result.sentence).toMatch(
    /^Not consistent with harm falling regardless of status, given that odds .*; without a plan\)\.$/,
  );
  expect(result.sentence_uk).toMatch(/^Не узгоджується з тим, що шкода не залежала від статусу/);
});

test('for people it says first whether anything was planned, and last the sentence in both languages', async () => {
  const { status, out } = await cairn(await kept('three.csv', THREE), '--gamma', '1,2', '--confidence', '0.9');
  const lines = out.trimEnd().split('\n');
  expect(status).toBe(0);
  expect(lines[0]).toMatch(/^Not planned: nobody entered a plan/);
  expect(out).toContain('200 exposed, 24 of the group; 20 hit, 6 of the group.');
  expect(out).toContain('(more).');
  expect(out).toContain('(90 % limits');
  expect(out).toContain('  Γ = 2: p at most 0.168388');
  expect(lines.at(-2)).toMatch(/^Not consistent with harm falling regardless of status, given /);
  expect(lines.at(-1)).toMatch(/^Не узгоджується/);
  expect(out).not.toMatch(/prove|targeted|intent/i);
});

test('few hits are told as counts only, without any p', async () => {
  const file = await kept('few.csv', FEW);
  const result = await told(file);
  expect(result).toMatchObject({ strata: 2, hit: 4, observed: 2, p_greater: null, p_two_sided: null, pooled_p: null });
  expect(result).toMatchObject({ expected: null, odds_ratio: null, lower: null, upper: null, gamma: [] });
  expect(result.sentence).toMatch(/^Counts only/);
  const { out } = await cairn(file);
  expect(out).toContain('Counts only');
  expect(out).not.toMatch(/\bp\b|odds/);
});

describe.runIf(existsSync(SHARED))('the tables beside the checkout', () => {
  test('the confounded table is no finding within strata, and looks like one when strata are thrown together', async () => {
    const result = await told(path.join(SHARED, 'targeting_confounded.csv'));
    expect(result).toMatchObject({ strata: 40, observed: 229 });
    expect(result.p_two_sided).toBeCloseTo(0.637267, 6);
    expect(result.pooled_p / 2.19377327115e-23).toBeCloseTo(1, 6);
    expect(result.sentence).toMatch(/^Consistent with harm falling regardless of status, given equal exposure/);
  });

  test('the simulated table without an effect', async () => {
    const result = await told(path.join(SHARED, 'targeting_sim_logOR0.0.csv'));
    expect(result.observed).toBe(48);
    expect(result.p_two_sided).toBeCloseTo(0.848509, 6);
    expect(result.sentence).toMatch(/^Consistent/);
  });
});

describe('tables as programs write them', () => {
  test.each<[string, string]>([
    [
      'quoted names and cells',
      '"stratum","exposed","group","hit","hit_group"\n"market","60","7","10","2"\n"a, ""b""\nc",60,7,5,3\nschool,80,10,5,1\n',
    ],
    [
      'another order, and blanks',
      'hit , hit_group,exposed, group,stratum\n10,2,60, 7 ,market\n5,3,60,7,station\n5,1,80,10,school',
    ],
    ['CRLF, byte order mark, semicolons', `\ufeff${THREE.replaceAll(',', ';').replaceAll('\n', '\r\n')}`],
    ['tabs', THREE.replaceAll(',', '\t')],
    ['empty lines and rows', THREE.replace('station', '\n,,,,\nstation')],
  ])('%s', async (_, text) => {
    const result = await told(await kept('table.csv', text));
    expect(result).toMatchObject({ strata: 3, observed: 6, exposed: 200 });
    expect(result.p_greater).toBeCloseTo(0.01782564, 8);
  });

  test('other columns are left out, and named', async () => {
    const text = THREE.trimEnd().replaceAll('\n', ',2022\n').replace(',2022', ',day').concat(',2022');
    const { status, out, said } = await cairn(await kept('days.csv', text), '--json');
    expect({ status, said }).toEqual({ status: 0, said: 'Left out: "day".\n' });
    expect(JSON.parse(out)).toMatchObject({ strata: 3, observed: 6 });
  });

  test('large counts', async () => {
    const text = 'stratum,exposed,group,hit,hit_group\na,100000,50000,50000,25100\nb,100000,50000,50000,25000\n';
    const result = await told(await kept('large.csv', text));
    expect(result).toMatchObject({ observed: 50_100, expected: expect.closeTo(50_000, 3) });
    expect(result.p_greater).toBeGreaterThan(0.1);
    expect(result.p_greater).toBeLessThan(0.5);
  });
});

describe('tables that cannot be are refused with line and remedy', () => {
  const changed = (from: string, to: string) => THREE.replace(from, to);
  test.each<[string, string, string]>([
    ['an empty file', '', 'This file is empty. It needs the columns stratum, exposed, group, hit, hit_group.'],
    ['no strata', 'stratum,exposed,group,hit,hit_group\n', 'There are no strata below the first line.'],
    ['a missing column', changed('hit_group', 'hits'), 'line 1: The column "hit_group" is missing.'],
    [
      'two columns of one name',
      THREE.trimEnd().replaceAll('\n', ',hit\n').concat(',hit'),
      'line 1: The column "hit" stands there twice.',
    ],
    ['a cell too few', changed('60,7,5,3', '60,7,5'), 'line 3: Here are 4 cells, and the first line names 5.'],
    ['no name', changed('station', ' '), 'line 3: The stratum has no name.'],
    ['a doubled name', changed('school', 'market'), 'line 4: The stratum "market" stands in line 2 already.'],
    ['a negative count', changed('60,7,5,3', '60,7,-5,3'), 'line 3: "hit" is "-5". Give a whole number'],
    ['half a person', changed('60,7,5,3', '60.5,7,5,3'), 'line 3: "exposed" is "60.5". Give a whole number'],
    ['an exponent', changed('60,7,5,3', '6e1,7,5,3'), 'line 3: "exposed" is "6e1"'],
    ['an empty count', changed('60,7,5,3', '60,,5,3'), 'line 3: "group" is empty. Give 0'],
    [
      'a count beyond all',
      changed('60,7,5,3', '99999999999,7,5,3'),
      'line 3, stratum "station": "exposed" is 99999999999',
    ],
    ['digits without end', changed('60,7,5,3', `${'9'.repeat(400)},7,5,3`), 'line 3: "exposed" is "999'],
    [
      'more hit than exposed',
      changed('60,7,5,3', '60,7,61,3'),
      'line 3, stratum "station": "hit" (61) is larger than "exposed" (60)',
    ],
    ['more hit than the group has', changed('60,7,5,3', '60,2,5,3'), 'line 3, stratum "station": "hit_group" (3)'],
    ['an open quote', changed('station', '"station'), 'A quote is not closed'],
  ])('%s', async (_, text, message) => {
    const { status, out, said } = await cairn(await kept('bad.csv', text));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(said).toContain(message);
    expect(said).toMatch(/^bad\.csv/);
    expect(said).not.toContain('should not have happened');
  });

  test('a file that is not there, and options that cannot be', async () => {
    expect(await cairn('absent.csv')).toMatchObject({ status: 2, said: expect.stringContaining('does not exist') });
    const file = await kept('three.csv', THREE);
    for (const [option, value] of [
      ['side', 'more'],
      ['alpha', '0'],
      ['alpha', 'NaN'],
      ['alpha', '1'],
      ['confidence', '95'],
      ['gamma', '0.5'],
      ['gamma', '1,,2'],
      ['gamma', '1e300'],
    ] as const)
      expect(await cairn(file, `--${option}`, value)).toMatchObject({
        ...{ status: 2, out: '' },
        said: expect.stringContaining(`--${option} takes `),
      });
  });
});

describe('a planned test', () => {
  test('the plan and the table of the documentation give what it prints', async () => {
    const text = await readFile(new URL('../../../../docs/statistics.md', import.meta.url), 'utf8');
    const plan = await kept('example.json', /```json\n([^`]+)```/.exec(text)?.[1] ?? '');
    const table = await kept('example.csv', /```\n(stratum,[^`]+)```/.exec(text)?.[1] ?? '');
    const { digest } = await told('plan', plan);
    expect(text).toContain(`# ${digest}\n`);
    expect(text).toContain(`--digest ${digest}\n`);
    const result = await told(table, '--plan', plan, '--digest', digest);
    const row = result.gamma.map(({ p }: { p: number }) => (p < 0.1 ? p.toFixed(4) : p.toFixed(3))).join(' | ');
    expect(text).toContain(`| p at most | ${row} |`);
    expect(text).toContain(`Γ* is ${result.gamma_where_lost.toFixed(2)}`);
    expect(text).toContain(String(result.odds_ratio.toFixed(8)));
  });

  test('has a digest that spaces and the order of keys do not change', async () => {
    const { status, out } = await cairn('plan', await kept('plan.json', JSON.stringify(PLAN)));
    expect(status).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{64}\n$/);
    const turned = JSON.stringify(Object.fromEntries(Object.entries(PLAN).reverse()), null, 2);
    const again = await told('plan', await kept('turned.json', turned));
    expect(again.digest).toBe(out.trim());
    expect(JSON.parse(again.canonical)).toEqual(PLAN);
  });

  test('is carried out as planned under its digest, and refused under another', async () => {
    const plan = await kept('plan.json', JSON.stringify(PLAN));
    const file = await kept('three.csv', THREE);
    const digest = (await cairn('plan', plan)).out.trim();
    const result = await told(file, '--plan', plan, '--digest', digest);
    expect(result).toMatchObject({ planned: true, plan_digest: digest, side: 'greater', tests: 1 });
    expect(result.sentence).toMatch(/\(one-sided, for more harm, α = 0\.05\)\.$/);
    expect((await cairn(file, '--plan', plan, '--digest', digest.toUpperCase())).out).toContain(`Planned: ${digest}`);

    const changed = await kept('changed.json', JSON.stringify({ ...PLAN, alpha: 0.1 }));
    for (const [file2, digest2, message] of [
      [changed, digest, 'It was changed since'],
      [plan, '0'.repeat(64), 'It was changed since'],
      [plan, 'abc', '64 small hexadecimal digits'],
    ] as const)
      expect(await cairn(file, '--plan', file2, '--digest', digest2)).toMatchObject({
        ...{ status: 2, out: '' },
        said: expect.stringContaining(message),
      });
  });

  test('takes no choices beside the plan, nor a plan without digest, nor a plan that cannot be', async () => {
    const plan = await kept('plan.json', JSON.stringify(PLAN));
    const file = await kept('three.csv', THREE);
    for (const [args, message] of [
      [[file, '--plan', plan], '--plan and --digest belong together'],
      [[file, '--digest', '0'.repeat(64)], '--plan and --digest belong together'],
      [[file, '--plan', plan, '--digest', '0'.repeat(64), '--side', 'less'], '--side stands in the plan'],
      [
        ['plan', await kept('odd.json', JSON.stringify({ ...PLAN, alpha: '0.05' }))],
        '"alpha" is "0.05". Give a number',
      ],
      [['plan', await kept('none.json', 'plan: yes')], 'The plan is no JSON'],
    ] as const)
      expect(await cairn(...args)).toMatchObject({ status: 2, out: '', said: expect.stringContaining(message) });
  });
});

test('of fewer hits, two-sided, it says of whom the Γ is at which the finding is lost', async () => {
  const fewer = await kept('fewer.csv', 'stratum,exposed,group,hit,hit_group\na,100,10,10,0\nb,100,20,20,0\n');
  const { out } = await cairn(fewer);
  expect(out).toContain(
    'The finding is of fewer hits: it is lost from Γ = 1.82111 on, Γ being of people of the others',
  );
  expect((await cairn(fewer, '--side', 'less')).out).toContain('  The finding is lost from Γ = 2.3036 on.');
});
