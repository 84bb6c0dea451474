/**
 * All names in memory, in columns of numbers and letters and no objects: towns of the world, then the places of which more is
 * known, as texts that are read when they are asked for. A place's number counts towns first, then entries. Keys are sorted, so
 * that what begins alike lies together.
 */
export interface BuiltIndex {
  readonly townNames: Uint8Array;
  readonly townNameAt: Uint32Array;
  /** Degrees, of towns and then of entries; not a number where none is known. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Of towns: positions in `shared`. */
  readonly unit: Uint32Array;
  /** Neither near anything nor found as a town: what an entry replaces, and entries that are no single spot. */
  readonly hidden: Uint8Array;
  /** Entries as JSON, in which `admin` is a position in `shared`. */
  readonly entries: Uint8Array;
  readonly entryAt: Uint32Array;
  /** What many places have in common, as JSON: {@link SharedUnit} of towns, lists of names of units of entries. */
  readonly shared: Uint8Array;
  readonly sharedAt: Uint32Array;
  readonly keys: Uint8Array;
  readonly keyAt: Uint32Array;
  readonly keyPlace: Uint32Array;
  readonly keyRole: Uint8Array;
  /** Two words of bits for each key: which pairs of letters it has. */
  readonly pairs: Uint32Array;
}

/** `country.admin1.admin2`, with the names of both. */
export interface SharedUnit {
  readonly code: string;
  readonly names: readonly Readonly<Record<string, string>>[];
}

/** What a name of the index is to its place. */
export const NAME = { current: 0, former: 1 } as const;

const COLUMNS = {
  ...{ townNames: Uint8Array, townNameAt: Uint32Array, latitude: Float64Array, longitude: Float64Array },
  ...{ unit: Uint32Array, hidden: Uint8Array, entries: Uint8Array, entryAt: Uint32Array },
  ...{ shared: Uint8Array, sharedAt: Uint32Array, keys: Uint8Array, keyAt: Uint32Array },
  ...{ keyPlace: Uint32Array, keyRole: Uint8Array, pairs: Uint32Array },
} as const;
const NAMES = Object.keys(COLUMNS) as (keyof BuiltIndex)[];

/** Every column begins where the longest of its numbers may. */
const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** An index as bytes: the length of the whole, the lengths of all columns, then the columns, in pieces to be written in turn. */
export function piecesOf(index: BuiltIndex): Uint8Array[] {
  const head = new Float64Array(NAMES.length + 1);
  const pieces: Uint8Array[] = [new Uint8Array(head.buffer)];
  let whole = head.byteLength;
  for (const [i, name] of NAMES.entries()) {
    const { buffer, byteOffset, byteLength } = index[name];
    head[i + 1] = byteLength;
    whole += padded(byteLength);
    pieces.push(new Uint8Array(buffer, byteOffset, byteLength), new Uint8Array(padded(byteLength) - byteLength));
  }
  head[0] = whole;
  return pieces;
}

/** Puts together what {@link piecesOf} took apart, in one piece of memory. @throws Error where bytes are missing */
export async function indexFrom(pieces: AsyncIterable<Uint8Array>): Promise<BuiltIndex> {
  let whole = new Uint8Array(0);
  let at = 0;
  let begin = new Uint8Array(0);
  for await (const piece of pieces) {
    if (whole.length === 0) {
      begin = Uint8Array.from([...begin, ...piece.subarray(0, 8)]);
      if (begin.length < 8) throw new Error('The names of places came in splinters.');
      whole = new Uint8Array(new Float64Array(begin.buffer.slice(0, 8))[0] ?? 0);
    }
    whole.set(piece, at);
    at += piece.length;
  }
  if (at === 0 || at !== whole.length) throw new Error('The names of places did not come whole.');
  return columnsOf(whole.buffer);
}

function columnsOf(buffer: ArrayBuffer): BuiltIndex {
  const head = new Float64Array(buffer, 0, NAMES.length + 1);
  let at = head.byteLength;
  const columns = NAMES.map((name, i) => {
    const bytes = head[i + 1] ?? 0;
    const Column = COLUMNS[name];
    const column = new Column(buffer, at, bytes / Column.BYTES_PER_ELEMENT);
    at += padded(bytes);
    return [name, column];
  });
  return Object.fromEntries(columns) as BuiltIndex;
}

/** Which pairs of letters a key has, in 64 bits: a sieve before letters are compared. */
export function pairBits(key: string): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (let i = 0; i + 1 < key.length; i += 1) {
    const hash = (Math.imul(key.charCodeAt(i), 31) + Math.imul(key.charCodeAt(i + 1), 17)) & 63;
    if (hash < 32) low |= 1 << hash;
    else high |= 1 << (hash - 32);
  }
  return [low >>> 0, high >>> 0];
}
