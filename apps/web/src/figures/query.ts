import { type LibraryQuery, parseQuery, printQuery } from '@cairn/model';
import type { FiguresSearch } from './search.ts';

/** The query in an address, canonical; what does not read is left out. */
export function queryIn({ count: _, by: __, ...rest }: FiguresSearch): LibraryQuery {
  const texts = Object.entries(rest).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ]);
  return parseQuery(Object.fromEntries(texts) as Record<string, string | string[]>).query;
}

/** The library's address for the same query. */
export function libraryAddress(query: string): string {
  const { query: parsed } = parseQuery(query);
  const printed = printQuery(parsed);
  return printed === '' ? '/library' : `/library?${printed}`;
}
