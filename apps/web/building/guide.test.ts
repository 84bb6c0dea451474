import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Block, Piece } from '../src/guide/shapes.ts';
import { GUIDE_FOLDER, guideFrom, readGuideFile } from './guide.ts';

const words = (of: readonly Piece[]): string =>
  of.map((piece) => (typeof piece === 'string' ? piece : 'words' in piece ? piece.words : '')).join('');
const said = (block: Block): string =>
  block.is === 'text'
    ? words(block.of)
    : block.is === 'table'
      ? [block.head, ...block.rows].flatMap((row) => row.map(words)).join(' ')
      : block.tells;

describe.each(['en', 'uk'] as const)('the guide in "%s" as its page shows it', (language) => {
  const guide = readGuideFile(language);
  const blocks = [...guide.opening, ...guide.parts.flatMap((part) => part.blocks)];

  test('loses no word of its file', () => {
    const shown = [guide.title, ...guide.parts.map(({ title }) => title), ...blocks.map(said)].join(' ');
    const letters = (text: string) => new Set(text.match(/[\p{L}’ʼ]{2,}/gu));
    const file = readFileSync(path.join(GUIDE_FOLDER, `${language}.md`), 'utf8')
      .replaceAll(/`[^`]+`/g, '')
      .replaceAll(/^.*\[(?:en|uk)\.md\].*$/gm, '')
      .replaceAll(/\[[^\]]+\.md\]\([^)]+\)|\]\([^)]+\)/g, ' ');
    expect([...letters(file)].filter((word) => !letters(shown).has(word))).toEqual([]);
  });

  test('knows the size of every picture, so that the text does not jump when they arrive', () => {
    const pictures = blocks.filter((block) => block.is === 'picture');
    expect(pictures.length).toBeGreaterThan(20);
    for (const { width, height, tells } of pictures) {
      expect(width, tells).toBe(1280);
      expect(height, tells).toBeGreaterThan(300);
    }
  });
});

test('parts have the same address in both languages, and those that pages lead to exist', () => {
  const ids = readGuideFile('en').parts.map(({ id }) => id);
  expect(readGuideFile('uk').parts.map(({ id }) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  const source = readFileSync(path.join(import.meta.dirname, '../src/comfort/guide-link.tsx'), 'utf8');
  const led = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, id]) => id);
  expect(led.length).toBeGreaterThan(5);
  expect(led.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});

test('what the page cannot show stops the build, and markup stays words', () => {
  for (const text of ['**loud**', '- a list', '> said', '### Deeper', '<b>markup</b>', '[open](<x>'])
    expect(() => guideFrom(`# T\n\n${text}\n`, '# T\n'), text).toThrow('cannot show');
  const [block] = guideFrom('# T\n\nPress `<b>` in [evidence.md](../evidence.md), see [Care](#care).\n', '# T').opening;
  expect(block).toEqual({
    is: 'text',
    of: [
      'Press ',
      { key: '<b>' },
      ' in ',
      { code: 'docs/evidence.md' },
      ', see ',
      { part: 'care', words: 'Care' },
      '.',
    ],
  });
  expect(() => guideFrom('# T\n', '# T\n\n## More\n')).toThrow('same parts');
});
