/** The place of each name. */
export type Order = ReadonlyMap<string, number>;

export function orderedAs(names: readonly string[]): Order {
  return new Map(names.map((name, place) => [name, place]));
}

/**
 * Whether names do not stand in their order. Names that it does not hold stand anywhere.
 *
 * @param ends where a list ends and the next begins, in which names have an order of their own; all are one list without
 */
export function outOfOrder(names: Iterable<string>, order: Order, ends: readonly number[] = []): boolean {
  let [at, list, last] = [0, 0, -1];
  for (const name of names) {
    while ((ends[list] ?? Number.POSITIVE_INFINITY) <= at) {
      list += 1;
      last = -1;
    }
    at += 1;
    const place = order.get(name);
    if (place === undefined) continue;
    if (place <= last) return true;
    last = place;
  }
  return false;
}
