import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendToList, ErasureListError, linesOf, listFile, readList } from './list-file.ts';
import type { Erasure } from './types.ts';

function done(): Erasure {
  const [id, compartment, requested_by, decided_by, record] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    id,
    compartment,
    requested_by,
    requested_at: '2026-01-01T00:00:00Z',
    reason: 'Asked for',
    targets: [{ record, number: 1, claim: 'body.title', level: 'internal', digest: 'x' }],
    heads: { [record]: 1 },
    files: [],
    state: 'done',
    decided_by,
    decided_at: '2026-01-02T00:00:00Z',
    assertions: null,
  };
}

test('a line that lost its end is refused: what it named would come back in silence', () => {
  const three = [done(), done(), done()];
  const [one = '', two = '', last = ''] = three.map((each) => linesOf([each]).trimEnd());
  expect(readList(`${one}\n${two}\n${last}\n`, 'list')).toEqual(three);
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
      expect(readList(readFileSync(file, 'utf8'), 'list')).toEqual([before]);
      appendToList(folder, [before, cut]);
      expect(readList(readFileSync(file, 'utf8'), 'list')).toEqual([before, cut]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
