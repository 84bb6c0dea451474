import { type FuzzyPlace, type PlacePrecision, radiusOf, shapeOf, spotOf } from '../values/fuzzy-place.ts';
import { isLine, type PlaceShape } from '../values/shape.ts';
import { extentOfShape, lengthOfShape } from '../values/shape-measures.ts';
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
 * A place with a shape says which: "M-03, along a drawn line (about 43 km long)".
 */
export function describePlace(place: FuzzyPlace, language: WordLanguage): string {
  const name = nameOf(place, language) ?? pointOf(place);
  const shape = shapeOf(place);
  if (shape !== undefined) return `${name}, ${shapeWords(shape, place, language)}`;
  if (name === undefined) return language === 'en' ? 'place unknown' : 'місце невідоме';
  const extent = EXTENT[place.precision][language];
  const radius = radiusWords(radiusOf(place), language);
  return `${name}${extent && `, ${extent}`}${radius && ` (${radius})`}`;
}

function nameOf({ name = {} }: FuzzyPlace, language: WordLanguage): string | undefined {
  return name[language] ?? Object.values(name)[0];
}

/** Of a shape the point that stands for it, no finer than some hundred metres: it is not where anything happened. */
function pointOf(place: FuzzyPlace): string | undefined {
  if (place.point) return `${place.point.latitude}, ${place.point.longitude}`;
  const spot = spotOf(place);
  return spot ? `${Number(spot.latitude.toFixed(3))}, ${Number(spot.longitude.toFixed(3))}` : undefined;
}

/** What kind of shape it is and how large, and how far around it the place may lie. */
function shapeWords(shape: PlaceShape, { point, radiusM }: FuzzyPlace, language: WordLanguage): string {
  const beside = point === undefined ? radiusWords(radiusM ?? 0, language) : '';
  return `${isLine(shape) ? lineWords(shape, language) : areaWords(shape, language)}${beside && `, ${beside}`}`;
}

function lineWords(shape: PlaceShape, language: WordLanguage): string {
  const metres = lengthOfShape(shape);
  const far = metres >= 1000;
  const figure = rounded(far ? metres / 1000 : metres, language);
  return language === 'en'
    ? `along a drawn line (about ${figure} ${far ? 'km' : 'm'} long)`
    : `уздовж накресленої лінії (завдовжки близько ${figure} ${far ? 'км' : 'м'})`;
}

function areaWords(shape: PlaceShape, language: WordLanguage): string {
  const metres = extentOfShape(shape);
  const [value, unit] =
    metres >= 1e6
      ? [metres / 1e6, { en: 'km²', uk: 'км²' }]
      : metres >= 1e4
        ? [metres / 1e4, { en: 'ha', uk: 'га' }]
        : [metres, { en: 'm²', uk: 'м²' }];
  const figure = rounded(value, language);
  return language === 'en'
    ? `within a drawn area (about ${figure} ${unit.en})`
    : `у межах накресленої ділянки (близько ${figure} ${unit.uk})`;
}

/** Two digits: a drawn shape is no survey. */
function rounded(value: number, language: WordLanguage): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(value);
}

function radiusWords(radius: number | null, language: WordLanguage): string {
  if (radius === null || radius === 0) return '';
  const [value, unit] = radius >= 1000 ? [radius / 1000, { en: 'km', uk: 'км' }] : [radius, { en: 'm', uk: 'м' }];
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return language === 'en' ? `within about ${figure} ${unit.en}` : `у межах близько ${figure} ${unit.uk}`;
}
