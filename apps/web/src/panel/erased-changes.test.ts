import { expect, test } from 'vitest';
import { erasuresByRevision, goneOf, isWholeChangeGone } from './erased-changes.ts';

const AT = '2031-07-04T12:00:00Z';
const gone = erasuresByRevision([
  { revision: 1, claim: 'body.summary', at: AT },
  { revision: 2, claim: 'body.summary', at: AT },
  { revision: 2, claim: 'body.place', at: AT },
  { revision: 2, claim: 'reason', at: AT },
]);
const revision = (n: number, ...fields: string[]) => ({ revision: n, changes: fields.map((field) => ({ field })) });

test('what is gone is told where it first stood, and once', () => {
  expect(goneOf(gone, revision(1, 'title'))).toEqual([['summary', AT]]);
  expect(goneOf(gone, revision(2))).toEqual([['place', AT]]);
  expect(goneOf(gone, revision(3))).toEqual([]);
});

test('a field that the changes name is told there', () => {
  expect(goneOf(gone, revision(2, 'place'))).toEqual([]);
});

test('a revision without a change left lost it to an erasure of a field, not of the reason alone', () => {
  expect(isWholeChangeGone(gone, revision(1))).toBe(true);
  expect(isWholeChangeGone(gone, revision(1, 'title'))).toBe(false);
  expect(isWholeChangeGone(gone, revision(3))).toBe(false);
  const reason = erasuresByRevision([{ revision: 1, claim: 'reason', at: AT }]);
  expect(isWholeChangeGone(reason, revision(1))).toBe(false);
});
