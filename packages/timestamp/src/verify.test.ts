import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPem, writePem } from './certificate.ts';
import { makeQuery, readQuery, TimestampError, type Verdict, verifyStamp } from './index.ts';
import { type AnswerOptions, makeTestAuthority, type TestAuthority } from './testing.ts';

const DATA = new TextEncoder().encode('a checkpoint\n');
const TIME = new Date('2031-03-05T06:00:00Z');

let authority: TestAuthority;
let query: Uint8Array;
let chain: Uint8Array[];

beforeAll(async () => {
  authority = await makeTestAuthority();
  query = makeQuery(await sha256(DATA));
  chain = readPem(authority.chain);
});

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
}

async function verified(options: AnswerOptions = {}, asked = query): Promise<Verdict> {
  const response = await authority.answer(asked, { time: TIME, ...options });
  return verifyStamp(response, { data: DATA, query: asked, chain });
}

test('a query asks for SHA-256, certificates and an answer to this random number', () => {
  const other = makeQuery(new Uint8Array(32), '1.2.840.113549.999999.2');
  expect(readQuery(other)).toMatchObject({ hash: 'SHA-256', policy: '1.2.840.113549.999999.2', certificates: true });
  expect(readQuery(query).nonce).not.toBe(readQuery(other).nonce);
  expect(readQuery(makeQuery(new Uint8Array(32), undefined, Uint8Array.of(0x80, 0))).nonce).toBe(0x8000n);
  expect(() => makeQuery(new Uint8Array(20))).toThrow(TimestampError);
  expect(() => makeQuery(new Uint8Array(32), '1.2')).toThrow(/no object identifier/);
});

test('what an authority answers verifies under its root, with the time as it was given', async () => {
  const verdict = await verified({ time: new Date('2031-03-05T06:00:00.125Z'), accuracy: { seconds: 1, micros: 250 } });
  expect(verdict).toMatchObject({
    status: 'granted',
    authority: 'Test authority',
    chain: 'holds',
    genTime: { text: '2031-03-05T06:00:00.125Z', ms: Date.parse('2031-03-05T06:00:00.125Z') },
    accuracyMs: 1000.25,
    ordering: false,
  });
  expect(verdict.way.map(String)).toEqual(
    [authority.signer, authority.between, authority.root].map(({ der }) => String(der)),
  );
  expect((await verified({ status: 1 })).status).toBe('granted-with-changes');
});

test('one that signs with RSA, and a certificate that was given instead of sent', async () => {
  const rsa = await makeTestAuthority({ rsa: true });
  const response = await rsa.answer(query, { time: TIME, withoutCertificates: true });
  const all = [rsa.signer, rsa.between, rsa.root].map(({ der }) => der);
  await expect(verifyStamp(response, { data: DATA, chain: all.slice(1) })).rejects.toMatchObject({
    fault: 'certificate',
  });
  // The way ends at the first certificate that is trusted: here the authority's own.
  expect((await verifyStamp(response, { data: DATA, chain: all })).way).toHaveLength(1);
});

const REFUSED: [string, AnswerOptions, TimestampError['fault']][] = [
  ['it was refused', { status: 2 }, 'not-granted'],
  ['it waits', { status: 3 }, 'not-granted'],
  ['it is of other data', { digest: new Uint8Array(32) }, 'imprint'],
  ['it answers another query', { nonce: Uint8Array.of(1, 2, 3).buffer }, 'nonce'],
  ['it answers no query', { nonce: null }, 'nonce'],
  ['what is signed is something else', { messageDigest: new Uint8Array(32) }, 'signature'],
  ['the digest is not signed', { without: ['1.2.840.113549.1.9.4'] }, 'signature'],
  ['the type is not signed', { without: ['1.2.840.113549.1.9.3'] }, 'signature'],
  ['no certificate is named', { without: ['1.2.840.113549.1.9.16.2.47'] }, 'certificate'],
  ['another certificate is named', { names: new Uint8Array(9) }, 'certificate'],
  ['it is no time stamp', { contentType: '1.2.840.113549.1.7.1' }, 'malformed'],
  ['it has two signatures', { signers: 2 }, 'malformed'],
  ['it brings no certificate', { withoutCertificates: true }, 'certificate'],
  ['the certificate was not valid yet', { time: new Date('2019-12-31T23:59:59Z') }, 'certificate'],
  ['the certificate was valid no more', { time: new Date('2045-01-01T00:00:02Z') }, 'certificate'],
];

test.each(REFUSED)('is refused: %s', async (_what, options, fault) => {
  await expect(verified(options)).rejects.toMatchObject({ name: 'TimestampError', fault });
});

test('a policy that was asked for is demanded', async () => {
  const asked = makeQuery(await sha256(DATA), '1.2.3.4.5');
  expect((await verified({}, asked)).policy).toBe('1.2.3.4.5');
  await expect(verified({ policy: '1.2.3.4.6' }, asked)).rejects.toMatchObject({ fault: 'policy' });
});

const WRONG_PURPOSES = [
  ['not critical', { critical: false }],
  ['for servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
  ['for more than stamps', { purposes: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.3'] }],
] as const;

test.each(WRONG_PURPOSES)('a certificate whose purpose is %s signs no stamps', async (_what, options) => {
  const other = await makeTestAuthority(options);
  const response = await other.answer(query, { time: TIME });
  await expect(verifyStamp(response, { chain: readPem(other.chain) })).rejects.toMatchObject({ fault: 'certificate' });
});

test('a root of the same name is not the root', async () => {
  const other = await makeTestAuthority();
  const response = await authority.answer(query, { time: TIME });
  expect((await verifyStamp(response, { query })).chain).toBe('not-given');
  await expect(verifyStamp(response, { chain: readPem(other.chain) })).rejects.toMatchObject({ fault: 'chain' });
  await expect(verifyStamp(response, { chain: [] })).rejects.toMatchObject({ fault: 'chain' });
  // The authority's certificate is none that may sign others.
  const signers = { chain: [authority.signer.der] };
  expect((await verifyStamp(response, signers)).way).toHaveLength(1);
  expect(readPem(writePem([authority.root.der]))[0]).toEqual(authority.root.der);
});

describe('altered bytes', () => {
  test('one byte altered anywhere is refused', async () => {
    const response = await authority.answer(query, { time: TIME, accuracy: { seconds: 1 } });
    // Whether it was granted as asked or with changes is the one thing that stands outside of every signature.
    const status = Buffer.from(response).indexOf(Buffer.from('3003020100', 'hex')) + 4;
    const anyOther = fc.nat(response.length - 1).filter((at) => at !== status);
    await fc.assert(
      fc.asyncProperty(anyOther, fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const altered = Uint8Array.from(response);
        altered[at] = (altered[at] as number) ^ by;
        const verified = verifyStamp(altered, { data: DATA, query, chain });
        await expect(verified, `byte ${at}`).rejects.toBeInstanceOf(TimestampError);
      }),
      { numRuns: 1000 },
    );
  });

  test('cut short, lengthened, or anything at all, it is refused in words', async () => {
    const response = await authority.answer(query, { time: TIME });
    await fc.assert(
      fc.asyncProperty(fc.nat(response.length - 1), fc.uint8Array({ maxLength: 40 }), async (at, more) => {
        for (const bytes of [response.subarray(0, at), Uint8Array.from([...response, ...more, 0]), more])
          await expect(verifyStamp(bytes, { chain })).rejects.toBeInstanceOf(TimestampError);
      }),
      { numRuns: 100 },
    );
  });
});
