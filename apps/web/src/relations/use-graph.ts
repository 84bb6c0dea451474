import { useCallback, useEffect, useRef, useState } from 'react';
import { type Bundle, emptyGraph, type Graph, withHub, withOpen, withPage } from './graph.ts';
import { readHub, readLinks } from './questions.ts';
import type { Group } from './shapes.ts';

/** Bundles are opened at once, the small ones first, up to so many links; the others begin as numbers. */
const AT_ONCE = 80;

function smallest(groups: readonly Group[]): Group[] {
  const chosen: Group[] = [];
  let sum = 0;
  for (const group of [...groups].sort((a, b) => a.n - b.n)) {
    sum += group.n;
    if (sum <= AT_ONCE) chosen.push(group);
  }
  return chosen;
}

export interface GraphState {
  graph: Graph;
  /** Keys of bundles and records that are being read. */
  busy: ReadonlySet<string>;
  error: unknown;
  /** Opens a bundle, or shows more of it. */
  more: (bundle: Bundle) => void;
  fold: (bundle: Bundle) => void;
  /** One hop further, from another record. */
  hop: (id: string) => void;
  again: () => void;
}

/** A graph that grows by what a person asks for. It lives as long as the page is about the same record. */
export function useGraph(centre: string): GraphState {
  const [graph, setGraph] = useState<Graph>(() => emptyGraph(centre));
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const alive = useRef(true);

  const during = useCallback(async (key: string, work: () => Promise<void>) => {
    setBusy((was) => new Set([...was, key]));
    try {
      await work();
      if (alive.current) setError(null);
    } catch (failure) {
      if (alive.current) setError(failure);
    } finally {
      if (alive.current) setBusy((was) => new Set([...was].filter((each) => each !== key)));
    }
  }, []);

  const load = useCallback(
    (bundle: Pick<Bundle, 'key' | 'centre' | 'type' | 'direction' | 'next'>) =>
      during(bundle.key, async () => {
        const { type, direction, next } = bundle;
        const page = await readLinks(bundle.centre, { type, direction, cursor: next });
        if (alive.current) setGraph((was) => withPage(was, bundle.key, page));
      }),
    [during],
  );

  const hop = useCallback(
    (id: string) =>
      during(id, async () => {
        const found = await readHub(id);
        if (!alive.current) return;
        setGraph((was) => withHub(was, id, found));
        await Promise.all(
          smallest(found.groups).map(({ type, direction }) =>
            load({ key: `${id} ${type} ${direction}`, centre: id, type, direction, next: null }),
          ),
        );
      }),
    [during, load],
  );

  useEffect(() => {
    alive.current = true;
    void hop(centre);
    return () => {
      alive.current = false;
    };
  }, [hop, centre]);

  return {
    graph,
    busy,
    error,
    more: (bundle) => {
      if (!bundle.open && bundle.shown.length > 0) setGraph((was) => withOpen(was, bundle.key, true));
      else void load(bundle);
    },
    fold: (bundle) => setGraph((was) => withOpen(was, bundle.key, false)),
    hop: (id) => void hop(id),
    again: () => void hop(centre),
  };
}
