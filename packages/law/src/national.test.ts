import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LAW, LAW_FILES } from './builtin.ts';
import { DoubleKey, elementsOf, normOf } from './catalogue.ts';
import { evaluate } from './charging.ts';
import type { Assessments } from './evaluate.ts';
import type { LawFile } from './form.ts';
import { gate } from './gate.ts';
import { formFaults } from './law-faults.ts';
import { addLawFile, BadLawFile, readLawFile } from './national.ts';

const FILES = Object.values(LAW_FILES);

const own = () => ({
  form: 'cairn-law/1',
  instruments: [
    {
      key: 'xx-code',
      title: { en: 'Code of a country', uk: 'Кодекс країни' },
      short: { en: 'Code', uk: 'Кодекс' },
      kind: 'code',
      ...{ adopted: '1997-06-06', inForce: '1998-09-01', writtenBeside: 'Official journal 2024, no. 17' },
    },
  ],
  blocks: [],
  norms: [
    {
      id: 'xx-code:123.1',
      title: { en: 'Killing in occupied territory', uk: 'Убивство на окупованій території' },
      text: { en: 'Killing civilians in occupied territory.', uk: 'Убивство цивільних осіб на окупованій території.' },
      family: 'national',
      conflict: 'iac',
      related: ['rs:8.2.a.i'],
      tree: {
        op: 'all',
        parts: [
          {
            id: 'xx-code:123.1/killed',
            kind: 'conduct',
            text: { en: 'Somebody was killed.', uk: 'Когось було вбито.' },
            source: { instrument: 'xx-code', article: '123', paragraph: '1' },
            ...{
              from: '1998-09-01',
              to: null,
              check: { by: 'A. Nowak', on: '2025-02-03', against: 'Journal 17/2024' },
            },
          },
          { ref: 'ctx.iac' },
        ],
      },
      mental: 'stated',
      source: { instrument: 'xx-code', article: '123', paragraph: '1' },
      ...{ from: '1998-09-01', to: null, check: null },
    },
  ],
});
type Own = ReturnType<typeof own>;

/** The file with one place changed, `undefined` taking it out. */
function changed(path: string, value: unknown): unknown {
  const file: unknown = own();
  const steps = path.split('/');
  const last = steps.pop() ?? '';
  const at = steps.reduce((node, step) => Reflect.get(node as object, step), file);
  Reflect.set(at as object, last, value);
  return JSON.parse(JSON.stringify(file));
}

test('a file of an organisation is read, takes part in everything, and shared context opens in it', () => {
  const catalogue = addLawFile(FILES, readLawFile(`\uFEFF${JSON.stringify(own())}`));
  const norm = normOf(catalogue, 'xx-code:123.1');
  expect(gate(norm, 'occupation', '2022-03-01').fits).toBe('yes');
  const given = Object.fromEntries(
    ['xx-code:123.1/killed', 'ctx.iac.conflict', 'ctx.iac.nexus', 'ctx.iac.aware'].map((id) => [
      id,
      { for: 4, against: 0 } as const,
    ]),
  );
  expect(evaluate(catalogue, norm.id, given, 4)).toMatchObject({ verdict: 'met', gaps: [] });
  expect(normOf(catalogue, 'rs:8.2.a.i').related).toContain('xx-code:123.1');
  expect(normOf(LAW, 'rs:8.2.a.i').related).not.toContain('xx-code:123.1');
});

describe('what differs from the form is named by its path, with what to do', () => {
  test.each<[string, unknown, string, RegExp, RegExp]>([
    ['form', 'cairn-law/2', '/form', /another form/, /cairn-law\/1/],
    ['norms/0/text/uk', undefined, '/norms/0/text', /lacks "uk"/, /Add it/],
    ['norms/0/text/uk', '', '/norms/0/text/uk', /empty/, /Fill it/],
    ['norms/0/penalty', '5 years', '/norms/0', /has "penalty"/, /Take it out/],
    ['norms/0/family', 'crime', '/norms/0/family', /not one of/, /"national"/],
    ['norms/0/id', 'Code 123', '/norms/0/id', /pattern/, /code:118\.2/],
    ['norms/0/from', '1.9.1998', '/norms/0/from', /pattern/, /2024-10-24/],
    ['norms/0/check', { by: 'A. Nowak' }, '/norms/0/check', /lacks "on", "against"/, /Add it/],
    ['norms/0/tree/parts', [], '/norms/0/tree/parts', /empty/, /Fill it/],
    ['norms/0/tree/op', 'both', '/norms/0/tree/op', /not one of/, /"all", "any"/],
    ['norms/0/tree/parts/0/kind', 'act', '/norms/0/tree/parts/0/kind', /not one of/, /"conduct"/],
    ['norms/0/tree/parts/0/id', 'killed', '/norms/0/tree/parts/0/id', /pattern/, /slug/],
    ['norms/0/tree/parts/1/note', 'x', '/norms/0/tree/parts/1', /has "note"/, /Take it out/],
    ['instruments/0/kind', 'law', '/instruments/0/kind', /not one of/, /"code"/],
  ])('%s', (path, value, where, what, todo) => {
    const faults = formFaults(changed(path, value));
    expect(faults).toContainEqual({
      where,
      what: expect.stringMatching(what),
      todo: expect.stringMatching(todo),
    });
    expect(faults.filter((fault) => fault.where === where)).toHaveLength(1);
    expect(() => readLawFile(JSON.stringify(changed(path, value)))).toThrow(BadLawFile);
  });

  test.each<[string, string]>([
    ['[]', 'the file'],
    ['null', 'the file'],
    ['{"form": "cairn-law/1",}', 'the file'],
    ['', 'the file'],
  ])('%s is no law file', (text, where) => {
    expect(() => readLawFile(text)).toThrow(BadLawFile);
    expect(() => readLawFile(text)).toThrow(where);
  });
});

