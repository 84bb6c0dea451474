import { expect, test } from 'vitest';
import { gather, inRanges } from './gather.ts';
import type { Place } from './shapes.ts';

const place = (given: Partial<Place>): Place => ({
  record: 'a',
  reference: 'TEA-1',
  kind: 'incident',
  revision: 1,
  claim: 'body.title',
  level: 'public',
  current: false,
  because: 'named',
  ...given,
});

test('places of one field are one line, whatever order they come in', () => {
  const found = gather([
    place({ revision: 3, current: true }),
    place({ revision: 1 }),
    place({ revision: 1, claim: 'reason', because: 'value' }),
    place({ record: 'b', reference: 'TEA-2', claim: 'body.file', because: 'file' }),
    place({ record: 'b', reference: 'TEA-2', claim: 'body.technical', because: 'derivative' }),
    place({ revision: 2 }),
  ]);
  expect(found.map(({ reference }) => reference)).toEqual(['TEA-1', 'TEA-2']);
  expect(found[0]?.fields).toEqual([
    { claim: 'body.title', revisions: [1, 2, 3], current: true, byValue: false, byFile: false },
    { claim: 'reason', revisions: [1], current: false, byValue: true, byFile: false },
  ]);
  expect(found[1]?.fields.map(({ claim, byFile }) => [claim, byFile])).toEqual([
    ['body.file', true],
    ['body.technical', true],
  ]);
});

test('numbers that follow each other are told as ranges', () => {
  expect(inRanges([1, 2, 3, 5, 7, 8])).toBe('1–3, 5, 7, 8');
  expect(inRanges([])).toBe('');
});
