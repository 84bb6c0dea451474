import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foreignStamps } from './foreign.ts';
import { readStamp, TimestampError, verifyStamp } from './index.ts';

const { folder, absent, note } = foreignStamps();

/** What "openssl ts -reply -text" says of each. */
const STAMPS = [
  {
    file: 'digicert.tsr',
    bare: false,
    authority: 'DigiCert Timestamp 2024',
    policy: '2.16.840.1.114412.7.1',
    imprint: 'fb71a6009f6fa1f4',
    time: '2025-03-24T11:17:47Z',
    serial: '5048e337a00e4ec8845f54385ddef87d',
    nonce: 0x201d06bc8adb3f1cn,
    certificates: 3,
  },
  {
    file: 'rfc3161-client-issue-104.tsr',
    bare: false,
    authority: 'TrustID Timestamp Authority',
    policy: '2.16.840.1.113839.0.6.13.3',
    imprint: '9b71d224bd62f378',
    time: '2025-03-11T08:52:08Z',
    serial: '400195846778d8ebd3e0d31354082a24',
    nonce: 0x75c3b3214ac39fbbn,
    certificates: 2,
  },
  {
    file: 'self_signed.tsr',
    bare: false,
    authority: 'TSA SINPE v3',
    policy: '2.16.188.1.1.1.1.5',
    imprint: 'fb71a6009f6fa1f4',
    time: '2025-03-24T11:38:16Z',
    serial: '21aee26c',
    nonce: 0x758a291825c6eabfn,
    certificates: 1,
  },
  ...['valid_timestamp.tsr', 'timestamp_token_http-timestamp-identrust-com'].map((file) => ({
    file,
    bare: !file.endsWith('.tsr'),
    authority: 'TrustID Timestamp Authority',
    policy: '2.16.840.1.113839.0.6.13.3',
    imprint: 'fb71a6009f6fa1f4',
    time: '2025-03-11T10:43:58Z',
    serial: '40019584cddc0108ae76ad8f30d833a3',
    nonce: 0xf370a130ed46e488n,
    certificates: 2,
  })),
];

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, file)));
}

/** All certificates of the other stamps: none of them made this one. */
function others(file: string): Uint8Array[] {
  const mine = readStamp(bytesOf(file)).certificates.map(String);
  return STAMPS.flatMap((each) => [...readStamp(bytesOf(each.file)).certificates]).filter(
    (certificate) => !mine.includes(String(certificate)),
  );
}

describe.runIf(!absent)(`stamps of real authorities${note}`, () => {
  test.each(STAMPS)('$file verifies and says what it says', async ({ file, ...known }) => {
    const verdict = await verifyStamp(bytesOf(file));
    expect(verdict).toMatchObject({
      status: known.bare ? null : 'granted',
      authority: known.authority,
      policy: known.policy,
      hash: 'SHA-512',
      serial: known.serial,
      genTime: { text: known.time, ms: Date.parse(known.time) },
      nonce: known.nonce,
      ordering: file === 'self_signed.tsr',
      accuracyMs: file === 'self_signed.tsr' ? 500 : null,
      chain: 'not-given',
      way: [],
    });
    expect(Buffer.from(verdict.digest).toString('hex')).toMatch(new RegExp(`^${known.imprint}`));
    expect(readStamp(bytesOf(file)).certificates).toHaveLength(known.certificates);
  });

  test.each(STAMPS)('$file comes from its own issuer and from no other', async ({ file, certificates }) => {
    const own = readStamp(bytesOf(file)).certificates.slice(-1);
    const verdict = await verifyStamp(bytesOf(file), { chain: own });
    expect(verdict.chain).toBe('holds');
    expect(verdict.way).toHaveLength(certificates);
    await expect(verifyStamp(bytesOf(file), { chain: others(file) })).rejects.toMatchObject({ fault: 'chain' });
  });

  test('one of them stamps the word "hello", and none stamps other data', async () => {
    const hello = { data: Buffer.from('hello') };
    for (const { file } of STAMPS) {
      const verified = verifyStamp(bytesOf(file), hello);
      if (file.includes('issue-104')) await expect(verified).resolves.toMatchObject({ hash: 'SHA-512' });
      else await expect(verified).rejects.toMatchObject({ fault: 'imprint' });
    }
  });

  test.each(STAMPS)('$file is refused with a bit turned over in what its signature covers', async ({ file }) => {
    const bytes = bytesOf(file);
    const { content, signer } = readStamp(bytes);
    const [attributes, signature] = [signer.signedAttributes.subarray(1), signer.signature];
    for (const part of [content, attributes, signature]) {
      const from = Buffer.from(bytes).indexOf(Buffer.from(part));
      expect(from).toBeGreaterThan(0);
      for (let at = from; at < from + part.length; at += 7) {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] as number) ^ (1 << (at % 8));
        await expect(verifyStamp(altered), `byte ${at}`).rejects.toBeInstanceOf(TimestampError);
      }
    }
  });
});
