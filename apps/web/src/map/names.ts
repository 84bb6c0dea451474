import type { Language } from '../words/words.ts';
import type { NearGround } from './base-data.ts';
import type { MapLabel } from './labels.ts';

/** From which zoom on a town of each rank is named. */
const TOWN_FROM = [0, 4.6, 6.2, 7.6];

/** Countries by the size that they have on the map, towns by rank, in the language of the page. */
export function namesOf({ countries, places }: NearGround, language: Language): MapLabel[] {
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const towns = [...places]
    .sort((a, b) => a[2] - b[2])
    .map(
      ([longitude, latitude, rank, en, uk]): MapLabel => ({
        ...{ longitude, latitude, look: 'town', text: language === 'uk' ? uk : en, from: TOWN_FROM[rank] ?? 8 },
      }),
    );
  const lands = [...countries]
    .sort((a, b) => b[2] - a[2])
    .map(
      ([longitude, latitude, width, code]): MapLabel => ({
        ...{ longitude, latitude, look: 'country', text: regions.of(code) ?? code },
        // About as wide as its name, which is some 80 px: 512 px are 360 degrees at zoom 0.
        from: Math.max(1.5, Math.log2((80 / 512) * (360 / Math.max(width, 0.2)))),
      }),
    );
  return [...towns, ...lands];
}
