import { expect, test } from 'vitest';
import { LAW } from './builtin.ts';
import { normOf } from './catalogue.ts';
import { CLASSIFICATIONS, type Classification, gate } from './gate.ts';

const DAY = '2022-03-16';
const at = (id: string, classification: Classification, on: string | null = DAY) =>
  gate(normOf(LAW, id), classification, on);
const codes = (id: string, classification: Classification) => at(id, classification).warnings.map(({ code }) => code);

test('a norm of international conflicts fits them and occupation, and no other', () => {
  const fits = Object.fromEntries(CLASSIFICATIONS.map((each) => [each, at('rs:8.2.b.i', each).fits]));
  expect(fits).toEqual({
    iac: 'yes',
    occupation: 'yes',
    niac: 'no',
    'niac-protracted': 'no',
    mixed: 'unclear',
    none: 'no',
    unclear: 'unclear',
  });
  expect(at('rs:8.2.b.i', 'niac').reasons).toEqual(['other-conflict']);
  expect(at('rs:8.2.b.i', 'none').reasons).toEqual(['no-conflict']);
  expect(at('rs:8.2.b.i', 'mixed').reasons).toEqual(['which-conflict']);
});

test.each(['rs:8.2.b.ii', 'rs:8.2.b.iv'])(
  '%s has no counterpart where the conflict is not international, and says so',
  (id) => {
    for (const classification of ['niac', 'niac-protracted', 'mixed', 'unclear'] as const)
      expect(codes(id, classification)).toContain('no-niac-counterpart');
    for (const classification of ['iac', 'occupation'] as const)
      expect(codes(id, classification)).not.toContain('no-niac-counterpart');
    expect(at(id, 'niac-protracted').fits).toBe('no');
    const warning = at(id, 'niac').warnings.find(({ code }) => code === 'no-niac-counterpart');
    expect(warning?.see?.every((other) => LAW.norms.get(other)?.conflict !== 'iac')).toBe(true);
  },
);

test('the crimes of article 8(2)(b) that name no counterpart are those of which the Statute has none', () => {
  const alone = [...LAW.norms.values()].filter(
    ({ id, related = [] }) => id.startsWith('rs:8.2.b.') && !related.some((other) => /^rs:8\.2\.[ce]\./.test(other)),
  );
  expect(alone.map(({ id }) => id.slice('rs:8.2.b.'.length)).sort()).toEqual(
    ['ii', 'iv', 'v', 'vi', 'vii-1', 'vii-2', 'vii-3', 'vii-4', 'xiv', 'xv', 'xx', 'xxiii'].sort(),
  );
});

test('article 8(2)(e) needs protracted fighting, common article 3 does not', () => {
  expect(at('rs:8.2.e.i', 'niac')).toMatchObject({ fits: 'no', reasons: ['not-protracted'] });
  expect(at('rs:8.2.e.i', 'niac-protracted').fits).toBe('yes');
  expect(at('rs:8.2.c.i-1', 'niac').fits).toBe('yes');
  expect(at('rs:8.2.c.i-1', 'niac-protracted').fits).toBe('yes');
  const ofE = [...LAW.norms.keys()].filter((id) => id.startsWith('rs:8.2.e.'));
  expect(ofE.length).toBeGreaterThan(20);
  for (const id of ofE) expect(codes(id, 'niac'), id).toContain('threshold-protracted');
});

test('genocide and crimes against humanity need no conflict', () => {
  for (const classification of CLASSIFICATIONS) {
    expect(at('rs:6.a', classification).fits).toBe('yes');
    expect(at('rs:7.1.h', classification).fits).toBe('yes');
  }
});

test('of two wordings of a national article the one in force on the day fits', () => {
  const both = (on: string | null) => ['uacc:438-2001', 'uacc:438'].map((id) => at(id, 'iac', on));
  expect(both('2024-10-23').map(({ fits }) => fits)).toEqual(['yes', 'no']);
  expect(both('2024-10-24').map(({ fits }) => fits)).toEqual(['no', 'yes']);
  expect(both('2024-10-24').map(({ reasons }) => reasons)).toEqual([['no-longer-in-force'], []]);
  expect(both('2024-10-23')[1]?.reasons).toEqual(['not-yet-in-force']);
  expect(both(null).map(({ fits }) => fits)).toEqual(['unclear', 'unclear']);
});

test('what cannot be settled by more facts outweighs what can', () => {
  expect(at('rs:8.2.b.i', 'niac', null)).toMatchObject({ fits: 'no', reasons: ['other-conflict', 'date-unknown'] });
  expect(at('rs:8.2.b.i', 'unclear', '1999-01-01')).toMatchObject({ fits: 'no' });
});

test('the annex of 8(2)(b)(xx) and amendments warn whatever the conflict', () => {
  expect(codes('rs:8.2.b.xx', 'iac')).toContain('no-annex');
  expect(codes('rs:8.2.b.xxvii', 'iac')).toContain('amendment-parties-only');
  expect(codes('rs:8.2.e.xix', 'niac-protracted')).toContain('amendment-parties-only');
  expect(codes('rs:8bis.1', 'iac')).toContain('leaders-only');
  expect(codes('rs:8bis.2.a', 'iac')).toContain('qualifies-state-act');
});

test.each(['2023', '2023-02-30', '24.02.2022', ''])(
  'the day %j is refused, since it would pass for one in force',
  (on) => {
    expect(() => at('rs:8.2.b.i', 'iac', on)).toThrow(RangeError);
  },
);

test('an unknown classification is refused', () => {
  expect(() => at('rs:8.2.b.i', 'war' as 'iac')).toThrow('not "war"');
});
