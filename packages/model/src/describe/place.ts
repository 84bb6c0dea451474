import { type FuzzyPlace, type PlacePrecision, radiusOf } from '../values/fuzzy-place.ts';
import type { WordLanguage } from './time-words.ts';

/** What a precision means after a place's name; exact places need no word, the unknown ones have their own. */
const EXTENT: Readonly<Record<PlacePrecision, { en: string; uk: string }>> = {
  exact: { en: '', uk: '' },
  near: { en: 'or near it', uk: 'або поблизу' },
  adm3: { en: 'somewhere in this municipality', uk: 'десь у межах громади' },
  adm2: { en: 'somewhere in this district', uk: 'десь у межах району' },
  adm1: { en: 'somewhere in this region', uk: 'десь у межах області' },
  line: { en: 'somewhere along this line or area', uk: 'десь уздовж цієї лінії або місцевості' },
  country: { en: 'somewhere in this country', uk: 'десь у межах країни' },
  'sea-air': { en: 'at sea or in the air', uk: 'на морі або в повітрі' },
  unknown: { en: 'how exactly is unknown', uk: 'точність невідома' },
};

/**
 * A place in words as exact as what is known: "Izium", "Izium, or near it (within about 5 km)",
 * "Kharkiv region, somewhere in this region (within about 100 km)"; «Ізюм, або поблизу (у межах близько 5 км)».
 */
export function describePlace(place: FuzzyPlace, language: WordLanguage): string {
  const name = nameOf(place, language) ?? pointOf(place);
  if (name === undefined) return language === 'en' ? 'place unknown' : 'місце невідоме';
  const extent = EXTENT[place.precision][language];
  const radius = radiusWords(radiusOf(place), language);
  return `${name}${extent && `, ${extent}`}${radius && ` (${radius})`}`;
}

function nameOf({ name = {} }: FuzzyPlace, language: WordLanguage): string | undefined {
  return name[language] ?? Object.values(name)[0];
}

function pointOf({ point }: FuzzyPlace): string | undefined {
  return point && `${point.latitude}, ${point.longitude}`;
}

function radiusWords(radius: number | null, language: WordLanguage): string {
  if (radius === null || radius === 0) return '';
  const [value, unit] = radius >= 1000 ? [radius / 1000, { en: 'km', uk: 'км' }] : [radius, { en: 'm', uk: 'м' }];
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return language === 'en' ? `within about ${figure} ${unit.en}` : `у межах близько ${figure} ${unit.uk}`;
}
