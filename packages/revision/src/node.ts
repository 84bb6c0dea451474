/** The few things of node:buffer and node:crypto that this package calls, spelled out so that it compiles for a browser. */
interface NodeBytes extends Uint8Array {
  toString(encoding?: 'base64url' | 'utf8'): string;
}
interface NodeBuffer {
  from(text: string, encoding: 'utf8' | 'base64url' | 'latin1'): NodeBytes;
  from(buffer: ArrayBufferLike, offset: number, length: number): NodeBytes;
}
interface NodeCrypto {
  hash?(algorithm: 'sha256', text: string, encoding: 'base64url'): string;
}
interface MaybeNode {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

// Asked for at run time, because a bundler would choke on an import.
const builtin = (globalThis as MaybeNode).process?.getBuiltinModule;

/** Node's Buffer, several times faster than plain JavaScript; null in a browser. */
export const nodeBuffer = (builtin?.('node:buffer') as { Buffer: NodeBuffer } | undefined)?.Buffer ?? null;

/** Node's one-shot hash from text to text; null in a browser and in older Nodes. */
export const nodeHash = (builtin?.('node:crypto') as NodeCrypto | undefined)?.hash ?? null;
