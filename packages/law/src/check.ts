import { ARTICLE_30 } from './article-30.ts';
import { blocksOf, type Catalogue, treeOf } from './catalogue.ts';
import { isDay } from './day.ts';
import { elementsIn } from './evaluate.ts';
import type { Block, Check, Element, Instrument, Norm, Source, Tree, Words } from './form.ts';
import { TOPICS } from './topics.ts';

/** One thing that is wrong in a catalogue or a law file: where, what, and what to do about it. */
export interface Fault {
  /** The key of an entry, or the path in a file: `/norms/0/text/uk`. */
  readonly where: string;
  readonly what: string;
  readonly todo: string;
}

/** How many wordings a person compared with their source, and how many nobody has. */
export interface Count {
  readonly checked: number;
  readonly unchecked: number;
}

export interface Counts {
  readonly norms: Count;
  readonly elements: Count;
  readonly blocks: Count;
  /** Norms that have elements. */
  readonly trees: number;
}

export interface CatalogueReport {
  readonly faults: readonly Fault[];
  readonly counts: Counts;
}

/**
 * The integrity of a catalogue: every reference resolves, every tree ends in elements and in no circle, every element key is one
 * thing, both languages are there, days exist and are in order, every source names a known instrument. The form itself
 * (`form.ts`) is checked where files are read.
 *
 * It says nothing on whether a wording is right: that is what `check` of an entry is for, and only a person can enter it.
 */
export function checkCatalogue(catalogue: Catalogue): CatalogueReport {
  const faults: Fault[] = [];
  const elements: Element[] = [];
  for (const block of catalogue.blocks.values()) {
    faults.push(...entryFaults(catalogue, block.id, block, [['title', block.title]]), ...treeFaults(catalogue, block));
    elements.push(...ownElements(block.tree));
  }
  for (const norm of catalogue.norms.values()) {
    faults.push(...normFaults(catalogue, norm), ...treeFaults(catalogue, norm));
    if (norm.tree !== undefined) elements.push(...ownElements(norm.tree));
  }
  faults.push(...doubleFaults(elements), ...elements.flatMap((element) => elementFaults(catalogue, element)));
  for (const instrument of catalogue.instruments.values()) faults.push(...instrumentFaults(instrument));
  return { faults, counts: countsOf(catalogue, elements) };
}

function normFaults(catalogue: Catalogue, norm: Norm): Fault[] {
  const { id, title, text, related = [], warnings = [], topics = [] } = norm;
  const faults = entryFaults(catalogue, id, norm, [
    ['title', title],
    ['text', text],
    ...warnings.map((warning): Named => [`warning ${warning.code}`, warning.text]),
  ]);
  for (const other of new Set([...related, ...warnings.flatMap(({ see = [] }) => see)]))
    if (!catalogue.norms.has(other))
      faults.push({ where: id, what: `It names the norm "${other}", which is not there.`, todo: 'Correct the key.' });
  if (related.includes(id))
    faults.push({ where: id, what: 'It is related to itself.', todo: 'Take it out of its own relations.' });
  for (const topic of topics.filter((slug) => !Object.hasOwn(TOPICS, slug)))
    faults.push({
      where: id,
      what: `There is no topic "${topic}".`,
      todo: `Use one of ${Object.keys(TOPICS).join(', ')}.`,
    });
  return faults;
}

function elementFaults(catalogue: Catalogue, element: Element): Fault[] {
  const { id, text, indicators = [], means = [] } = element;
  const named: Named[] = [
    ['text', text],
    ...indicators.map((words, at): Named => [`indicator ${at + 1}`, words]),
    ...means.map((words, at): Named => [`means of proof ${at + 1}`, words]),
  ];
  return entryFaults(catalogue, id, element, named);
}

function instrumentFaults({ key, title, short, adopted, inForce }: Instrument): Fault[] {
  const faults = wordFaults(key, [
    ['title', title],
    ['short title', short],
  ]);
  return [...faults, ...dayFaults(key, [adopted, inForce])];
}

type Named = readonly [name: string, words: Words];

interface Standing {
  readonly source: Source;
  readonly from: string | null;
  readonly to: string | null;
  readonly check: Check;
}

function entryFaults(catalogue: Catalogue, where: string, entry: Standing, words: readonly Named[]): Fault[] {
  const { source, from, to, check } = entry;
  const faults = [...wordFaults(where, words), ...dayFaults(where, [from, to, check?.on ?? null])];
  if (!catalogue.instruments.has(source.instrument)) {
    const what = `Its source "${source.instrument}" is no instrument of the catalogue.`;
    faults.push({ where, what, todo: 'Correct the key, or describe the instrument under "instruments".' });
  }
  if (check !== null && (check.by.trim() === '' || check.against.trim() === ''))
    faults.push({
      where,
      what: 'It counts as checked, and does not say by whom, or against what.',
      todo: 'Name the person under "by" and the edition under "against", or set "check" to null.',
    });
  if (from !== null && to !== null && from > to)
    faults.push({ where, what: 'It ends before it begins.', todo: 'Correct "from" or "to".' });
  return faults;
}

