import { generateKey, sha256, sign, utf8 } from '@cairn/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textFromBase64Url, textToBase64Url, toBase64Url } from './base64url.ts';
import { disclosureDigest, readDisclosure } from './disclosure.ts';
import { entryOf, type Issue, issue } from './issue.ts';
import { signedPart } from './jws.ts';
import { reservedName } from './profile.ts';
import { verifySdJwt } from './sdjwt.ts';
import { verifyRevision } from './verify.ts';

const key = generateKey();
const signer = { kid: 'instance-1', sign: (bytes: Uint8Array) => sign(key.secret, bytes) };
const publicKey = key.public;
const claims: Issue['claims'] = [
  ['record', '6f7a1f0e-5b53-4a25-9f6e-0d6f3a1c9b11'],
  ['kind', 'incident'],
  ['version', 1],
  ['previous', null],
  ['body.title', 'Обстріл ринку'],
  ['body.counts', [{ outcome: 'killed', count: { min: 3, max: null } }]],
];

/** A token that says whatever the test wants, rightly signed. */
function forge({ header, payload }: { header?: unknown; payload?: unknown }): string {
  const usual = { alg: 'EdDSA', kid: 'instance-1', typ: 'cairn-revision+sd-jwt' };
  const encode = (part: unknown) => textToBase64Url(typeof part === 'string' ? part : JSON.stringify(part));
  const token = `${encode(header ?? usual)}.${encode(payload ?? payloadOf(digests(32)))}.`;
  return token + toBase64Url(sign(key.secret, signedPart(token)));
}

const payloadOf = (list: unknown) => ({ _sd: list, _sd_alg: 'sha-256' });
const digests = (count: number) => Array.from({ length: count }, (_, i) => disclosureDigest(`decoy ${i}`)).sort();
const encoded = (disclosure: unknown) =>
  textToBase64Url(typeof disclosure === 'string' ? disclosure : JSON.stringify(disclosure));
const salt = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Verifies a token that commits to these disclosures and 32 digests in all. */
function present(disclosures: string[], given = disclosures) {
  const list = [...digests(32).slice(disclosures.length), ...disclosures.map(disclosureDigest)].sort();
  return verifyRevision({ token: forge({ payload: payloadOf(list) }), disclosures: given, publicKey });
}

