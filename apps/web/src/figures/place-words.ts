import type { FigureRow } from './shapes.ts';

/** A place in the reader's language where records name it so, and the other name beside it where that differs. */
export function placeWords({ key, names }: Pick<FigureRow, 'key' | 'names'>, language: string) {
  const name = names?.[language] ?? key ?? '';
  const also = [key, ...Object.values(names ?? {})].find((other) => other !== null && other !== name);
  return { name, ...(also === undefined || also === null ? {} : { also }) };
}