describe('what does not fit the rest is refused', () => {
  const adding = (file: unknown) => () => addLawFile(FILES, readLawFile(JSON.stringify(file)));

  test.each<[string, unknown, RegExp]>([
    ['norms/0/related', ['rs:8.2.z'], /names the norm "rs:8\.2\.z"/],
    ['norms/0/topics', ['gossip'], /no topic "gossip"/],
    ['norms/0/tree/parts/1/ref', 'ctx.peace', /names the block "ctx\.peace"/],
    ['norms/0/source/instrument', 'yy', /"yy" is no instrument/],
    ['norms/0/title/uk', 'Killing', /title is missing in Ukrainian/],
    ['norms/0/title/en', 'Убивство', /Cyrillic/],
    ['norms/0/to', '1990-01-01', /ends before it begins/],
    ['norms/0/from', '2023-02-29', /no day 2023-02-29/],
    ['norms/0/tree/parts/0/id', 'rs:8.2.b.i/attack', /Two elements have this key/],
    ['norms/0/tree/parts/0/id', 'xx-code:123.1/article-30', /article 30 supplies/],
  ])('%s', (path, value, says) => {
    expect(adding(changed(path, value))).toThrow(BadLawFile);
    expect(adding(changed(path, value))).toThrow(says);
  });

  test('a key that is there already', () => {
    expect(adding(changed('norms/0/id', 'rs:8.2.b.i'))).toThrow(DoubleKey);
    expect(adding({ ...own(), norms: [...own().norms, ...own().norms] })).toThrow(DoubleKey);
    expect(adding(changed('instruments/0/key', 'rs'))).toThrow(DoubleKey);
  });

  test('faults that were there before are not laid on the added file', () => {
    const broken: LawFile = { form: 'cairn-law/1', instruments: [], blocks: [], norms: [] };
    const withFault = [...FILES, { ...broken, norms: [{ ...normOf(LAW, 'rs:6.a'), id: 'x:1', related: ['x:2'] }] }];
    expect(() => addLawFile(withFault, own() as Own & LawFile)).not.toThrow();
  });
});

test('the example of docs/law.md is a whole file of the form', () => {
  const text = readFileSync(new URL('../../../docs/law.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```json\n(\{\n {2}"form"[\s\S]*?)^```/gm)].map(([, json = '']) => json);
  expect(blocks).toHaveLength(1);
  const catalogue = addLawFile(FILES, readLawFile(blocks[0] ?? ''));
  expect(evaluate(catalogue, 'pl-kk:123.1', {}, 3).gaps.map(({ id }) => id)).toEqual([
    'pl-kk:123.1/killed',
    'pl-kk:123.1/surrendered',
    'pl-kk:123.1/civilian',
  ]);
});

test('the worked example of docs/law.md comes out as it says', () => {
  const text = readFileSync(new URL('../../../docs/law.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| ([^|*]+) \| (\d) \| (\d) \|$/gm)].map(([, , shown, against]) => [shown, against]);
  const norm = normOf(LAW, 'rs:8.2.b.i');
  const elements = elementsOf(LAW, norm);
  expect(rows).toHaveLength(elements.length);
  const given = Object.fromEntries(
    elements.map(({ id }, at) => [id, { for: Number(rows[at]?.[0]), against: Number(rows[at]?.[1]) }]),
  ) as Assessments;
  expect(evaluate(LAW, norm.id, given, 3)).toMatchObject({ for: 3, against: 2, verdict: 'met' });
  const disputed = { ...given, 'rs:8.2.b.i/object': { for: 4, against: 3 } } as const;
  expect(evaluate(LAW, norm.id, disputed, 3)).toMatchObject({ for: 3, against: 3, verdict: 'open', contested: true });
});