const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Ukrainian is told from English by its letters: a text that was left in the other language is a missing one. */
function wordFaults(where: string, words: readonly Named[]): Fault[] {
  return words.flatMap(([name, { en, uk }]) => {
    const faults: Fault[] = [];
    if (en.trim() === '')
      faults.push({ where, what: `Its ${name} is missing in English.`, todo: 'Write it under "en".' });
    if (uk.trim() === '' || !CYRILLIC.test(uk))
      faults.push({ where, what: `Its ${name} is missing in Ukrainian.`, todo: 'Write it under "uk", in Ukrainian.' });
    if (CYRILLIC.test(en))
      faults.push({
        where,
        what: `Its ${name} in English holds Cyrillic letters.`,
        todo: 'Write it under "en" in English.',
      });
    return faults;
  });
}

function dayFaults(where: string, days: readonly (string | null)[]): Fault[] {
  return days
    .filter((day) => day !== null && !isDay(day))
    .map((day) => ({ where, what: `There is no day ${day}.`, todo: 'Write a day of the calendar, as 2024-10-24.' }));
}

function treeFaults(catalogue: Catalogue, { id, tree }: Norm | Block): Fault[] {
  return tree === undefined ? [] : branchFaults(catalogue, id, tree, [id]);
}

function branchFaults(catalogue: Catalogue, where: string, tree: Tree, above: readonly string[]): Fault[] {
  if ('id' in tree) return [];
  if ('ref' in tree) {
    if (above.includes(tree.ref))
      return [{ where, what: `The block "${tree.ref}" holds itself.`, todo: 'Take the reference out of the block.' }];
    const block = catalogue.blocks.get(tree.ref);
    if (block !== undefined) return branchFaults(catalogue, where, block.tree, [...above, tree.ref]);
    const todo = 'Correct the reference, or describe the block under "blocks".';
    return [{ where, what: `It names the block "${tree.ref}", which is not there.`, todo }];
  }
  if (tree.parts.length === 0)
    return [
      { where, what: 'A branch of its tree ends without an element.', todo: 'Give it elements, or take it out.' },
    ];
  return tree.parts.flatMap((part) => branchFaults(catalogue, where, part, above));
}

function doubleFaults(elements: readonly Element[]): Fault[] {
  const [seen, faults]: [Set<string>, Fault[]] = [new Set(), []];
  for (const { id } of elements) {
    if (seen.has(id))
      faults.push({ where: id, what: 'Two elements have this key.', todo: 'Give one of them another key.' });
    if (id.endsWith(ARTICLE_30))
      faults.push({
        where: id,
        what: 'This key belongs to the element that article 30 supplies.',
        todo: 'Give it another key, or leave it out and set "mental" to "article-30".',
      });
    seen.add(id);
  }
  return faults;
}

/** Elements that stand in the tree itself, blocks not opened. */
function ownElements(tree: Tree): Element[] {
  if ('ref' in tree) return [];
  return 'id' in tree ? [tree] : tree.parts.flatMap(ownElements);
}

function countsOf({ norms, blocks }: Catalogue, elements: readonly Element[]): Counts {
  const count = (list: readonly { readonly check: Check }[]): Count => {
    const checked = list.filter(({ check }) => check !== null).length;
    return { checked, unchecked: list.length - checked };
  };
  const all = [...norms.values()];
  return {
    norms: count(all),
    elements: count(elements),
    blocks: count([...blocks.values()]),
    trees: all.filter(({ tree }) => tree !== undefined).length,
  };
}

/** Whether somebody compared every wording of a norm, its blocks and its elements with the source. */
export function isChecked(catalogue: Catalogue, norm: Norm): boolean {
  const tree = treeOf(norm);
  const elements = tree === null ? [] : elementsIn(tree, blocksOf(catalogue));
  const blocks = tree === null ? [] : blocksIn(catalogue, tree);
  return [norm, ...blocks, ...elements].every(({ check }) => check !== null);
}

/** The shared blocks that a tree names, and those that they name. */
function blocksIn(catalogue: Catalogue, tree: Tree): Block[] {
  if ('id' in tree) return [];
  if ('parts' in tree) return tree.parts.flatMap((part) => blocksIn(catalogue, part));
  const block = catalogue.blocks.get(tree.ref);
  return block === undefined ? [] : [block, ...blocksIn(catalogue, block.tree)];
}
