import { expect, test } from 'vitest';
import { FORUMS, JURISDICTION_FACTS, jurisdictionOn } from './forums.ts';

const on = (forum: string, day: string) => jurisdictionOn(JURISDICTION_FACTS, forum, day).map(({ id }) => id);

test('facts of jurisdiction hold from a day to a day', () => {
  expect(on('icc', '2013-11-20')).toEqual(['icc-statute']);
  expect(on('icc', '2013-11-21')).toContain('icc-ua-declaration-1');
  expect(on('icc', '2014-02-23')).not.toContain('icc-ua-declaration-1');
  expect(on('icc', '2014-02-20')).toContain('icc-ua-declaration-2');
  expect(on('icc', '2024-12-31')).not.toContain('icc-ua-party');
  expect(on('icc', '2025-01-01')).toEqual(expect.arrayContaining(['icc-ua-party', 'icc-ua-124']));
  expect(on('icc', '2031-12-31')).toContain('icc-ua-124');
  expect(on('icc', '2032-01-01')).not.toContain('icc-ua-124');
  expect(on('ecthr', '2022-09-16')).toContain('ecthr-russia');
});

test('every fact is of a known forum and has a key of its own', () => {
  const forums = new Set(FORUMS.map(({ key }) => key));
  for (const { forum } of JURISDICTION_FACTS) expect(forums).toContain(forum);
  expect(new Set(JURISDICTION_FACTS.map(({ id }) => id)).size).toBe(JURISDICTION_FACTS.length);
});
