import type { SessionAnswer } from '../api/shapes.ts';
import type { GlyphName } from '../look/glyph.tsx';
import type { WordId } from '../words/words.ts';

/** A part of the workspace, as the rail and the command palette lead to it. */
export interface Area {
  to: string;
  glyph: GlyphName;
  /** Of the part `within`: the rail is there before an area's own words are. */
  word: WordId;
  /** Pages of other addresses that belong to it. */
  also?: string;
}

/** In the order of a day. On a phone the first four stand in the bar, the others behind "More". */
const AREAS: readonly Area[] = [
  { to: '/desk', glyph: 'desk', word: 'area.desk' },
  { to: '/triage', glyph: 'triage', word: 'area.triage' },
  { to: '/library', glyph: 'incidents', word: 'area.library', also: '/incidents' },
  { to: '/evidence', glyph: 'evidence', word: 'area.evidence', also: '/items' },
  { to: '/duplicates', glyph: 'duplicates', word: 'area.duplicates' },
  { to: '/import', glyph: 'file', word: 'area.import' },
  { to: '/figures', glyph: 'figures', word: 'area.figures' },
  { to: '/fields', glyph: 'gear', word: 'area.fields' },
  { to: '/people', glyph: 'people', word: 'area.people' },
  { to: '/departures', glyph: 'download', word: 'area.departures' },
  { to: '/erasure', glyph: 'erasure', word: 'area.erasures' },
  { to: '/integrity', glyph: 'integrity', word: 'area.integrity' },
  { to: '/guide', glyph: 'guide', word: 'area.guide' },
];
const ADMINISTRATION: Area = { to: '/administration', glyph: 'administration', word: 'area.administration' };

/** The areas that somebody has. */
export function areasOf({ account }: SessionAnswer): readonly Area[] {
  return account.admin ? [...AREAS, ADMINISTRATION] : AREAS;
}
