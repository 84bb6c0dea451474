import type { Figure } from './figure.ts';

/** A figure with its limit, share and aim in words. */
export interface Line extends Pick<Figure, 'name' | 'value' | 'unit'> {
  readonly limit: { readonly name: string; readonly value: number } | null;
  readonly ratio: number | null;
  readonly aim: string | null;
  readonly met: boolean | null;
}

export function lineOf(figure: Figure): Line {
  const { name, value, unit, limit, aim } = figure;
  const ratio = figure.ratio ?? (limit === undefined ? null : value / limit.value);
  return { name, value, unit, limit: limit ?? null, ratio, aim: aim?.text ?? null, met: aim?.met(figure) ?? null };
}

/** A Markdown table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ name, value, unit, limit, ratio, aim, met }) => [
    name,
    `${shown(value)} ${unit}`.trim(),
    limit === null ? '' : `${shown(limit.value)}: ${limit.name}`,
    ratio === null ? '' : ratio < 2 ? `${(ratio * 100).toFixed(1)} %` : `${ratio.toFixed(1)} ×`,
    aim === null ? '' : `${aim}: ${met ? 'met' : 'missed'}`,
  ]);
  const head = ['figure', 'measured', 'limit in the same run', 'of the limit', 'aim'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
