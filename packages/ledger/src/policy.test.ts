import { describe, expect, test } from 'vitest';
import { concat, utf8 } from './bytes.ts';
import { PolicyError } from './errors.ts';
import { COSIGNATURE_V1, formatVerifierKey, parseVerifierKey } from './key.ts';
import { parsePolicy } from './policy.ts';
import { cosigner, ed25519Signer } from './signer.ts';

const seedOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const log = ed25519Signer('example.org/log', seedOf(1)).vkey;
const [w1, w2, w3] = [1, 2, 3].map((n) => cosigner(`w${n}.example.org`, seedOf(10 + n)).vkey) as [
  string,
  string,
  string,
];
const witnesses = `witness a ${w1}\nwitness b ${w2}\nwitness c ${w3}\n`;

test('logs, witnesses, groups and quorum are read, comments and spaces are not', () => {
  const policy = parsePolicy(
    `# ours\n  log\t${log}   https://log.example.org/ \n\n${witnesses}\t# theirs\ngroup g1 2 a b\ngroup g2 all g1 c\nquorum g2`,
  );
  expect(policy.logs).toMatchObject([{ verifier: { vkey: log }, url: 'https://log.example.org/' }]);
  expect(policy.witnesses.map(({ name, verifier }) => [name, verifier.vkey])).toEqual([
    ['a', w1],
    ['b', w2],
    ['c', w3],
  ]);
  expect(policy.groups).toEqual([
    { name: 'g1', threshold: 2, members: ['a', 'b'] },
    { name: 'g2', threshold: 2, members: ['g1', 'c'] },
  ]);
  expect(policy.quorum).toBe('g2');
});

test('the smallest policy requires nothing', () => {
  expect(parsePolicy('quorum none\n')).toEqual({ logs: [], witnesses: [], groups: [], quorum: null });
});

test('names are compared octet by octet, in any encoding', () => {
  const kelvin = parsePolicy(`witness K ${w1}\nwitness \u212a ${w2}\nquorum \u212a\n`);
  expect(kelvin.witnesses.map(({ name }) => name)).toEqual(['K', '\u212a']);
  const latin1 = concat(utf8('witness '), Uint8Array.of(0xe9), utf8(` ${w1}\nquorum `), Uint8Array.of(0xe9));
  expect(parsePolicy(latin1).witnesses[0]?.verifier.vkey).toBe(w1);
  const mixed = concat(utf8('witness '), Uint8Array.of(0xe9), utf8(` ${w1}\nquorum `), Uint8Array.of(0xe8));
  expect(() => parsePolicy(mixed)).toThrow(PolicyError);
  expect(() => parsePolicy(utf8(`witness \u00e9 ${w1}\nquorum \u00e9\n`))).not.toThrow();
});

test('32 logs, witnesses and groups are not too many', () => {
  const lines = Array.from({ length: 32 }, (_, i) => {
    const witness = cosigner(`w${i}.example.org`, seedOf(100 + i)).vkey;
    return `log ${ed25519Signer(`l${i}.example.org`, seedOf(i)).vkey}\nwitness w${i} ${witness}\ngroup g${i} any w${i}\n`;
  });
  const policy = parsePolicy(`${lines.join('')}quorum g31\n`);
  expect([policy.logs.length, policy.witnesses.length, policy.groups.length]).toEqual([32, 32, 32]);
});

describe('refuses a policy', () => {
  const sameKeyOtherName = formatVerifierKey('other.example.org', parseVerifierKey(w1).publicKey, COSIGNATURE_V1);
  test.each([
    ['without a quorum', witnesses],
    ['that is empty', ''],
    ['with two quorums', `${witnesses}quorum a\nquorum b\n`],
    ['with a quorum of two names', `${witnesses}quorum a b\n`],
    ['with a quorum that nobody defined', `${witnesses}quorum d\n`],
    ['with a quorum that is defined only later', `quorum a\n${witnesses}`],
    ['with an unknown keyword', `${witnesses}witnesses a b\nquorum none\n`],
    ['with a keyword in capitals', 'QUORUM none\n'],
    ['with a log key that was altered', `log ${log.replace('example', 'exemple')}\nquorum none\n`],
    ['with the same log twice', `log ${log}\nlog ${log}\nquorum none\n`],
    ['with too many words for a log', `log ${log} https://a https://b\nquorum none\n`],
    ['with a log without key', 'log\nquorum none\n'],
    ['with a witness that has no cosignature key', `witness a ${log}\nquorum a\n`],
    ['with a witness without key', 'witness a\nquorum none\n'],
    ['with one key under two names', `witness a ${w1}\nwitness b ${sameKeyOtherName}\nquorum none\n`],
    ['with two witnesses of one name', `witness a ${w1}\nwitness a ${w2}\nquorum none\n`],
    ['with a group named like a witness', `${witnesses}group a any b\nquorum none\n`],
    ['with a witness named none', `witness none ${w1}\nquorum none\n`],
    ['with a group named none', `${witnesses}group none any a\nquorum none\n`],
    ['with none as a member', `${witnesses}group g any none\nquorum none\n`],
    ['with a group without members', `${witnesses}group g any\nquorum none\n`],
    ['with a group without threshold', `${witnesses}group g\nquorum none\n`],
    ['with a threshold of 0', `${witnesses}group g 0 a b\nquorum none\n`],
    ['with a threshold above its members', `${witnesses}group g 3 a b\nquorum none\n`],
    ['with a threshold that is no number', `${witnesses}group g most a b\nquorum none\n`],
    ['with a member in two groups', `${witnesses}group g any a\ngroup h any a b\nquorum none\n`],
    ['with a member named twice', `${witnesses}group g 2 a a\nquorum none\n`],
    ['with a group that holds itself', `${witnesses}group g any g\nquorum none\n`],
    ['with a group that is defined only later', `${witnesses}group g any h\ngroup h any a\nquorum none\n`],
    ['with carriage returns', 'quorum none\r\n'],
    ['with a delete character', '# \u007f\nquorum none\n'],
  ])('%s', (_, text) => expect(() => parsePolicy(text)).toThrow(PolicyError));

  test('and says on which line', () => {
    expect(() => parsePolicy(`${witnesses}group g 3 a b\n`)).toThrow(/^policy line 4: /);
  });
});
