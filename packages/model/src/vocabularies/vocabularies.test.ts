import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LEVELS } from '../values/level.ts';
import { LINK_TYPES } from './link-types.ts';
import { codesOf, findTerm, isWithin, termFor, VOCABULARIES } from './registry.ts';
import { VocabularyError, vocabulary } from './vocabulary.ts';

const COUNTERPART =
  /^(huridocs:\d{1,2}\/\d{12}|ucdp:[a-z_]+(=\d+)?|acled:[a-z0-9]+(-[a-z0-9]+)*|(awsd|civilian-harm):[a-z0-9]+(-[a-z0-9]+)*)$/;

describe.each(VOCABULARIES)('the vocabulary $scheme', ({ scheme, codes }) => {
  test('has every label and definition in both languages, the Ukrainian ones in Cyrillic', () => {
    for (const { code, label, definition } of codes) {
      for (const text of [label.en, definition.en]) expect(text, code).toMatch(/[a-z]/i);
      for (const text of [label.uk, definition.uk]) expect(text, code).toMatch(/[а-яіїєґ]/i);
      for (const text of [label.en, definition.en]) expect(text, code).not.toMatch(/[а-яіїєґ]/i);
      expect(definition.en, code).toMatch(/\.$/);
      expect(definition.uk, code).toMatch(/\.$/);
    }
  });

  test('has no letter that is only used in Russian', () => {
    for (const { code, label, definition } of codes) expect(label.uk + definition.uk, code).not.toMatch(/[ыэъё]/i);
  });

  test('has unique codes, and no two terms that look the same', () => {
    for (const words of [
      codes.map(({ code }) => code),
      codes.map(({ label }) => label.en),
      codes.map(({ label }) => label.uk),
    ]) {
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    }
  });

  test('names its counterparts in a form that programs read', () => {
    for (const { code, mapsTo } of codes) for (const other of mapsTo) expect(other, code).toMatch(COUNTERPART);
  });

  test('gives a category of a file that we read one term only', () => {
    const read = codes.flatMap(({ mapsTo }) => mapsTo.filter((other) => /^(awsd|civilian-harm):/.test(other)));
    expect(read.filter((other, at) => read.indexOf(other) !== at)).toEqual([]);
  });

  test('has wider terms that end somewhere', () => {
    for (const { code } of codes) expect(isWithin(scheme, code, 'no-such-term')).toBe(false);
  });
});

test('schemes are unique', () => {
  const schemes = VOCABULARIES.map(({ scheme }) => scheme);
  expect(new Set(schemes).size).toBe(schemes.length);
});

test('link types and proof levels have exactly the terms that the model has', () => {
  expect(codesOf('link-type')).toEqual([...LINK_TYPES]);
  expect(codesOf('proof-level')).toEqual(LEVELS.map(String));
});

test('terms stand within their wider terms', () => {
  expect(isWithin('act-type', 'rape', 'sexual-violence')).toBe(true);
  expect(isWithin('act-type', 'killing', 'sexual-violence')).toBe(false);
});

test.each([
  ['a\n  en A: One.', 'label and definition'],
  ['a < b\n  en A: One.\n  uk А: Один.', 'wider term'],
  ['a\n  en A: One.\n  uk А: Один.\na\n  en A: One.\n  uk А: Один.', 'twice'],
  ['  en A: One.', 'begins with its code'],
  ['a\n  de A: Eins.', 'counterpart'],
])('a vocabulary that does not read is refused: %j', (text, fault) => {
  expect(() => vocabulary('test', text)).toThrow(VocabularyError);
  expect(() => vocabulary('test', text)).toThrow(fault);
});

/** What the published files use, so that the lists cover it also where the files are absent. */
const CATEGORIES: readonly [scheme: string, source: string, categories: string][] = [
  [
    'method',
    'civilian-harm',
    'Unknown|Cluster munitions|Air strike|Small arms|Vehicle mounted weapon|HE rocket artillery|Cruise missile|Ballistic missile|None|Thermobaric munition|Incendiary munitions|Land mines|Anti-air missile|Loitering munition|HE artillery inc mortars|HE tube artillery',
  ],
  [
    'object',
    'civilian-harm',
    'Residential|Healthcare|Commercial|Roads/Highways/Transport|Military|Industrial|School or childcare|Administrative|Religious|Cultural|Undefined|Humanitarian|Food/Food Infrastructure',
  ],
  [
    'method',
    'awsd',
    'Shooting|Kidnapping|Bodily assault|Unknown|Aerial bombardment|Kidnap-killing|Shelling|Vehicle-born IED|Roadside IED|Other Explosives|Complex attack|Landmine |Rape/sexual assault |Body-borne IED',
  ],
  ['attack-context', 'awsd', 'Ambush|Unknown|Individual attack|Combat/Crossfire|Raid|Mob violence|Detention'],
  ['object', 'awsd', 'Road|Unknown|Public location|Project site|Office/compound|Home|Custody'],
  [
    'actor-type',
    'awsd',
    'Unknown|Non-state armed group: Unknown|Non-state armed group: National|Unaffiliated|Non-state armed group: Regional|Foreign or coalition forces|Non-state armed group: Subnational|Police or paramilitary|Host state|Criminal|Aid recipient|Host State|Staff member|Non-state armed group: Global|State: unknown',
  ],
  ['violence-type', 'ucdp', 'type_of_violence=1|type_of_violence=2|type_of_violence=3'],
  ['time-precision', 'ucdp', 'date_prec=1|date_prec=2|date_prec=3|date_prec=4|date_prec=5'],
  [
    'place-precision',
    'ucdp',
    'where_prec=1|where_prec=2|where_prec=3|where_prec=4|where_prec=5|where_prec=6|where_prec=7',
  ],
  ['victim-group', 'ucdp', 'deaths_a|deaths_b|deaths_civilians|deaths_unknown'],
];

test.each(CATEGORIES)('%s covers the categories of %s', (scheme, source, categories) => {
  for (const category of categories.split('|')) expect(termFor(scheme, source, category), category).toBeDefined();
});

test('what AWSD calls a means of attack is an act as well as a method', () => {
  const [, , means = ''] = CATEGORIES[2] ?? [];
  for (const category of means.split('|')) expect(termFor('act-type', 'awsd', category), category).toBeDefined();
  expect(termFor('act-type', 'awsd', 'RAPE/SEXUAL ASSAULT ')?.code).toBe('sexual-violence');
});

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data/civilian-harm-ukraine-sample.json');

test.skipIf(!existsSync(DATA))(
  'the civilian-harm sample has no category without a term (skipped where it is absent)',
  () => {
    const schemes: Record<string, string> = { 'Weapon System': 'method', 'Type of area affected': 'object' };
    const rows = JSON.parse(readFileSync(DATA, 'utf8')) as { filters: { key: string; value: string }[] }[];
    const missing = rows
      .flatMap(({ filters }) => filters)
      .filter(({ key, value }) => termFor(schemes[key] ?? '', 'civilian-harm', value) === undefined);
    expect(missing).toEqual([]);
  },
);

test('a code that does not exist has no term', () => {
  expect(findTerm('method', 'catapult')).toBeUndefined();
  expect(findTerm('no-such-scheme', 'unknown')).toBeUndefined();
});
