import { QUERY_FIELDS, type QueryField } from '@cairn/model';

type Given = string | number | boolean;

/** What stands in the address of the library: the query, and how it is shown. */
export type LibrarySearch = { [field in QueryField]?: Given | readonly Given[] } & {
  /** What lies above the table: `map`, `timeline`, or both. */
  see?: string;
  /** The columns, by name and in order, separated by commas. */
  columns?: string;
  /** The saved view that this began with. */
  view?: string;
};

const SHOWN = ['see', 'columns', 'view'] as const;

const isGiven = (value: unknown): value is Given => ['string', 'number', 'boolean'].includes(typeof value);

/** Takes from an address what belongs to the library; what it means is read by `parseQuery`. */
export function librarySearch(search: Record<string, unknown>): LibrarySearch {
  const taken: Record<string, Given | readonly Given[]> = {};
  for (const name of [...QUERY_FIELDS, ...SHOWN]) {
    const value = search[name];
    if (isGiven(value) || (Array.isArray(value) && value.every(isGiven))) taken[name] = value;
  }
  return taken as LibrarySearch;
}
