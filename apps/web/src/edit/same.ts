/** JSON with sorted keys: the database keeps no order of keys. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'none'
  );
}

/** Whether two JSON values say the same, whatever the order of their keys; undefined is the same as undefined alone. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
