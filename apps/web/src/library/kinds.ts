import type { LibraryKind } from '@cairn/model';
import type { WordId } from '../words/words.ts';

export interface Column {
  id: string;
  word: WordId;
  /** Share of what the fixed columns leave, or pixels. */
  width: string;
  /** It stands there until somebody chooses otherwise. */
  usual: boolean;
}

const column = (id: string, word: WordId, width: string, usual = false): Column => ({ id, word, width, usual });

/** Columns that a record of any kind may have. */
const COMMON = [
  column('tags', 'library.column.tags', '14%'),
  column('assigned', 'library.column.assigned', '12%'),
  column('due', 'library.column.due', '104px'),
  column('sensitivity', 'field.sensitivity', '112px'),
  column('compartment', 'compartment', '12%'),
  column('changed', 'library.column.changed', '150px'),
  column('author', 'library.column.author', '12%'),
];

const TIME = column('time', 'column.time', '17%', true);
const PLACE = column('place', 'column.place', '17%', true);

/** The columns that each kind may have beside its name, which always stands first. */
export const COLUMNS: Record<LibraryKind, readonly Column[]> = {
  incident: [
    TIME,
    PLACE,
    column('counts', 'column.counts', '17%', true),
    column('status', 'field.status', '144px', true),
    column('flags', 'column.flags', '84px', true),
    ...COMMON,
  ],
  act: [
    TIME,
    PLACE,
    column('method', 'act.method', '16%', true),
    column('object', 'library.column.object', '16%'),
    column('harm', 'column.counts', '15%', true),
    column('level', 'library.column.level', '196px', true),
    column('endStatus', 'act.endStatus', '12%'),
    ...COMMON,
  ],
  actor: [
    column('actorType', 'field.actorType', '18%', true),
    column('otherNames', 'library.column.otherNames', '30%', true),
    column('sourceCode', 'field.sourceCode', '14%', true),
    ...COMMON,
  ],
  item: [
    column('itemKind', 'field.itemKind', '16%', true),
    column('triage', 'library.column.triage', '16%', true),
    column('graphic', 'field.graphic', '14%'),
    column('captureClass', 'field.captureClass', '16%', true),
    ...COMMON.map((each) => (each.id === 'changed' ? { ...each, usual: true } : each)),
  ],
  statement: [
    column('reliability', 'field.reliability', '18%', true),
    column('credibility', 'field.credibility', '18%', true),
    column('about', 'library.column.about', '14%', true),
    ...COMMON,
  ],
};

/** The schemes by which each kind is counted at the left, in order. */
export const FACETS: Record<LibraryKind, readonly string[]> = {
  incident: ['incident-status', 'act-type', 'tag', 'assigned', 'outcome'],
  act: ['act-type', 'proof-level', 'method', 'object', 'tag'],
  actor: ['actor-type', 'tag', 'assigned'],
  item: ['item-kind', 'triage', 'graphic', 'tag', 'assigned', 'batch'],
  statement: ['reliability', 'credibility', 'tag'],
};

/** The names of columns that an address or a view gives, as far as the kind has them; the usual ones where it gives none. */
export function chosenColumns(all: readonly Column[], given: string | undefined): readonly Column[] {
  if (given === undefined) return all.filter(({ usual }) => usual);
  const byName = new Map(all.map((each) => [each.id, each]));
  return [...new Set(given.split(','))].flatMap((id) => byName.get(id) ?? []);
}
