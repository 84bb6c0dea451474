import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { VOCABULARIES } from '@cairn/model';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';

const here = import.meta.dirname;
const LANGUAGES = ['en', 'uk'];
/** Said at the door, and said behind it, area by area. */
const PARTS = [
  '.',
  'enter',
  'within',
  'records',
  'relations',
  'people',
  'account',
  'evidence',
  'anchors',
  'facts',
  'figures',
  'fields',
  'verification',
  'library',
  'comfort',
  'desk',
  'triage',
  'importing',
  'map',
  'departures',
  'guide',
];
const readPart = (part: string, language: string) =>
  JSON.parse(readFileSync(path.join(here, part, `${language}.json`), 'utf8')) as Record<string, string>;
const read = (language: string): Record<string, string> =>
  Object.assign({}, ...PARTS.map((part) => readPart(part, language)));
const catalogues = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]));
const ids = [...new Set(Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue)))];

type Compiled = string | (string | [string, string?, Record<string, unknown>?])[];

/** The values that a sentence takes in, at any depth. */
function namesIn(message: Compiled): Set<string> {
  const names = new Set<string>();
  if (typeof message === 'string') return names;
  for (const part of message) {
    if (typeof part === 'string') continue;
    names.add(part[0]);
    for (const branch of Object.values(part[2] ?? {})) {
      if (Array.isArray(branch)) for (const name of namesIn(branch as Compiled)) names.add(name);
    }
  }
  return names;
}

const pluralsIn = (message: Compiled): Record<string, unknown>[] =>
  typeof message === 'string'
    ? []
    : message.flatMap((part) => (typeof part !== 'string' && part[1] === 'plural' ? [part[2] ?? {}] : []));

describe.each(LANGUAGES)('the catalogue "%s"', (language) => {
  test.each(ids)('has words for %s', (id) => {
    expect(catalogues[language]?.[id]?.trim()).toBeTruthy();
  });

  test('knows every plural form that its language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [id, text] of Object.entries(catalogues[language] ?? {})) {
      for (const plural of pluralsIn(compileMessage(text) as Compiled)) {
        expect(
          Object.keys(plural)
            .filter((form) => form !== 'offset')
            .sort(),
          id,
        ).toEqual([...forms].sort());
      }
    }
  });
});

test.each(ids)('both languages take the same values into %s', (id) => {
  const [first, ...others] = LANGUAGES.map((language) =>
    namesIn(compileMessage(catalogues[language]?.[id] ?? '') as Compiled),
  );
  for (const other of others) expect(other).toEqual(first);
});

test('Ukrainian words have one apostrophe, and what leads out has one name', () => {
  const guide = readFileSync(path.join(here, '../../../../docs/guide/uk.md'), 'utf8');
  const terms = VOCABULARIES.flatMap(({ codes }) =>
    codes.flatMap(({ label, definition }) => [label.uk, definition.uk]),
  );
  const sentences = [...Object.values(catalogues.uk ?? {}), ...terms, ...guide.split('\n')];
  expect(sentences.join(' ')).toContain('’');
  // The keyboard's sign and the letter of Unicode look alike, but a search for one does not find the other.
  expect(sentences.filter((text) => /[а-яіїєґ][ʼ'`´‘][а-яіїєґ]/iu.test(text))).toEqual([]);
  expect(sentences.filter((text) => /вивантаж/iu.test(text))).toEqual([]);
});

test('every sentence is said somewhere, and every sentence said exists', () => {
  const source = globSync('**/*.{ts,tsx}', { cwd: path.join(here, '..'), exclude: (name) => name.endsWith('.test.ts') })
    .map((file) => readFileSync(path.join(here, '..', file), 'utf8'))
    .join('\n');
  const families = ids.filter((id) => !source.includes(`'${id}'`) && !source.includes(`="${id}"`));
  // The rest is put together from a prefix: say(`scheme.${scheme}`).
  expect(families.filter((id) => !source.includes(`\`${id.slice(0, id.lastIndexOf('.'))}.\${`))).toEqual([]);
});
