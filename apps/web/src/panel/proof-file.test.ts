import { expect, test } from 'vitest';
import type { Revision } from '../api/shapes.ts';
import { checkpointOf, fieldsAt } from './proof-file.ts';

const revision = (n: number, changes: Revision['changes']): Revision => ({
  revision: n,
  at: '2031-07-04T12:00:00Z',
  author: 'operator:root',
  reason: 'because',
  entry: '00',
  leaf: n,
  changes,
});

const history = [
  revision(2, [
    { field: 'summary', before: 'words', after: null },
    { field: 'place', before: null, after: { precision: 'near' } },
  ]),
  revision(1, [
    { field: 'title', before: null, after: 'A title' },
    { field: 'summary', before: null, after: 'words' },
  ]),
];

test('a proof can disclose the fields that the body held at its revision, whatever the order of the history', () => {
  expect(fieldsAt(history, 1).slice(4)).toEqual(['title', 'summary']);
  expect(fieldsAt(history, 2).slice(4)).toEqual(['title', 'place']);
});

test('the checkpoint follows the first empty line of a tlog-proof', () => {
  const note = 'example.org/log\n3\nroot=\n\n— example.org/log sig=';
  expect(checkpointOf(`c2sp.org/tlog-proof@v1\nindex 2\nhash=\n\n${note}\n`)).toBe(note);
  expect(checkpointOf('no proof at all')).toBe('');
});
