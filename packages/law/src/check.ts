import { blocksOf, type Catalogue, treeOf } from './catalogue.ts';
import { elementsIn } from './evaluate.ts';
import type { Check, Element, Norm, Source, Tree, Words } from './form.ts';

/** One thing that is wrong in a catalogue: where, and what to do about it. */
export interface Fault {
  readonly where: string;
  readonly what: string;
}

/** How many wordings a person compared with their source, and how many nobody has. */
export interface Counts {
  readonly norms: { readonly checked: number; readonly unchecked: number };
  readonly elements: { readonly checked: number; readonly unchecked: number };
  /** Norms that have elements. */
  readonly trees: number;
}

export interface CatalogueReport {
  readonly faults: readonly Fault[];
  readonly counts: Counts;
}

/**
 * The integrity of a catalogue: every reference resolves, every tree ends in elements and in no circle, element keys are each
 * one thing, both languages are there, dates are in order, every source names a known instrument. The form itself (`form.ts`) is
 * checked where files are read.
 */
export function checkCatalogue(catalogue: Catalogue): CatalogueReport {
  const faults: Fault[] = [];
  const elements = new Map<string, Element>();
  const look = (where: string, tree: Tree): void => {
    faults.push(...treeFaults(catalogue, where, tree));
    for (const element of ownElements(tree)) {
      if (elements.has(element.id)) faults.push({ where, what: `The element "${element.id}" stands twice.` });
      elements.set(element.id, element);
    }
  };
  for (const { id, tree, ...block } of catalogue.blocks.values()) {
    faults.push(...entryFaults(catalogue, id, block, { title: block.title }));
    look(id, tree);
  }
  for (const norm of catalogue.norms.values()) {
    faults.push(...normFaults(catalogue, norm));
    if (norm.tree !== undefined) look(norm.id, norm.tree);
  }
  for (const element of elements.values())
    faults.push(...entryFaults(catalogue, element.id, element, { text: element.text }));
  for (const { key, title, short } of catalogue.instruments.values()) faults.push(...wordFaults(key, { title, short }));
  return { faults, counts: countsOf(catalogue, [...elements.values()]) };
}

function normFaults(catalogue: Catalogue, norm: Norm): Fault[] {
  const { id, title, text, related = [], warnings = [] } = norm;
  const faults = entryFaults(catalogue, id, norm, { title, text });
  const named = [...related, ...warnings.flatMap(({ see = [] }) => see)];
  for (const other of named)
    if (!catalogue.norms.has(other)) faults.push({ where: id, what: `It names "${other}", which is not there.` });
  if (related.includes(id)) faults.push({ where: id, what: 'It is related to itself.' });
  for (const { code, text: said } of warnings) faults.push(...wordFaults(`${id} (${code})`, { text: said }));
  return faults;
}

interface Standing {
  readonly source: Source;
  readonly from: string | null;
  readonly to: string | null;
  readonly check: Check;
}

function entryFaults(catalogue: Catalogue, where: string, entry: Standing, words: Record<string, Words>): Fault[] {
  const faults = wordFaults(where, words);
  if (!catalogue.instruments.has(entry.source.instrument))
    faults.push({ where, what: `Its source "${entry.source.instrument}" is no instrument of the catalogue.` });
  if (entry.from !== null && entry.to !== null && entry.from > entry.to)
    faults.push({ where, what: 'It ends before it begins.' });
  return faults;
}

/** Ukrainian is told from English by its letters: a text that was left in the other language is a missing one. */
function wordFaults(where: string, words: Record<string, Words>): Fault[] {
  return Object.entries(words).flatMap(([name, { en, uk }]) => {
    const faults: Fault[] = [];
    if (en.trim() === '') faults.push({ where, what: `Its ${name} is missing in English.` });
    if (uk.trim() === '' || !/\p{Script=Cyrillic}/u.test(uk))
      faults.push({ where, what: `Its ${name} is missing in Ukrainian.` });
    if (/\p{Script=Cyrillic}/u.test(en)) faults.push({ where, what: `Its ${name} in English holds Cyrillic letters.` });
    return faults;
  });
}

function treeFaults(catalogue: Catalogue, where: string, tree: Tree, above: readonly string[] = []): Fault[] {
  if ('id' in tree) return [];
  if ('ref' in tree) {
    if (above.includes(tree.ref)) return [{ where, what: `The block "${tree.ref}" holds itself.` }];
    const block = catalogue.blocks.get(tree.ref);
    if (block === undefined) return [{ where, what: `It names the block "${tree.ref}", which is not there.` }];
    return treeFaults(catalogue, where, block.tree, [...above, tree.ref]);
  }
  if (tree.parts.length === 0) return [{ where, what: 'A branch of its tree ends without an element.' }];
  return tree.parts.flatMap((part) => treeFaults(catalogue, where, part, above));
}

/** Elements that stand in the tree itself, blocks not opened. */
function ownElements(tree: Tree): Element[] {
  if ('ref' in tree) return [];
  return 'id' in tree ? [tree] : tree.parts.flatMap(ownElements);
}

function countsOf({ norms }: Catalogue, elements: readonly Element[]): Counts {
  const all = [...norms.values()];
  const count = (list: readonly { check: Check }[]) => {
    const checked = list.filter(({ check }) => check !== null).length;
    return { checked, unchecked: list.length - checked };
  };
  return { norms: count(all), elements: count(elements), trees: all.filter(({ tree }) => tree !== undefined).length };
}

/** Whether somebody compared every wording of a norm and of its elements with the source. */
export function isChecked(catalogue: Catalogue, norm: Norm): boolean {
  const tree = treeOf(norm);
  const elements = tree === null ? [] : elementsIn(tree, blocksOf(catalogue));
  return [norm, ...elements].every(({ check }) => check !== null);
}
