import { expect, test } from 'vitest';
import { LAW, LAW_FILES } from './builtin.ts';
import { catalogueOf } from './catalogue.ts';
import { checkCatalogue, isChecked } from './check.ts';
import type { LawFile, Norm, Tree } from './form.ts';

const known = new Set(checkCatalogue(LAW).faults.map(({ where, what }) => `${where} ${what}`));

/** What the check says anew after somebody changed one place of a copy of the catalogue. */
function saidAfter(change: (norm: Mutable, files: LawFile[]) => void): { where: string; what: string }[] {
  const files = structuredClone(Object.values(LAW_FILES)) as LawFile[];
  const norm = files.flatMap(({ norms }) => norms).find(({ id }) => id === 'rs:8.2.b.i');
  change(norm as Mutable, files);
  return checkCatalogue(catalogueOf(files)).faults.filter(({ where, what }) => !known.has(`${where} ${what}`));
}

// biome-ignore lint/suspicious/noExplicitAny: the tests break what the types would not let them break.
type Mutable = any;

test.each<[string, (norm: Mutable, files: LawFile[]) => void, string, RegExp]>([
  [
    'an emptied word',
    (norm) => {
      norm.text.en = ' ';
    },
    'rs:8.2.b.i',
    /text is missing in English/,
  ],
  [
    'an emptied Ukrainian word',
    (norm) => {
      norm.title.uk = '';
    },
    'rs:8.2.b.i',
    /title is missing in Ukrainian/,
  ],
  [
    'Ukrainian replaced by English',
    (norm) => {
      norm.text.uk = norm.text.en;
    },
    'rs:8.2.b.i',
    /text is missing in Ukrainian/,
  ],
  [
    'English replaced by Ukrainian',
    (norm) => {
      norm.text.en = norm.text.uk;
    },
    'rs:8.2.b.i',
    /Cyrillic/,
  ],
  [
    'an element left in English',
    (norm) => {
      norm.tree.parts[1].text.uk = 'object';
    },
    'rs:8.2.b.i/object',
    /text is missing in Ukrainian/,
  ],
  [
    'an indicator left in English',
    (norm) => {
      norm.tree.parts[2].indicators[0].uk = 'x';
    },
    'rs:8.2.b.i/meant',
    /indicator 1 is missing/,
  ],
  [
    'means of proof left in English',
    (norm) => {
      norm.tree.parts[0].means[1].uk = 'x';
    },
    'rs:8.2.b.i/attack',
    /means of proof 2 is missing/,
  ],
  [
    'a broken block reference',
    (norm) => {
      norm.tree.parts.at(-1).ref = 'ctx.nothing';
    },
    'rs:8.2.b.i',
    /block "ctx\.nothing"/,
  ],
  [
    'a broken relation',
    (norm) => {
      norm.related.push('rs:8.2.b.99');
    },
    'rs:8.2.b.i',
    /norm "rs:8\.2\.b\.99"/,
  ],
  [
    'a relation to itself',
    (norm) => {
      norm.related.push('rs:8.2.b.i');
    },
    'rs:8.2.b.i',
    /related to itself/,
  ],
  [
    'a warning that points nowhere',
    (norm) => {
      norm.warnings = [{ code: 'no-annex', text: { en: 'a', uk: 'б' }, see: ['x:1'] }];
    },
    'rs:8.2.b.i',
    /norm "x:1"/,
  ],
  [
    'a warning in one language',
    (norm) => {
      norm.warnings = [{ code: 'no-annex', text: { en: 'a', uk: 'b' } }];
    },
    'rs:8.2.b.i',
    /warning no-annex is missing/,
  ],
  [
    'a doubled element',
    (norm) => {
      norm.tree.parts.push(structuredClone(norm.tree.parts[0]));
    },
    'rs:8.2.b.i/attack',
    /Two elements/,
  ],
  [
    'a tree without leaves',
    (norm) => {
      norm.tree.parts = [];
    },
    'rs:8.2.b.i',
    /ends without an element/,
  ],
  [
    'a branch without leaves',
    (norm) => {
      norm.tree.parts.push({ op: 'any', parts: [] });
    },
    'rs:8.2.b.i',
    /ends without an element/,
  ],
  [
    'an unknown instrument',
    (norm) => {
      norm.tree.parts[0].source.instrument = 'zz';
    },
    'rs:8.2.b.i/attack',
    /"zz" is no instrument/,
  ],
  [
    'an unknown topic',
    (norm) => {
      norm.topics = ['zz'];
    },
    'rs:8.2.b.i',
    /no topic "zz"/,
  ],
  [
    'a day that does not exist',
    (norm) => {
      norm.from = '2022-02-30';
    },
    'rs:8.2.b.i',
    /no day 2022-02-30/,
  ],
  [
    'days in the wrong order',
    (norm) => {
      norm.to = '2001-01-01';
    },
    'rs:8.2.b.i',
    /ends before it begins/,
  ],
  [
    'a check that names no person',
    (norm) => {
      norm.check = { by: ' ', on: '2025-02-03', against: 'ICC, 2011 edition' };
    },
    'rs:8.2.b.i',
    /does not say by whom/,
  ],
  [
    'an instrument in one language',
    (_, files) => {
      (files[0] as Mutable).instruments[0].title.uk = 'x';
    },
    'rs',
    /title is missing in Ukrainian/,
  ],
])('%s is named by the check', (_, change, where, what) => {
  expect(saidAfter(change)).toContainEqual({
    where,
    what: expect.stringMatching(what),
    todo: expect.stringMatching(/\.$/),
  });
});