describe('a revision', () => {
  test('gives back exactly the claims that were signed, in their order', () => {
    const json = fc.jsonValue({ noNullPrototype: true, stringUnit: 'grapheme-ascii' } as fc.JsonSharedConstraints);
    const name = fc.string({ unit: 'grapheme' }).filter((text) => !reservedName(text) && !text.includes('\0'));
    const list = fc.uniqueArray(fc.tuple(name, json), { minLength: 1, maxLength: 70, selector: ([name]) => name });
    fc.assert(
      fc.property(list, (claims) => {
        const issued = issue({ claims, ...signer });
        const { claims: read, kid, withheld } = verifyRevision({ ...issued, publicKey });
        expect(JSON.stringify([...read])).toBe(JSON.stringify(claims));
        expect(kid).toBe('instance-1');
        expect((withheld + claims.length) % 32).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('discloses any part of itself, and the rest looks like decoys', () => {
    const { token, disclosures } = issue({ claims, ...signer });
    const chosen = [disclosures[4]!, disclosures[1]!];
    const { claims: read, withheld } = verifyRevision({ token, disclosures: chosen, publicKey });
    expect([...read]).toEqual([
      ['body.title', 'Обстріл ринку'],
      ['kind', 'incident'],
    ]);
    expect(withheld).toBe(30);
    expect(verifyRevision({ token, disclosures: [], publicKey })).toMatchObject({ withheld: 32 });
  });

  test('shows nothing in clear but its type, key id and a multiple of 32 sorted digests', () => {
    for (const count of [1, 32, 33, 65]) {
      const many = Array.from({ length: count }, (_, i) => [`claim ${i}`, i] as const);
      const { token } = issue({ claims: many, ...signer });
      const [header, payload] = token
        .split('.')
        .slice(0, 2)
        .map((part) => JSON.parse(textFromBase64Url(part, '')));
      expect(header).toEqual({ alg: 'EdDSA', kid: 'instance-1', typ: 'cairn-revision+sd-jwt' });
      expect(Object.keys(payload)).toEqual(['_sd', '_sd_alg']);
      expect(payload._sd).toHaveLength(Math.ceil(count / 32) * 32);
      expect(payload._sd).toEqual(payload._sd.toSorted());
    }
  });

  test('draws its randomness once; every salt is new and holds at least 128 bits', () => {
    const drawn: number[] = [];
    const random = (count: number) => {
      drawn.push(count);
      return crypto.getRandomValues(new Uint8Array(count));
    };
    const issued = [issue({ claims, ...signer, random }), issue({ claims, ...signer, random })];
    const salts = issued.flatMap(({ disclosures }) => disclosures.map((each) => readDisclosure(each).salt));
    expect(drawn).toEqual([32 * 18, 32 * 18]);
    expect(new Set(salts).size).toBe(2 * claims.length);
    for (const each of salts) expect(each.length).toBeGreaterThanOrEqual(22);
    expect(issued[0]?.token).not.toBe(issued[1]?.token);
    expect(() => issue({ claims, ...signer, random: () => new Uint8Array(16) })).toThrow('random');
  });

  test('is an SD-JWT for any verifier of RFC 9901', async () => {
    const { token, disclosures } = issue({ claims, ...signer });
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) };
    await expect(verifySdJwt([token, ...disclosures, ''].join('~'), jwk)).resolves.toEqual(Object.fromEntries(claims));
  });

  test('enters the log as the SHA-256 of its token', () => {
    const { token } = issue({ claims, ...signer });
    expect(entryOf(token)).toEqual(sha256(utf8(token)));
    expect(entryOf(token)).toHaveLength(32);
  });

  test('finds its key by the key id', () => {
    const issued = issue({ claims, ...signer });
    const keys = new Map([['instance-1', publicKey]]);
    expect(verifyRevision({ ...issued, publicKey: (kid) => keys.get(kid) }).claims.get('version')).toBe(1);
    expect(() => verifyRevision({ ...issued, publicKey: () => undefined })).toThrow('no key is known');
  });
});

describe('issuing refuses', () => {
  test.each<[string, Issue['claims'], string]>([
    ['no claims', [], 'at least one'],
    [
      'a name twice',
      [
        ['a', 1],
        ['a', 2],
      ],
      'twice',
    ],
    ['_sd as a claim', [['_sd', []]], 'reserved'],
    ['_sd_alg as a claim', [['_sd_alg', 'sha-256']], 'reserved'],
    ['... as a claim', [['...', 1]], 'reserved'],
    ['a reserved name inside', [['body.x', { a: [{ '...': 'digest' }] }]], '/body.x/a/0/...'],
    ['what JSON would change', [['body.x', { a: undefined }]], 'not JSON data'],
    ['what cannot be stored', [['body.x', 'a\0']], 'not escaped'],
  ])('%s', (_, claims, message) => {
    expect(() => issue({ claims, ...signer })).toThrow(message);
  });
});

describe('verifying refuses', () => {
  test('a token or disclosure with any character altered', () => {
    const { token, disclosures } = issue({ claims, ...signer });
    const whole = [token, ...disclosures].join('~');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=+/ \n\0é';
    const position = fc.nat({ max: whole.length - 1 });
    fc.assert(
      fc.property(position, fc.constantFrom(...alphabet), (at, character) => {
        fc.pre(whole[at] !== character);
        const [altered = '', ...rest] = `${whole.slice(0, at)}${character}${whole.slice(at + 1)}`.split('~');
        expect(() => verifyRevision({ token: altered, disclosures: rest, publicKey })).toThrow(
          expect.objectContaining({ name: 'RevisionError' }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('a token cut short or with something added', () => {
    const { token, disclosures } = issue({ claims, ...signer });
    for (const altered of [token.slice(0, -1), `${token}A`, `${token}.`, token.slice(1), '', '..', 'a.b']) {
      expect(() => verifyRevision({ token: altered, disclosures, publicKey })).toThrow(
        expect.objectContaining({ name: 'RevisionError' }),
      );
    }
  });

  test('another key', () => {
    const issued = issue({ claims, ...signer });
    expect(() => verifyRevision({ ...issued, publicKey: generateKey().public })).toThrow('signature');
    expect(() => verifyRevision({ ...issued, publicKey: new Uint8Array(31) })).toThrow('signature');
  });

  test.each<[string, unknown]>([
    ['alg none', { alg: 'none', kid: 'instance-1', typ: 'cairn-revision+sd-jwt' }],
    ['another algorithm', { alg: 'ES256', kid: 'instance-1', typ: 'cairn-revision+sd-jwt' }],
    ['another type', { alg: 'EdDSA', kid: 'instance-1', typ: 'JWT' }],
    ['no type', { alg: 'EdDSA', kid: 'instance-1' }],
    ['a key id that is no string', { alg: 'EdDSA', kid: 7, typ: 'cairn-revision+sd-jwt' }],
    ['a key inside', { alg: 'EdDSA', kid: 'a', typ: 'cairn-revision+sd-jwt', jwk: {} }],
    ['a member twice', '{"alg":"none","alg":"EdDSA","kid":"a","typ":"cairn-revision+sd-jwt"}'],
    ['no object', '[]'],
    ['no JSON', '{'],
  ])('a header with %s', (_, header) => {
    const token = forge({ header });
    expect(() => verifyRevision({ token, disclosures: [], publicKey })).toThrow(
      expect.objectContaining({ where: 'header' }),
    );
  });

  test('alg none without a signature', () => {
    const token = `${textToBase64Url('{"alg":"none","kid":"a","typ":"cairn-revision+sd-jwt"}')}.${textToBase64Url('{}')}.`;
    expect(() => verifyRevision({ token, disclosures: [], publicKey })).toThrow('not EdDSA');
  });

  const sorted = digests(32);
  test.each<[string, unknown, string]>([
    ['digests out of order', payloadOf(sorted.toReversed()), 'not sorted'],
    ['a digest twice', payloadOf([sorted[0], ...sorted.slice(0, 31)]), 'there twice'],
    ['31 digests', payloadOf(sorted.slice(1)), 'multiple of 32'],
    ['33 digests', payloadOf(digests(33)), 'multiple of 32'],
    ['no digests', payloadOf([]), 'multiple of 32'],
    ['digests that are no list', payloadOf('x'), 'multiple of 32'],
    ['a digest of another length', payloadOf(['A', ...sorted.slice(1)]), 'not a SHA-256 digest'],
    ['a digest with stray bits', payloadOf([`-${'-'.repeat(41)}B`, ...sorted.slice(1)]), 'not a SHA-256 digest'],
    ['a digest that is no string', payloadOf([1, ...sorted.slice(1)]), 'not a SHA-256 digest'],
    ['another digest algorithm', { _sd: sorted, _sd_alg: 'sha-512' }, 'not SHA-256'],
    ['no digest algorithm', { _sd: sorted }, 'not exactly'],
    ['anything in clear', { ...payloadOf(sorted), record: 'x' }, 'not exactly'],
    ['a member twice', `{"_sd":[],"_sd":${JSON.stringify(sorted)},"_sd_alg":"sha-256"}`, 'appears twice'],
  ])('a payload with %s', (_, payload, message) => {
    expect(() => verifyRevision({ token: forge({ payload }), disclosures: [], publicKey })).toThrow(message);
  });

  test.each<[string, unknown, string]>([
    ['the reserved name _sd', [salt, '_sd', 1], 'reserved'],
    ['the reserved name _sd_alg', [salt, '_sd_alg', 1], 'reserved'],
    ['the reserved name ...', [salt, '...', 1], 'reserved'],
    ['a reserved name deep inside', [salt, 'a', [{ b: { _sd: [] } }]], 'reserved'],
    ['a duplicate name inside', `["${salt}","a",{"x":1,"x":2}]`, 'appears twice'],
    ['two elements', [salt, 'a'], 'three elements'],
    ['four elements', [salt, 'a', 1, 2], 'three elements'],
    ['no array', { salt }, 'JSON array'],
    ['a name that is no string', [salt, 1, 1], 'not a string'],
    ['a salt below 128 bits', [salt.slice(1), 'a', 1], '128 bits'],
    ['a salt that is no string', [1, 'a', 1], '128 bits'],
    ['an unstorable character', `["${salt}","a","\\u0000"]`, 'cannot be stored'],
    ['no JSON', 'x', 'Expected'],
  ])('a disclosure with %s, though the token commits to it', (_, disclosure, message) => {
    expect(() => present([encoded(disclosure)])).toThrow(message);
    expect(() => readDisclosure(encoded(disclosure))).toThrow(message);
  });

  test('a disclosure in a second spelling or with bytes that are no text', () => {
    const good = encoded([salt, 'a', 1]);
    expect(present([good]).claims.get('a')).toBe(1);
    expect(() => present([`${good}=`])).toThrow('base64url');
    expect(() => present([toBase64Url(new Uint8Array([0x5b, 0xff]))])).toThrow('UTF-8');
  });

  test('a disclosure that the token does not commit to, or that was given twice', () => {
    const one = encoded([salt, 'a', 1]);
    expect(() => present([one], [one, encoded([salt, 'b', 1])])).toThrow(
      expect.objectContaining({ where: 'disclosure 1' }),
    );
    expect(() => present([one], [one, one])).toThrow('given twice');
  });

  test('two disclosures of one name, though the token commits to both', () => {
    expect(() => present([encoded([salt, 'a', 1]), encoded([salt, 'a', 2])])).toThrow('second claim "a"');
  });
});
