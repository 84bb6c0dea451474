/** One measured figure beside the limit that the same machine gave in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the machine does at most or at best, measured in the same run; none where the figure is one by itself. */
  readonly limit?: { readonly name: string; readonly value: number };
  /** Part of the limit that was reached; `value / limit` unless given. */
  readonly ratio?: number;
  readonly aim?: { readonly text: string; readonly met: (figure: Figure) => boolean };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
