import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.join(import.meta.dirname, '..');
const { resolve } = createRequire(import.meta.url);

/** Colours of Mantine's variants that this page does not use. */
const UNUSED = /^--mantine-color-(?:red|green|blue|yellow)-|^--mantine-shadow|^--mantine-breakpoint|^--mantine-h\d/;

function sheetsInUse(): string[] {
  const files = globSync('**/*.tsx', { cwd: source }).map((file) => readFileSync(path.join(source, file), 'utf8'));
  return [...new Set(files.flatMap((text) => text.match(/@mantine\/core\/styles\/\w+\.css/g) ?? []))];
}

test('every variable that a Mantine component of ours reads stands in mantine.css', () => {
  const sheets = sheetsInUse().map((name) => readFileSync(resolve(name), 'utf8'));
  expect(sheets.length).toBeGreaterThan(5);
  const read = new Set(sheets.join('').match(/(?<=var\()--mantine-[a-z0-9-]+(?=\))/g));
  const given = new Set(
    `${readFileSync(path.join(import.meta.dirname, 'mantine.css'), 'utf8')}${sheets.join('')}`.match(
      /--mantine-[a-z0-9-]+(?=:)/g,
    ),
  );
  expect([...read].filter((name) => !given.has(name) && !UNUSED.test(name))).toEqual([]);
});
