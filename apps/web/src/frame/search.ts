/** A number or a word of two as the router knows it; whatever else stays the text that it is. */
function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text !== '' && String(Number(text)) === text) return Number(text);
  if (!/^(?:\{|\[)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Reads an address's query: what is given several times is a list. */
export function parseSearch(text: string): Record<string, unknown> {
  const search = new Map<string, unknown>();
  for (const [name, given] of new URLSearchParams(text)) {
    const value = readValue(given);
    const before = search.get(name);
    search.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(search);
}

/** Leaves legible what may stand in a query as it is (RFC 3986, section 3.4). */
const encode = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replaceAll(/%(?:3A|2C|2F)/g, (part) => decodeURIComponent(part));

/** Writes an address's query as the server reads it too: a list is given value by value. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each) => [name, each] as const) : [[name, value] as const],
    )
    .filter(([, value]) => value !== undefined && value !== null)
    .map(
      ([name, value]) => `${encode(name)}=${encode(typeof value === 'object' ? JSON.stringify(value) : String(value))}`,
    );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
