import type { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sha256, utf8 } from '@cairn/ledger';
import { describe, expect, test } from 'vitest';
import { textToBase64Url, toBase64Url } from './base64url.ts';
import { expand } from './expand.ts';
import { type Jwk, signedPart } from './jws.ts';
import { compactSdJwts, verifySdJwt } from './sdjwt.ts';

interface Vectors {
  issuerKey: Jwk;
  secondIssuerKey: Jwk;
  compact: { section: string; sdJwt: string; payload?: object; discloses?: object }[];
  json: { section: string; keyBinding: boolean; names: string[]; json: { signatures?: object[] } & object }[];
  unsigned: { section: string; payload: Record<string, unknown>; disclosures: string[] }[];
}
const rfc: Vectors = JSON.parse(readFileSync(new URL('./rfc9901.vectors.json', import.meta.url), 'utf8'));
const keyBinding = { audience: 'https://verifier.example.org', nonce: '1234567890' };
const now = 1748537250;

async function newPair(algorithm: { name: string; namedCurve?: string }): Promise<webcrypto.CryptoKeyPair> {
  return (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

function example(section: string) {
  const found = rfc.compact.find((each) => each.section === section);
  if (!found) throw new Error(`no example of section ${section}`);
  return found.sdJwt;
}

describe('the examples of RFC 9901', () => {
  test.each(rfc.compact)('$section verifies', async ({ sdJwt, payload, discloses }) => {
    const options = sdJwt.endsWith('~') ? { now } : { now, keyBinding };
    const processed = await verifySdJwt(sdJwt, rfc.issuerKey, options);
    if (payload) expect(processed).toEqual(payload);
    if (discloses) expect(processed).toMatchObject(discloses);
    expect(JSON.stringify(processed)).not.toMatch(/"_sd|"\.\.\."/);
  });

  test.each(rfc.json)(
    '$section, JSON serialization, verifies with each signature',
    async ({ json, names, ...each }) => {
      const options = each.keyBinding ? { now, keyBinding } : { now };
      const [first, second] = compactSdJwts(json) as [string, string?];
      const processed = await verifySdJwt(first, rfc.issuerKey, options);
      expect(Object.keys(processed).sort()).toEqual([...names, 'cnf', 'exp', 'iat', 'iss'].sort());
      if (second === undefined) return;
      // The key binding was made over the first signature (§8.1), so only the token of the second can be checked.
      const withoutBinding = second.slice(0, second.lastIndexOf('~') + 1);
      await expect(verifySdJwt(withoutBinding, rfc.secondIssuerKey, { now })).resolves.toEqual(processed);
    },
  );

  test.each(rfc.unsigned)('$section gives the address back', async ({ payload, disclosures }) => {
    const { _sd, _sd_alg, ...clear } = payload;
    const address = {
      street_address: 'Schulstr. 12',
      locality: 'Schulpforta',
      region: 'Sachsen-Anhalt',
      country: 'DE',
    };
    await expect(expand(payload, disclosures)).resolves.toEqual({ ...clear, address });
  });
});

describe('key binding', () => {
  const presented = example('5.2');
  const verify = (sdJwt: string, binding: object, at = now) =>
    verifySdJwt(sdJwt, rfc.issuerKey, { now: at, keyBinding: { ...keyBinding, ...binding } });

  test('is refused where nobody asked for it, and missed where somebody did', async () => {
    await expect(verifySdJwt(presented, rfc.issuerKey, { now })).rejects.toThrow('not asked for');
    await expect(verify(presented.slice(0, presented.lastIndexOf('~') + 1), {})).rejects.toThrow('missing');
  });

  test('must answer this request, to this verifier, over these disclosures, lately', async () => {
    await expect(verify(presented, { nonce: 'other' })).rejects.toThrow('another request');
    await expect(verify(presented, { audience: 'https://other.example' })).rejects.toThrow('somebody else');
    await expect(verify(presented, {}, now + 1000)).rejects.toThrow('within the time');
    await expect(verify(presented, { maxAge: 2000 }, now + 1000)).resolves.toMatchObject({ given_name: 'John' });
    await expect(verify(presented, {}, now - 1000)).rejects.toThrow('within the time');
    const parts = presented.split('~');
    const fewer = [...parts.slice(0, 1), ...parts.slice(2)].join('~');
    await expect(verify(fewer, {})).rejects.toThrow('other disclosures');
  });
});

describe('what RFC 9901 §7.1 tells a verifier to refuse', async () => {
  const pair = await newPair({ name: 'ECDSA', namedCurve: 'P-256' });
  const key = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as Jwk;

  async function signed(payload: unknown, header: object = { alg: 'ES256' }): Promise<string> {
    const token = `${[header, payload].map((part) => textToBase64Url(JSON.stringify(part))).join('.')}.`;
    const bytes = new Uint8Array(signedPart(token));
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes);
    return token + toBase64Url(new Uint8Array(signature));
  }
  async function verify(payload: unknown, disclosures: unknown[] = [], header?: object) {
    const encoded = disclosures.map((each) => textToBase64Url(typeof each === 'string' ? each : JSON.stringify(each)));
    return verifySdJwt([await signed(payload, header), ...encoded, ''].join('~'), key, { now });
  }
  const digest = (disclosure: unknown) => toBase64Url(sha256(utf8(textToBase64Url(JSON.stringify(disclosure)))));
  const name = ['salt', 'name', 'Ada'];
  const item = ['salt', 'item'];

  test('the same tokens are accepted when nothing is wrong with them', async () => {
    await expect(verify({ _sd: [digest(name)], list: [1, { '...': digest(item) }] }, [name, item])).resolves.toEqual({
      name: 'Ada',
      list: [1, 'item'],
    });
    await expect(verify({ _sd: [digest(name)], list: [1, { '...': digest(item) }] })).resolves.toEqual({ list: [1] });
  });

  test.each<[string, unknown, unknown[], string]>([
    ['a disclosure nobody committed to', {}, [name], 'does not commit'],
    ['a disclosure given twice', { _sd: [digest(name)] }, [name, name], 'given twice'],
    ['a digest twice in one object', { _sd: [digest(name), digest(name)] }, [name], 'there twice'],
    ['a digest twice in different places', { _sd: [digest(name)], a: { _sd: [digest(name)] } }, [], 'there twice'],
    ['a property disclosed where an element belongs', { a: [{ '...': digest(name) }] }, [name], 'two elements'],
    ['an element disclosed where a property belongs', { _sd: [digest(item)] }, [item], 'three elements'],
    ['a name that is there already', { _sd: [digest(name)], name: 'Eve' }, [name], 'taken'],
    ['the name _sd', { _sd: [digest(['s', '_sd', []])] }, [['s', '_sd', []]], 'reserved'],
    ['the name ...', { _sd: [digest(['s', '...', 'x'])] }, [['s', '...', 'x']], 'reserved'],
    ['a salt that is no string', { _sd: [digest([1, 'a', 2])] }, [[1, 'a', 2]], 'salt'],
    ['a name that is no string', { _sd: [digest(['s', 1, 2])] }, [['s', 1, 2]], 'name is not a string'],
    ['a disclosure that is no array', { _sd: [digest({})] }, [{}], 'JSON array'],
    ['a duplicate name in a disclosure', {}, ['["s","a",{"x":1,"x":2}]'], 'appears twice'],
    ['digests that are no list', { _sd: digest(name) }, [name], 'list of digests'],
    ['a placeholder with other members', { a: [{ '...': digest(item), b: 1 }] }, [], 'only member'],
    ['a placeholder outside an array', { a: { '...': digest(item) } }, [], 'reserved'],
    ['_sd_alg inside', { a: { _sd_alg: 'sha-256' } }, [], 'reserved'],
    ['an unknown digest algorithm', { _sd_alg: 'md5', _sd: [digest(name)] }, [name], 'not known'],
    ['a digest algorithm that is a name of Object', { _sd_alg: 'toString', _sd: [] }, [name], 'not known'],
    ['an expired token', { exp: now - 3600 }, [], 'expired'],
    ['a token from the future', { nbf: now + 3600 }, [], 'not valid yet'],
    ['an expiry disclosed and passed', { _sd: [digest(['s', 'exp', 1])] }, [['s', 'exp', 1]], 'expired'],
    ['an expiry that is no number', { exp: 'never' }, [], 'expired'],
    ['a payload that is no object', ['a'], [], 'not a JSON object'],
  ])('%s', async (_, payload, disclosures, message) => {
    await expect(verify(payload, disclosures)).rejects.toThrow(message);
  });

  test.each([
    ['none', { alg: 'none' }],
    ['a symmetric algorithm', { alg: 'HS256' }],
    ['an algorithm of another key', { alg: 'EdDSA' }],
    ['no algorithm', {}],
    ['a critical extension', { alg: 'ES256', crit: ['b64'] }],
  ])('a header with %s', async (_, header) => {
    await expect(verify({}, [], header)).rejects.toThrow(/not accepted|extensions/);
  });

  test('a token without its tilde, with an altered signature, or under another key', async () => {
    const token = await signed({ a: 1 });
    await expect(verifySdJwt(token, key, { now })).rejects.toThrow('tilde');
    await expect(verifySdJwt(`${token}~`, rfc.issuerKey, { now })).rejects.toThrow('signature');
    await expect(verifySdJwt(`${token.replace(/.....$/, 'AAAAA')}~`, key, { now })).rejects.toThrow('signature');
    await expect(verifySdJwt(`${token}~`, { ...key, x: key.y ?? '' }, { now })).rejects.toThrow('no P-256 public key');
  });

  test('nesting that only the disclosures build up', async () => {
    let innermost: unknown[] = ['s', 'a', 1];
    const disclosures = [innermost];
    for (let depth = 0; depth < 300; depth++) {
      innermost = ['s', 'a', { _sd: [digest(innermost)] }];
      disclosures.push(innermost);
    }
    await expect(verify({ _sd: [digest(innermost)] }, disclosures)).rejects.toThrow('deeper');
  });

  test('disclosures and key bindings in any but the first header of a general serialization', () => {
    const general = rfc.json.find(({ json }) => json.signatures)?.json as { signatures: object[] };
    const swapped = { ...general, signatures: general.signatures.toReversed() };
    expect(() => compactSdJwts(swapped)).toThrow('first header only');
    expect(() => compactSdJwts({ ...general, signatures: [] })).toThrow('no signature');
    expect(() => compactSdJwts({ payload: 'a~b', protected: '', signature: '' })).toThrow('part of an SD-JWT');
  });

  test('SHA-512 digests and Ed25519 signatures are understood', async () => {
    const ed25519 = await newPair({ name: 'Ed25519' });
    const jwk = (await crypto.subtle.exportKey('jwk', ed25519.publicKey)) as Jwk;
    const disclosure = textToBase64Url(JSON.stringify(name));
    const hash = toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-512', new Uint8Array(utf8(disclosure)))));
    const header = textToBase64Url('{"alg":"EdDSA"}');
    const token = `${header}.${textToBase64Url(JSON.stringify({ _sd_alg: 'sha-512', _sd: [hash] }))}.`;
    const bytes = new Uint8Array(signedPart(token));
    const signature = toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', ed25519.privateKey, bytes)));
    await expect(verifySdJwt(`${token}${signature}~${disclosure}~`, jwk, { now })).resolves.toEqual({ name: 'Ada' });
  });
});
