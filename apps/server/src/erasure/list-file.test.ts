import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keysOf, newIdentity } from '../database/index.ts';
import { signedErasure } from '../testing/signed-erasure.ts';
import {
  appendToList,
  ErasureListError,
  linesOf,
  listedHere,
  listFile,
  readList,
  requireSignedBy,
} from './list-file.ts';
import type { SignedErasure } from './types.ts';

const KEYS = keysOf(newIdentity());
const erasuresIn = (text: string) => readList(text, 'list').map(({ erasure }) => erasure);

function done(keys = KEYS): SignedErasure {
  const [id, compartment, requested_by, decided_by, record] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return signedErasure(keys, {
    id,
    compartment,
    requested_by,
    requested_at: '2026-01-01T00:00:00Z',
    reason: 'Asked for',
    targets: [{ record, number: 1, claim: 'body.title', level: 'internal', digest: 'x' }],
    heads: { [record]: 1 },
    files: [],
    complete: true,
    state: 'done',
    decided_by,
    decided_at: '2026-01-02T00:00:00Z',
    assertions: null,
  });
}

test('a line that lost its end is refused: what it named would come back in silence', () => {
  const three = [done(), done(), done()];
  const [one = '', two = '', last = ''] = three.map((each) => linesOf([each]).trimEnd());
  expect(erasuresIn(`${one}\n${two}\n${last}\n`)).toEqual(three);
  for (const cut of [two.slice(0, -1), two.slice(0, 60), two.slice(0, 10)])
    expect(() => readList(`${one}\n${cut}\n${last}\n`, 'list'), cut).toThrow(ErasureListError);
  expect(() => readList(`${one}\n${two.replace('"done"', '"gone"')}\n`, 'list')).toThrow('Line 2 is no erasure');
});

test('what a crash left of a line is none, at the end or where the whole one follows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-list-'));
  try {
    const [before, cut] = [done(), done()];
    const file = listFile(folder);
    for (const left of [20, 60, -2]) {
      writeFileSync(file, linesOf([before]) + linesOf([cut]).slice(0, left));
      expect(erasuresIn(readFileSync(file, 'utf8'))).toEqual([before]);
      expect(listedHere(folder, KEYS.knownKids)).toEqual([before]);
      appendToList(folder, [cut]);
      expect(erasuresIn(readFileSync(file, 'utf8'))).toEqual([before, cut]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a line without its deed, with a deed that says something else, and one of another instance are named', () => {
  const [one, two] = [done(), done()];
  const { token: _, disclosures, ...unsigned } = two;
  const targets = [{ record: two.id, number: 1, claim: 'body.summary', level: 'internal', digest: 'y' }];
  for (const wrong of [
    unsigned,
    { ...unsigned, token: one.token, disclosures },
    { ...unsigned, token: one.token, disclosures: one.disclosures },
    { ...two, targets },
    { ...two, more: 1 },
    { ...two, complete: false },
  ])
    expect(() => readList(`${linesOf([one])}${JSON.stringify(wrong)}\n`, 'list')).toThrow('Line 2 carries no deed');
  const listed = readList(linesOf([one, done(keysOf(newIdentity()))]), 'list');
  expect(() => requireSignedBy(listed.slice(0, 1), KEYS.knownKids)).not.toThrow();
  expect(() => requireSignedBy(listed, KEYS.knownKids)).toThrow('Line 2 was signed by another instance');
});
