import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LAW, LAW_FILES } from './builtin.ts';
import { blocksOf, normOf } from './catalogue.ts';
import { checkCatalogue } from './check.ts';
import { elementsIn } from './evaluate.ts';
import type { Tree } from './form.ts';
import { JURISDICTION_FACTS } from './forums.ts';
import { formFaults } from './law-faults.ts';
import { STANDARDS } from './standards.ts';
import { TOPICS } from './topics.ts';

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ROMAN[from + at] ?? '');
const ROMAN = [
  ...['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv', 'xvi', 'xvii'],
  ...['xviii', 'xix', 'xx', 'xxi', 'xxii', 'xxiii', 'xxiv', 'xxv', 'xxvi', 'xxvii', 'xxviii', 'xxix'],
];
const variants = (path: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${path}-${at + 1}`);
const split = (paths: readonly string[], counts: Readonly<Record<string, number>>): string[] =>
  paths.flatMap((path) => (counts[path] === undefined ? [path] : variants(path, counts[path])));

/** Every path of articles 5 to 8 bis and of the general part that the catalogue must have. */
const PATHS = [
  ...[...'abcde'].map((letter) => `6.${letter}`),
  ...split([...'abcdefghijk'], { g: 6 }).map((letter) => `7.1.${letter}`),
  ...split(range(1, 8), { ii: 3, vii: 2 }).map((path) => `8.2.a.${path}`),
  ...split(range(1, 29), { vii: 4, x: 2, xxii: 6 }).map((path) => `8.2.b.${path}`),
  ...split(range(1, 4), { i: 4 }).map((path) => `8.2.c.${path}`),
  ...split(range(1, 19), { vi: 6, xi: 2 }).map((path) => `8.2.e.${path}`),
  ...['8bis.1', ...[...'abcdefg'].map((letter) => `8bis.2.${letter}`)],
  ...[...'abcdef'].map((letter) => `25.3.${letter}`),
  ...['25.3bis', '28.a', '28.b', '30', '31.1.a', '31.1.b', '31.1.c', '31.1.d', '32', '33'],
].map((path) => `rs:${path}`);

/** The crimes that matter most, with the shared blocks in which each tree must end. */
const TREES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [[...'abcde'].map((letter) => `6.${letter}`), ['ctx.gen']],
  [split([...'abcdefghijk'], { g: 6 }).map((letter) => `7.1.${letter}`), ['ctx.cah']],
  [split(range(1, 8), { ii: 3, vii: 2 }).map((path) => `8.2.a.${path}`), ['ctx.prot', 'ctx.iac']],
  [
    split(range(1, 29), { vii: 4, x: 2, xxii: 6 })
      .filter((path) => path !== 'xx')
      .map((path) => `8.2.b.${path}`),
    ['ctx.iac'],
  ],
  [split(range(1, 4), { i: 4 }).map((path) => `8.2.c.${path}`), ['ctx.hors', 'ctx.niac']],
  [split(range(1, 19), { vi: 6, xi: 2 }).map((path) => `8.2.e.${path}`), ['ctx.niac-protracted']],
  [['8bis.1'], ['ctx.agg']],
];

const refsIn = (tree: Tree): string[] =>
  'parts' in tree ? tree.parts.flatMap(refsIn) : 'ref' in tree ? [tree.ref] : [];

test('every file of the folder is in the catalogue, and each is of the form', () => {
  const folder = fileURLToPath(new URL('../data', import.meta.url));
  const names = globSync('*.json', { cwd: folder }).map((file) => basename(file, '.json'));
  expect(Object.keys(LAW_FILES).sort()).toEqual(names.sort());
  for (const [name, file] of Object.entries(LAW_FILES)) expect(formFaults(file), name).toEqual([]);
});

test('the catalogue has no fault; what is checked and what is not', () => {
  const { faults, counts } = checkCatalogue(LAW);
  const line = ({ checked, unchecked }: { checked: number; unchecked: number }) =>
    `${checked} checked, ${unchecked} unchecked`;
  console.info(
    `Law: norms ${line(counts.norms)} (${counts.trees} with elements); elements ${line(counts.elements)}; blocks ${line(counts.blocks)}.`,
  );
  expect(faults).toEqual([]);
  expect(counts.norms.checked + counts.norms.unchecked).toBe(LAW.norms.size);
});

test('the list of paths is that of the Statute', () => {
  expect(PATHS).toHaveLength(5 + 16 + 11 + 38 + 7 + 25 + 8 + 6 + 10);
  expect(new Set(PATHS).size).toBe(PATHS.length);
});

test.each(PATHS)('%s is there, in both languages, with its place', (id) => {
  const { title, text, source } = normOf(LAW, id);
  expect(source.instrument).toBe('rs');
  // `rs:8.2.b.vii-1` stands in article 8(2)(b)(vii).
  expect(source.article.replaceAll(/\(([a-z0-9 ]+)\)/g, '.$1').replaceAll(' bis', 'bis')).toBe(placeOf(id));
  for (const words of [title, text]) expect(words.en === words.uk).toBe(false);
});

function placeOf(id: string): string {
  return id.slice(3).replace(/-\d$/, '');
}

describe('crimes end in their context', () => {
  test.each(TREES.flatMap(([paths, blocks]) => paths.map((path) => [`rs:${path}`, blocks] as const)))(
    '%s',
    (id, blocks) => {
      const { tree, mental } = normOf(LAW, id);
      if (tree === undefined) throw new Error(`${id} has no elements.`);
      expect(refsIn(tree)).toEqual(blocks);
      const elements = elementsIn(tree, blocksOf(LAW));
      expect(elements.some(({ kind }) => kind === 'conduct' || kind === 'consequence')).toBe(true);
      const last = elements.slice(-elementsIn({ ref: blocks.at(-1) ?? '' }, blocksOf(LAW)).length);
      expect(last.every(({ id: each }) => each.startsWith(`${blocks.at(-1)}.`))).toBe(true);
      expect(mental).toBe('article-30');
    },
  );

  test.each(['rs:28.a', 'rs:28.b', ...[...'abcdef'].map((letter) => `rs:25.3.${letter}`)])('%s has elements', (id) => {
    expect(normOf(LAW, id).tree).toBeDefined();
  });
});

test('crimes of own grave choice: national articles and both wordings', () => {
  for (const id of ['uacc:437', 'uacc:437-2001', 'uacc:438', 'uacc:438-2001', 'uacc:442', 'uacc:442-1'])
    expect(normOf(LAW, id).family).toBe('national');
  expect(normOf(LAW, 'uacc:438-2001').to).toBe('2024-10-23');
  expect(normOf(LAW, 'uacc:438').from).toBe('2024-10-24');
});

test('nothing of the catalogue can be changed, and relations are named from both sides', () => {
  const norm = normOf(LAW, 'rs:8.2.b.i') as { title: { en: string } };
  expect(() => {
    norm.title.en = 'x';
  }).toThrow(TypeError);
  for (const { id, related = [] } of LAW.norms.values())
    for (const other of related) if (LAW.norms.has(other)) expect(normOf(LAW, other).related, other).toContain(id);
});

test('steps of proof and facts of jurisdiction have both languages, and facts name a source', () => {
  const words = [
    ...STANDARDS.flatMap(({ title, meaning, forums }) => [
      title,
      meaning,
      ...forums.flatMap((each) => [each.forum, each.label]),
    ]),
    ...JURISDICTION_FACTS.map(({ fact }) => fact),
    ...Object.values(TOPICS),
  ];
  for (const { en, uk } of words) {
    expect(en).toMatch(/^[^\p{Script=Cyrillic}]+$/u);
    expect(uk).toMatch(/\p{Script=Cyrillic}/u);
  }
  expect([...new Set(STANDARDS.map(({ level }) => level))]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  for (const { source } of JURISDICTION_FACTS) expect(source).not.toBe('');
});
