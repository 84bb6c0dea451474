import type { Direction, Node, Relation, Relations } from './shapes.ts';

/** The links of one type and direction around one record: how many there are, which are shown, where the next begin. */
export interface Bundle {
  key: string;
  centre: string;
  type: string;
  direction: Direction;
  n: number;
  /** Ids of links, in the order in which they came. */
  shown: readonly string[];
  next: string | null;
  open: boolean;
}

/** What is known of a graph so far. Immutable: each step gives a new one. */
export interface Graph {
  /** The record that the page is about. */
  centre: string;
  nodes: ReadonlyMap<string, Node>;
  links: ReadonlyMap<string, Relation>;
  bundles: ReadonlyMap<string, Bundle>;
  /** Records from which a hop was taken, each with its acts. */
  hubs: ReadonlyMap<string, readonly string[]>;
}

export const emptyGraph = (centre: string): Graph => ({
  centre,
  nodes: new Map(),
  links: new Map(),
  bundles: new Map(),
  hubs: new Map(),
});

export const bundleKey = (centre: string, type: string, direction: Direction) => `${centre} ${type} ${direction}`;

/** Takes in how much is tied to a record; its acts come along. */
export function withHub(graph: Graph, centre: string, { nodes, groups }: Relations): Graph {
  const bundles = new Map(graph.bundles);
  for (const { type, direction, n } of groups) {
    const key = bundleKey(centre, type, direction);
    bundles.set(key, { key, centre, type, direction, n, shown: [], next: null, open: false });
  }
  const acts = nodes.filter(({ id, kind }) => kind === 'act' && id !== centre).map(({ id }) => id);
  return { ...graph, nodes: merged(graph.nodes, nodes), bundles, hubs: new Map(graph.hubs).set(centre, acts) };
}

/** Takes in the next links of a bundle. */
export function withPage(graph: Graph, key: string, { nodes, links, next }: Relations): Graph {
  const bundle = graph.bundles.get(key);
  if (!bundle) return graph;
  const shown = [...new Set([...bundle.shown, ...links.map(({ id }) => id)])];
  return {
    ...graph,
    nodes: merged(graph.nodes, nodes),
    links: merged(graph.links, links),
    bundles: new Map(graph.bundles).set(key, { ...bundle, shown, next, open: true }),
  };
}

/** Folds a bundle to its number, or opens it again. What was loaded stays. */
export function withOpen(graph: Graph, key: string, open: boolean): Graph {
  const bundle = graph.bundles.get(key);
  return bundle ? { ...graph, bundles: new Map(graph.bundles).set(key, { ...bundle, open }) } : graph;
}

function merged<T extends { id: string }>(known: ReadonlyMap<string, T>, more: readonly T[]): Map<string, T> {
  const all = new Map(known);
  for (const each of more) all.set(each.id, each);
  return all;
}

/**
 * Links that are shown: of open bundles and of types that are not hidden, the small bundles first, so that a single cause is not
 * lost behind hundreds of victims. One that two records tell of stands once.
 */
export function shownLinks({ bundles, links }: Graph, hidden: ReadonlySet<string>): Relation[] {
  const ids = new Set<string>();
  for (const { open, type, shown } of [...bundles.values()].sort((a, b) => a.n - b.n)) {
    if (!open || hidden.has(type)) continue;
    for (const id of shown) ids.add(id);
  }
  return [...ids].flatMap((id) => links.get(id) ?? []);
}

/** A drawn thing: a record, or the number that stands for what is folded. */
export interface Drawn {
  id: string;
  node: Node | null;
  bundle: Bundle | null;
  /** How many links a number stands for. */
  rest: number;
}

export interface Edge {
  id: string;
  from: string;
  to: string;
  /** Null for what belongs together without a link: an act and its incident, a number and its record. */
  relation: Relation | null;
}

/** What is drawn: records at the ends of shown links, acts of opened records, and a number for each bundle with more. */
export function drawing(graph: Graph, hidden: ReadonlySet<string>): { things: Drawn[]; edges: Edge[] } {
  const shown = shownLinks(graph, hidden);
  const ids = new Set<string>([...graph.hubs.keys(), ...shown.flatMap(({ from, to }) => [from, to])]);
  const edges: Edge[] = shown.map((relation) => ({ ...relation, relation }));
  for (const [hub, acts] of graph.hubs) {
    for (const act of acts) {
      ids.add(act);
      edges.push({ id: `${hub} ${act}`, from: act, to: hub, relation: null });
    }
  }
  const things: Drawn[] = [...ids].flatMap((id) => {
    const node = graph.nodes.get(id);
    return node ? [{ id, node, bundle: null, rest: 0 }] : [];
  });
  for (const bundle of graph.bundles.values()) {
    const rest = bundle.open ? bundle.n - bundle.shown.length : bundle.n;
    if (rest <= 0 || hidden.has(bundle.type)) continue;
    things.push({ id: bundle.key, node: null, bundle, rest });
    edges.push({ id: `rest ${bundle.key}`, from: bundle.key, to: bundle.centre, relation: null });
  }
  return { things, edges };
}
