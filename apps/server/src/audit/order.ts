/** Whether names do not stand in a given order. Names that it does not hold stand anywhere. */
export function outOfOrder(names: readonly string[], order: readonly string[]): boolean {
  const places = names.map((name) => order.indexOf(name)).filter((place) => place >= 0);
  return places.some((place, i) => i > 0 && place <= (places[i - 1] as number));
}
