/** Colours of the map, from the tokens of the scheme in force. */
export interface Palette {
  water: string;
  land: string;
  coast: string;
  border: string;
  mark: string;
  chosen: string;
  halo: string;
  road: string;
}

const TOKENS = ['paper', 'sheet', 'line', 'ink', 'accent'] as const;

function channels(colour: string): [number, number, number] {
  const given = colour.trim().replace('#', '');
  // A style sheet that was made small writes #fff.
  const digits = given.length === 3 ? [...given].map((digit) => digit + digit).join('') : given;
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as [number, number, number];
}

/** A colour between two, `part` of the way from the second to the first. */
export function mix(one: string, other: string, part: number): string {
  const [a, b] = [channels(one), channels(other)];
  return `rgb(${a.map((value, i) => Math.round(value * part + (b[i] ?? 0) * (1 - part))).join(', ')})`;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const [paper, sheet, line, ink, accent] = TOKENS.map((name) => style.getPropertyValue(`--${name}`).trim()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    water: mix(accent, sheet, 0.13),
    land: paper,
    coast: mix(accent, line, 0.35),
    border: mix(ink, paper, 0.38),
    mark: accent,
    chosen: ink,
    halo: sheet,
    road: mix(ink, paper, 0.16),
  };
}

/** Calls when light turns to dark or back. Returns how to stop. */
export function watchScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
