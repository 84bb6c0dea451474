import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** Flags of authenticator data (WebAuthn Level 3 §6.1): user present, user verified, attested credential included. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A passkey in software, for tests that need answers which no browser would give. */
export class SoftPasskey {
  readonly id = randomBytes(16);
  readonly host: string;
  readonly #key: KeyObject;
  /** COSE key. */
  readonly publicKey: Uint8Array;
  /** Whether its owner unlocked it. */
  verified = true;
  counter = 0;

  constructor(host: string) {
    this.host = host;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = (part: string) => new Uint8Array(Buffer.from(part, 'base64url'));
    // COSE_Key: kty EC2, alg ES256, crv P-256 (RFC 9053 §7.1).
    this.publicKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point(x)],
        [-3, point(y)],
      ]) as never,
    );
  }

  /** What a browser sends after making this passkey. */
  register(challenge: string, origin: string) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.publicKey]);
    const authData = new Uint8Array(Buffer.concat([this.#head(ATTESTED), attested]));
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]) as never,
    );
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', challenge, origin),
      attestationObject: text(attestation),
      transports: ['internal'],
    });
  }

  /** What a browser sends after this passkey signed. */
  answer(challenge: string, origin: string) {
    this.counter += 1;
    const authenticatorData = this.#head(0);
    const clientDataJSON = this.#clientData('webauthn.get', challenge, origin);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = createSign('sha256').update(authenticatorData).update(hash).sign(this.#key);
    return this.#credential({
      clientDataJSON,
      authenticatorData: text(authenticatorData),
      signature: text(signature),
    });
  }

  #head(more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = PRESENT | (this.verified ? VERIFIED : 0) | more;
    return Buffer.concat([createHash('sha256').update(this.host).digest(), Buffer.from([flags]), counter]);
  }

  #clientData(type: string, challenge: string, origin: string): string {
    return text(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }

  #credential<R>(response: R) {
    const id = text(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
