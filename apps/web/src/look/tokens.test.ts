import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
type Colour = readonly [number, number, number];

function schemeBlock(selector: string): Record<string, Colour> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  const found = [...block.matchAll(/--([a-z-]+): #([0-9a-f]{6});/g)];
  return Object.fromEntries(found.map(([, name, hex]) => [name, colour(hex ?? '')]));
}

const colour = (hex: string): Colour => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never;

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: Colour): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (over: Colour, share: number, under: Colour): Colour =>
  over.map((part, i) => part * share + (under[i] ?? 0) * (1 - share)) as never;

const SCHEMES = {
  light: schemeBlock(':root'),
  dark: schemeBlock(':root[data-mantine-color-scheme="dark"]'),
};
const GROUNDS = ['paper', 'sheet'];
const WORDS = ['ink', 'accent', 'calm', 'notice', 'alarm'];

describe.each(Object.entries(SCHEMES))('in the %s scheme', (_, tokens) => {
  const token = (name: string): Colour => {
    const found = tokens[name];
    if (!found) throw new Error(`tokens.css has no --${name} here`);
    return found;
  };
  const tint = mix(token('accent'), 0.09, token('sheet'));

  test.each(GROUNDS.flatMap((ground) => WORDS.map((word) => [word, ground])))(
    '%s on %s is at least 4.5 : 1',
    (word, ground) => {
      expect(contrast(token(word), token(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(WORDS)('%s on a row under the pointer is at least 4.5 : 1', (word) => {
    expect(contrast(token(word), tint)).toBeGreaterThanOrEqual(4.5);
  });

  test('secondary text is at least 4.5 : 1 on every ground', () => {
    const soft = mix(token('ink'), 0.7, token('sheet'));
    for (const ground of [token('paper'), token('sheet'), tint])
      expect(contrast(soft, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test('the words of the primary button are at least 4.5 : 1', () => {
    expect(contrast(token('on-accent'), token('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  test('the edges of controls are at least 3 : 1 (WCAG 1.4.11)', () => {
    const edge = mix(token('ink'), 0.52, token('sheet'));
    for (const ground of GROUNDS) expect(contrast(edge, token(ground))).toBeGreaterThanOrEqual(3);
  });
});
