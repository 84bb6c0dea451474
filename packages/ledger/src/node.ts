/** A key as node:crypto holds it. */
export interface NodeKey {
  export(options: { format: 'der'; type: 'spki' }): Uint8Array;
}

type DerKey = { key: Uint8Array; format: 'der'; type: 'pkcs8' | 'spki' };

/** The few functions of node:crypto that this package calls, spelled out so that it compiles for a browser too. */
export interface NodeCrypto {
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array;
  createHash(algorithm: 'sha256'): { update(data: Uint8Array): { digest(): Uint8Array } };
  createPrivateKey(key: DerKey): NodeKey;
  createPublicKey(key: DerKey | NodeKey): NodeKey;
  sign(algorithm: null, data: Uint8Array, key: NodeKey): Uint8Array;
  verify(algorithm: null, data: Uint8Array, key: NodeKey, signature: Uint8Array): boolean;
}

interface MaybeNode {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/** node:crypto under Node, null in a browser. Asked for at run time, because a bundler would choke on the import. */
export const nodeCrypto: NodeCrypto | null =
  ((globalThis as MaybeNode).process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined) ?? null;
