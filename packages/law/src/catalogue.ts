import { article30Of } from './article-30.ts';
import { elementsIn } from './evaluate.ts';
import type { Block, Element, Instrument, LawFile, Norm, Tree } from './form.ts';

/** Norms, blocks and instruments of one or more law files, by their keys. Nothing of it can be changed. */
export interface Catalogue {
  readonly norms: ReadonlyMap<string, Norm>;
  readonly blocks: ReadonlyMap<string, Block>;
  readonly instruments: ReadonlyMap<string, Instrument>;
}

/** What was asked for is not in the catalogue. */
export class UnknownNorm extends Error {
  readonly id: string;
  constructor(id: string, near: readonly string[] = []) {
    const hint = near.length === 0 ? 'Look for it with words: cairn law search.' : `Near it: ${near.join(', ')}.`;
    super(`The catalogue has no norm "${id}". ${hint}`);
    this.name = 'UnknownNorm';
    this.id = id;
  }
}

/** Two entries of one key, in one file or in two. */
export class DoubleKey extends Error {
  constructor(what: string, key: string) {
    super(`${what} "${key}" stands twice. Give one of them another key: a key means one thing for ever.`);
    this.name = 'DoubleKey';
  }
}

/**
 * Files put together. Relations are closed: a norm that another one names as related names it back.
 *
 * @throws DoubleKey
 */
export function catalogueOf(files: readonly LawFile[]): Catalogue {
  const norms = new Map<string, Norm>();
  const blocks = new Map<string, Block>();
  const instruments = new Map<string, Instrument>();
  for (const file of files) {
    for (const norm of file.norms) enter(norms, norm.id, norm, 'The norm');
    for (const block of file.blocks) enter(blocks, block.id, block, 'The block');
    for (const each of file.instruments) enter(instruments, each.key, each, 'The instrument');
  }
  for (const [id, related] of relationsOf(norms)) {
    const norm = norms.get(id);
    if (norm !== undefined) norms.set(id, { ...norm, related: [...related].sort() });
  }
  return { norms: frozen(norms), blocks: frozen(blocks), instruments: frozen(instruments) };
}

function enter<T>(into: Map<string, T>, key: string, value: T, what: string): void {
  if (into.has(key)) throw new DoubleKey(what, key);
  into.set(key, value);
}

function relationsOf(norms: ReadonlyMap<string, Norm>): Map<string, Set<string>> {
  const relations = new Map<string, Set<string>>();
  const relate = (from: string, to: string): void => {
    const known = relations.get(from) ?? new Set();
    relations.set(from, known.add(to));
  };
  for (const { id, related = [] } of norms.values())
    for (const other of related) {
      relate(id, other);
      relate(other, id);
    }
  return relations;
}

function frozen<T extends object>(map: Map<string, T>): ReadonlyMap<string, T> {
  for (const value of map.values()) deepFreeze(value);
  return map;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}

/** @throws UnknownNorm, with keys near it */
export function normOf({ norms }: Catalogue, id: string): Norm {
  const norm = norms.get(id);
  if (norm === undefined) throw new UnknownNorm(id, nearOf([...norms.keys()], id));
  return norm;
}

/** Keys that begin with what was asked for, or else with as much of it as leads anywhere: `rs:8.2.b.1` → `rs:8.2.b.i` and on. */
function nearOf(keys: readonly string[], id: string): string[] {
  for (let asked = id; asked.length > id.indexOf(':') + 1; asked = asked.slice(0, -1)) {
    const near = keys.filter((key) => key !== id && key.startsWith(asked));
    if (near.length > 0) return near.slice(0, 5);
  }
  return [];
}

/** A tree names a shared block that is not in the catalogue. */
export class UnknownBlock extends Error {
  constructor(ref: string, known: readonly string[]) {
    super(
      `The catalogue has no block "${ref}". Correct the reference, or add the block; there are: ${known.join(', ')}.`,
    );
    this.name = 'UnknownBlock';
  }
}

/** Opens the shared blocks of trees. @throws UnknownBlock when it is called with a key that is not there */
export function blocksOf({ blocks }: Catalogue): (ref: string) => Tree {
  return (ref) => {
    const block = blocks.get(ref);
    if (block === undefined) throw new UnknownBlock(ref, [...blocks.keys()]);
    return block.tree;
  };
}

/**
 * The whole tree of a norm. Where article 30 supplies the mental element (Rome Statute art. 30; Elements of Crimes, general
 * introduction 2), it is one more element, `<norm>/article-30`: intent and knowledge as to every material element that names
 * no mental element of its own. Null where the norm has no elements.
 */
export function treeOf(norm: Norm): Tree | null {
  const { tree, mental } = norm;
  if (tree === undefined) return null;
  if (mental !== 'article-30') return tree;
  const parts = 'parts' in tree && tree.op === 'all' ? tree.parts : [tree];
  return { op: 'all', parts: [...parts, article30Of(norm)] };
}

/** All elements of a norm, those of shared blocks and of article 30 included, each once. */
export function elementsOf(catalogue: Catalogue, norm: Norm): Element[] {
  const tree = treeOf(norm);
  return tree === null ? [] : elementsIn(tree, blocksOf(catalogue));
}
