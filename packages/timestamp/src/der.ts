import { malformed } from './errors.ts';

// ITU-T X.690: the distinguished encoding, read strictly, so that one value has one encoding.

/** One encoded value. `bytes` is all of it; `content` what it holds. */
export interface Element {
  /** Identifier octet: class, constructed bit and number. */
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const CONSTRUCTED = 0x20;
const DEEPEST = 40;

/** The one value that the bytes hold. @throws TimestampError malformed */
export function readDer(bytes: Uint8Array, tag?: number): Element {
  const element = elementAt(bytes, 0);
  if (element.bytes.length !== bytes.length) throw malformed('Bytes follow behind its end.');
  requireWellFormed(element, 0);
  return tag === undefined ? element : expectTag(element, tag);
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw malformed('It ends in the middle of a value.');
  if ((tag & 0x1f) === 0x1f) throw malformed('It uses a tag that none of its parts has.');
  let from = at + 2;
  let length = first;
  if (first >= 0x80) {
    const n = first - 0x80;
    if (n === 0 || n > 4) throw malformed('The length of a value is not told as DER has it.');
    length = 0;
    for (const octet of bytes.subarray(from, from + n)) length = length * 256 + octet;
    if (bytes.length < from + n || length < 0x80 || length < 256 ** (n - 1))
      throw malformed('The length of a value is not told as DER has it.');
    from += n;
  }
  if (from + length > bytes.length) throw malformed('It ends in the middle of a value.');
  return { tag, bytes: bytes.subarray(at, from + length), content: bytes.subarray(from, from + length) };
}

function requireWellFormed(element: Element, depth: number): void {
  if (depth > DEEPEST) throw malformed('Its values are nested too deep.');
  if ((element.tag & CONSTRUCTED) !== 0) {
    for (const child of childrenOf(element)) requireWellFormed(child, depth + 1);
    return;
  }
  if (element.tag === TAG.boolean && !/^(00|ff)$/.test(hexOf(element.content)))
    throw malformed('A truth value is bad.');
  if (element.tag === TAG.integer) requireShortest(element.content);
  if (element.tag === TAG.null && element.content.length > 0) throw malformed('A null holds something.');
  if (element.tag === TAG.set - CONSTRUCTED || element.tag === TAG.sequence - CONSTRUCTED)
    throw malformed('A list is no list.');
}

function requireShortest(content: Uint8Array): void {
  const [first, second] = content;
  if (first === undefined) throw malformed('A number is empty.');
  const padded = (first === 0 && (second ?? 0x80) < 0x80) || (first === 0xff && (second ?? 0) >= 0x80);
  if (content.length > 1 && padded) throw malformed('A number is not in its shortest form.');
}

/** What a list or an explicit tag holds. */
export function childrenOf({ tag, content }: Element): Element[] {
  if ((tag & CONSTRUCTED) === 0) throw malformed('A single value stands where a list belongs.');
  const children: Element[] = [];
  for (let at = 0; at < content.length; ) {
    const child = elementAt(content, at);
    children.push(child);
    at += child.bytes.length;
  }
  return children;
}

export function expectTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw malformed(`A part is missing or of another type (${tag.toString(16)} was expected).`);
  return element;
}

/** Takes the parts of a list one after the other. */
export class Parts {
  readonly #left: Element[];

  constructor(list: Element) {
    this.#left = childrenOf(list);
  }

  take(tag?: number): Element {
    const next = this.#left.shift();
    if (next === undefined) throw malformed('A part is missing.');
    return tag === undefined ? next : expectTag(next, tag);
  }

  /** The next part if it has one of these tags. */
  maybe(...tags: number[]): Element | null {
    const next = this.#left[0];
    if (next === undefined || !tags.includes(next.tag)) return null;
    this.#left.shift();
    return next;
  }

  end(): void {
    if (this.#left.length > 0) throw malformed('It holds a part that the standard does not know.');
  }
}

/** Object identifier in dotted form. */
export function readOid(element: Element | undefined): string {
  const { content } = expectTag(element, TAG.oid);
  const arcs: bigint[] = [];
  let arc = 0n;
  let begins = true;
  for (const octet of content) {
    if (begins && octet === 0x80) throw malformed('An identifier is not in its shortest form.');
    arc = arc * 128n + BigInt(octet & 0x7f);
    begins = octet < 0x80;
    if (!begins) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first] = arcs;
  if (first === undefined || !begins) throw malformed('An identifier breaks off.');
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...arcs.slice(1)].join('.');
}

export function readInteger(element: Element | undefined, tag: number = TAG.integer): bigint {
  const { content } = expectTag(element, tag);
  requireShortest(content);
  const value = BigInt(`0x${hexOf(content)}`);
  return (content[0] as number) < 0x80 ? value : value - (1n << BigInt(content.length * 8));
}

/** @throws TimestampError for numbers that are none of a version, count or length */
export function readSmall(element: Element | undefined, tag?: number): number {
  const value = readInteger(element, tag);
  if (value < 0n || value > 2n ** 31n) throw malformed('A number is out of its range.');
  return Number(value);
}

/** The octets of a bit string with whole octets: keys and signatures. */
export function readBits(element: Element | undefined): Uint8Array {
  const { content } = expectTag(element, TAG.bitString);
  if (content[0] !== 0) throw malformed('A signature or key is not made of whole octets.');
  return content.subarray(1);
}

export function write(tag: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [tag];
  if (length < 0x80) head.push(length);
  else {
    const octets: number[] = [];
    for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
    head.push(0x80 + octets.length, ...octets);
  }
  const all = new Uint8Array(head.length + length);
  all.set(head);
  let at = head.length;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function writeOid(dotted: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9][0-9]{0,37})){2,}$/.test(dotted)) throw malformed(`${dotted} is no object identifier.`);
  const [top = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (top < 2n && second > 39n) throw malformed(`${dotted} is no object identifier.`);
  return write(TAG.oid, Uint8Array.from([top * 40n + second, ...rest].flatMap(base128)));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc % 128n)];
  for (let left = arc / 128n; left > 0n; left /= 128n) octets.unshift(Number(left % 128n) + 0x80);
  return octets;
}

/** A number that is not negative. */
export function writeInteger(magnitude: Uint8Array): Uint8Array {
  const from = magnitude.findIndex((octet) => octet !== 0);
  const octets = from === -1 ? Uint8Array.of(0) : magnitude.subarray(from);
  return (octets[0] as number) < 0x80 ? write(TAG.integer, octets) : write(TAG.integer, Uint8Array.of(0), octets);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
