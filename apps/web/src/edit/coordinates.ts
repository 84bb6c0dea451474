/** Degrees, WGS 84. */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** Letters of the four directions, in English, Ukrainian and Russian: пн. ш., сх. д., с. ш., в. д. */
const DIRECTIONS: readonly (readonly [RegExp, axis: 'latitude' | 'longitude', sign: 1 | -1])[] = [
  [/^(?:n|north|пн|північ|с)$/, 'latitude', 1],
  [/^(?:s|south|пд|півден|ю)$/, 'latitude', -1],
  [/^(?:e|east|сх|східн|в)$/, 'longitude', 1],
  [/^(?:w|west|зх|західн|з)$/, 'longitude', -1],
];

/** What stands beside a direction and says nothing more: широти, долготы, lat, lon. */
const IDLE =
  /\b(?:geo|lat|lon|long|latitude|longitude)\b[:=]?|(?<![\p{L}])(?:ш|д|дов|шир|широт\p{L}*|довгот\p{L}*|долгот\p{L}*)(?![\p{L}])\.?/giu;

interface Part {
  degrees: number;
  axis: 'latitude' | 'longitude' | undefined;
}

/**
 * Reads a pair of coordinates as people copy them: `49.2068, 37.2616` · `49,2068; 37,2616` · `49°12′24″N 37°15′42″E` ·
 * `N49 12.41 E37 15.70` · `пн. ш. 49°12' сх. д. 37°15'` · `geo:49.2,37.26` (RFC 5870). Without letters the latitude comes
 * first. Undefined for everything else, numbers beyond the globe included.
 */
export function readCoordinates(text: string): Coordinates | undefined {
  const parts = partsOf(plain(text));
  if (parts?.length !== 2) return undefined;
  const [one, other] = parts as [Part, Part];
  const turned = one.axis === 'longitude' || other.axis === 'latitude';
  if ((one.axis !== undefined && one.axis === other.axis) || (turned && one.axis === 'latitude')) return undefined;
  const [latitude, longitude] = turned ? [other.degrees, one.degrees] : [one.degrees, other.degrees];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  return { latitude: round(latitude), longitude: round(longitude) };
}

/** Six decimals are a tenth of a metre. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

function plain(text: string): string {
  const even = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\u2212\u2013]/g, '-')
    .replaceAll(/[\u2032\u2019\u02bc`]/g, "'")
    .replaceAll(/[\u2033\u201d\u201c]|''/g, '"')
    .replaceAll('\u00ba', '\u00b0')
    .replaceAll(IDLE, ' ');
  // A comma between digits is a decimal point where something else parts the two numbers, or where each has one.
  const commas = even.match(/\d,\d/g)?.length ?? 0;
  const decimal = !even.includes('.') && (even.includes(';') || commas === 2 || /\d,\d+\s*[°'"\p{L}]/u.test(even));
  return decimal ? even.replaceAll(/(\d),(\d)/g, '$1.$2') : even;
}

const TOKEN = /(-?\d+(?:\.\d+)?)\s*(°|'|")?|(\p{L}+)\.?|([,;/\s]+)/uy;

/** Numbers gathered into parts; null where something stands that belongs to no coordinates. */
function partsOf(text: string): Part[] | null {
  const numbers: { value: number; unit: string; direction: number }[] = [];
  const letters: { at: number; direction: (typeof DIRECTIONS)[number] }[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [whole, number, unit = '', word] = TOKEN.exec(text) ?? [];
    if (whole === undefined) return null;
    if (number !== undefined) numbers.push({ value: Number(number), unit, direction: letters.length });
    if (word === undefined) continue;
    const direction = DIRECTIONS.find(([letter]) => letter.test(word));
    if (!direction) return null;
    letters.push({ at: numbers.length, direction });
  }
  if (letters.length !== 0 && letters.length !== 2) return null;
  const groups = groupsOf(numbers, letters);
  if (groups === null) return null;
  const parts: Part[] = [];
  for (const [i, group] of groups.entries()) {
    const direction = letters[i]?.direction;
    const degrees = degreesOf(group.map(({ value }) => value));
    if (degrees === null || (direction && degrees < 0)) return null;
    parts.push({ degrees: degrees * (direction?.[2] ?? 1), axis: direction?.[1] });
  }
  return parts;
}

/** Two equal halves, unless a degree sign or a letter says where the second begins. */
function groupsOf<N extends { unit: string }>(numbers: readonly N[], letters: readonly { at: number }[]): N[][] | null {
  const signs = numbers.flatMap(({ unit }, i) => (unit === '°' ? [i] : []));
  const [first, second] = letters;
  const by = first && second ? (first.at === 0 ? second.at : first.at) : (signs[1] ?? numbers.length / 2);
  const groups = [numbers.slice(0, by), numbers.slice(by)];
  const whole = Number.isInteger(by) && groups.every(({ length }) => length >= 1 && length <= 3);
  return whole ? groups : null;
}

/** Degrees, minutes, seconds; only the last may have decimals. */
function degreesOf([degrees = 0, ...below]: readonly number[]): number | null {
  const all = [degrees, ...below];
  if (all.slice(0, -1).some((value) => !Number.isInteger(value)) || below.some((value) => value < 0 || value >= 60))
    return null;
  const sign = degrees < 0 || Object.is(degrees, -0) ? -1 : 1;
  const [minutes = 0, seconds = 0] = below;
  return sign * (Math.abs(degrees) + minutes / 60 + seconds / 3600);
}