test('a block that holds itself is named and does not hang the check', () => {
  const said = saidAfter((_, files) => {
    const block = files.flatMap(({ blocks }) => blocks).find(({ id }) => id === 'ctx.iac') as Mutable;
    block.tree = { op: 'all', parts: [block.tree, { ref: 'ctx.iac' }] };
  });
  expect(said).toContainEqual(
    expect.objectContaining({ where: 'ctx.iac', what: expect.stringMatching(/holds itself/) }),
  );
});

test('an unchanged copy has nothing new to say', () => {
  expect(saidAfter(() => {})).toEqual([]);
});

test('counts follow what persons entered, and nothing is checked while one wording of it is not', () => {
  const entry = { by: 'A. Nowak', on: '2025-02-03', against: 'ICC, 2011 edition' };
  const files = structuredClone(Object.values(LAW_FILES)) as Mutable[];
  const norm = files.flatMap(({ norms }) => norms).find(({ id }: Norm) => id === 'rs:28.a') as Mutable;
  norm.check = entry;
  norm.tree.parts[0].check = entry;
  const before = checkCatalogue(LAW).counts;
  const partly = catalogueOf(files);
  expect(checkCatalogue(partly).counts).toMatchObject({
    norms: { checked: before.norms.checked + 1, unchecked: before.norms.unchecked - 1 },
    elements: { checked: before.elements.checked + 1, unchecked: before.elements.unchecked - 1 },
  });
  expect(isChecked(partly, norm)).toBe(false);
  const all = (tree: Tree): Tree =>
    ('parts' in tree ? { ...tree, parts: tree.parts.map(all) } : { ...tree, check: entry }) as Tree;
  expect(isChecked(partly, { ...norm, tree: all(norm.tree) })).toBe(true);
});

test('a norm is not checked while the title of a shared block is not', () => {
  const entry = { by: 'A. Nowak', on: '2025-02-03', against: 'ICC, 2011 edition' };
  const all = (tree: Tree): Tree => {
    if ('parts' in tree) return { ...tree, parts: tree.parts.map(all) };
    return 'ref' in tree ? tree : { ...tree, check: entry };
  };
  const files = structuredClone(Object.values(LAW_FILES)) as Mutable[];
  const block = files.flatMap(({ blocks }) => blocks).find(({ id }) => id === 'ctx.iac') as Mutable;
  block.tree = all(block.tree);
  const norm = files.flatMap(({ norms }) => norms).find(({ id }: Norm) => id === 'rs:8.2.b.i') as Mutable;
  const checked = { ...norm, check: entry, mental: 'stated', tree: all(norm.tree) };
  expect(isChecked(catalogueOf(structuredClone(files)), checked)).toBe(false);
  block.check = entry;
  expect(isChecked(catalogueOf(files), checked)).toBe(true);
});
