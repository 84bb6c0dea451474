import { describe, expect, test } from 'vitest';
import { toBase64 } from './bytes.ts';
import { ProofError } from './errors.ts';
import { formatAddCheckpoint, parseAddCheckpoint } from './witness.ts';

// The example of C2SP tlog-witness, "add-checkpoint".
const FOREIGN = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

test('the request of the C2SP tlog-witness example is read and written unchanged', () => {
  const request = parseAddCheckpoint(FOREIGN);
  expect(request).toMatchObject({ oldSize: 20_852_014n });
  expect(request.proof).toHaveLength(4);
  expect(request.checkpoint.startsWith('example.com/behind-the-sofa\n20852163\n')).toBe(true);
  expect(formatAddCheckpoint(request)).toBe(FOREIGN);
});

test('a first request has no proof', () => {
  const body = formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint: 'x\n' });
  expect(body).toBe('old 0\n\nx\n');
  expect(parseAddCheckpoint(body)).toEqual({ oldSize: 0n, proof: [], checkpoint: 'x\n' });
});

describe('refuses as a request', () => {
  const hash = `${toBase64(new Uint8Array(32))}\n`;
  test.each([
    ['nothing', ''],
    ['no empty line', `old 1\n${hash}`],
    ['no old size', `${hash}\nx\n`],
    ['a leading zero', `old 01\n${hash}\nx\n`],
    ['more than 63 hashes', `old 1\n${hash.repeat(64)}\nx\n`],
    ['what is not a hash', 'old 1\nAAAA\n\nx\n'],
  ])('%s', (_, body) => expect(() => parseAddCheckpoint(body)).toThrow(ProofError));
});
