import { QUERY_FIELDS } from '@cairn/model';
import { GROUPINGS, UNITS, type Unit } from './shapes.ts';

type Given = string | number | boolean | readonly (string | number | boolean)[];

/** What stands in the address of the figures: the library's query, what is counted and by what it is set apart. */
export interface FiguresSearch {
  count?: Unit;
  by?: string;
  [field: string]: Given | undefined;
}

/** Takes from an address what belongs to figures. */
export function figuresSearch(search: Record<string, unknown>): FiguresSearch {
  const rest = QUERY_FIELDS.flatMap((name) => {
    const value = search[name];
    const given = ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value);
    return given ? [[name, value] as const] : [];
  });
  const { count, by } = search;
  return {
    ...(Object.fromEntries(rest) as Record<string, Given>),
    ...(UNITS.includes(count as Unit) ? { count: count as Unit } : {}),
    ...((GROUPINGS as readonly unknown[]).includes(by) || (typeof by === 'string' && by.startsWith('custom:'))
      ? { by: by as string }
      : {}),
  };
}
