import { expect, test } from 'vitest';
import { ucdpCsv, writeUcdpCsv } from '../../../../bench/ucdp-rows.ts';
import { csvOf, fileOf, ucdpRow } from './invented-files.ts';
import { survey } from './survey.ts';
import { ucdpGed } from './ucdp-ged.ts';

test('among many ids only those that return are remembered, with their contents', async () => {
  const rows = Array.from({ length: 6000 }, (_, index) => ucdpRow({ id: `${index}` }));
  rows.push(ucdpRow({ id: '17' }), ucdpRow({ id: ' 4000 ', best: '9' }), ucdpRow({ id: '17' }));
  const found = await survey(ucdpGed, await fileOf('many.csv', csvOf(ucdpGed, rows)));
  expect(found.rows).toBe(6003);
  expect([...found.repeated].map(([id, contents]) => [id, contents.size])).toEqual([
    ['17', 1],
    ['4000', 2],
  ]);
});

test('invented rows are the same for the same seed and never share an id', async () => {
  expect([...ucdpCsv(600, 7)].join('')).toBe([...ucdpCsv(600, 7)].join(''));
  expect([...ucdpCsv(600, 7)].join('')).not.toBe([...ucdpCsv(600, 8)].join(''));
  const path = await fileOf('rows.csv', '');
  await writeUcdpCsv(path, 5000);
  expect(await survey(ucdpGed, path)).toMatchObject({ rows: 5000, repeated: new Map() });
});
