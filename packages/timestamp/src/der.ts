import * as asn1 from 'asn1js';
import { malformed } from './errors.ts';

// asn1js reads the basic encoding of ASN.1 (BER), in which one value has many encodings. Measured with 4.0, it takes without a
// word 02050000000001 (a padded number), 010105 (true), 050100 (null), 06028001 (a padded identifier), 30800000 (a length
// without an end), 2403040100 (octets in pieces) and 300502010106012a (a list that is longer than it says). A stamp is in the
// distinguished encoding (DER, X.690 §10 and §11), which is held to here, so that no octet of it can be another.

const DEEPEST = 40;
const MOST = 10_000;

/** The one value that the bytes hold, in DER. @throws TimestampError malformed */
export function readDer(bytes: Uint8Array): asn1.BaseBlock {
  const limits = { maxDepth: DEEPEST, maxNodes: MOST, parseEmbedded: false };
  const { result, offset } = reading(() => asn1.fromBER(bytes, limits));
  if (offset === -1 && /End of input|ength/.test(result.error)) throw malformed('It ends in the middle of a value.');
  if (offset === -1) throw malformed(`It is no ASN.1: ${result.error}.`);
  if (offset !== bytes.length) throw malformed('Bytes follow behind its end.');
  requireDer(result);
  return result;
}

function requireDer(block: asn1.BaseBlock): void {
  const { idBlock, lenBlock } = block;
  if (lenBlock.isIndefiniteForm || lenBlock.warnings.length > 0 || idBlock.tagNumber > 30)
    throw malformed('The length or tag of a value is not told as DER has it.');
  if (idBlock.isConstructed !== block instanceof asn1.Constructed) throw malformed('A single value is in pieces.');
  if (block instanceof asn1.Constructed) {
    const children = childrenOf(block);
    if (children.reduce((sum, child) => sum + bytesOf(child).length, 0) !== lenBlock.length)
      throw malformed('A list is of another length than it says.');
    for (const child of children) requireDer(child);
  } else requireOne(block, bytesOf(block).subarray(idBlock.blockLength + lenBlock.blockLength));
}

/** That a single value has the one content that DER gives it. */
function requireOne(block: asn1.BaseBlock, content: Uint8Array): void {
  const [first, second] = content;
  if (block instanceof asn1.Null && first !== undefined) throw malformed('A null holds something.');
  if (block instanceof asn1.Boolean && (content.length !== 1 || (first !== 0 && first !== 0xff)))
    throw malformed('A truth value is bad.');
  if (block instanceof asn1.ObjectIdentifier) {
    const padded = content.some((octet, i) => octet === 0x80 && (i === 0 || (content[i - 1] as number) < 0x80));
    if (padded || (content.at(-1) ?? 0x80) >= 0x80) throw malformed('An identifier is not in its shortest form.');
  }
  if (!(block instanceof asn1.Integer)) return;
  const padded = (first === 0 && (second ?? 0x80) < 0x80) || (first === 0xff && (second ?? 0) >= 0x80);
  if (first === undefined || (padded && second !== undefined)) throw malformed('A number is not in its shortest form.');
}

/** All of a value as it was read. */
export function bytesOf(block: asn1.BaseBlock): Uint8Array {
  return block.valueBeforeDecodeView;
}

/** What a list or an explicit tag holds. */
export function childrenOf(block: asn1.BaseBlock | undefined): asn1.BaseBlock[] {
  if (!(block instanceof asn1.Constructed)) throw malformed('A single value stands where a list belongs.');
  return block.valueBlock.value;
}

/** The octets of a value that is no list. */
export function contentOf({ valueBlock }: asn1.BaseBlock): Uint8Array {
  return 'valueHexView' in valueBlock ? (valueBlock.valueHexView as Uint8Array) : new Uint8Array();
}

/** The octets of keys and signatures, which stand in strings of either kind. */
export function octetsOf(block: asn1.BaseBlock | undefined): Uint8Array {
  if (block instanceof asn1.BitString && block.valueBlock.unusedBits !== 0)
    throw malformed('A signature or key is not made of whole octets.');
  if (!(block instanceof asn1.OctetString || block instanceof asn1.BitString))
    throw malformed('A part is of another type.');
  return contentOf(block);
}

export function writeDer(from: asn1.BaseBlock | { toSchema(): asn1.BaseBlock }): Uint8Array<ArrayBuffer> {
  return new Uint8Array((from instanceof asn1.BaseBlock ? from : from.toSchema()).toBER());
}

/** What a library throws means that the bytes are none of what it reads. @throws TimestampError malformed */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && error.name === 'TimestampError') throw error;
    throw malformed(
      `It has another form than the standard gives. ${error instanceof Error ? error.message : ''}`.trim(),
    );
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
