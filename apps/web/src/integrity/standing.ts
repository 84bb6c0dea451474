import type { Memory } from '../anchor/keeping.ts';
import type { Integrity } from '../api/shapes.ts';
import type { WordId } from '../words/words.ts';

export interface Standing {
  state: 'calm' | 'notice' | 'alarm';
  word: WordId;
  values: Record<string, unknown>;
}

export const CONTRADICTED: Standing = { state: 'alarm', word: 'lamp.contradicted', values: {} };

/** How the log compares with what this browser has seen of it. */
export type Comparison = 'asking' | 'agrees' | 'key-replaced' | 'contradicts' | 'unknown';

/** Reads the comparison off the query that makes it. A contradiction stays, whatever a later answer fails at. */
export function comparisonOf({ data, isError }: { data: Memory | undefined; isError: boolean }): Comparison {
  if (data?.contradiction) return 'contradicts';
  if (isError) return 'unknown';
  if (data?.replaced) return 'key-replaced';
  return data ? 'agrees' : 'asking';
}

/**
 * What the lamp shows. A log other than the one seen before outweighs everything, then stopped signing; then a key that was
 * replaced and that nobody here has compared; then whatever nobody outside covers; calm only when an outside anchor covers every entry and the log was not found to withhold how it
 * continues.
 */
export function standing(integrity: Integrity, ago: (time: string) => string, seen: Comparison): Standing {
  if (seen === 'contradicts') return CONTRADICTED;
  if (!integrity.signing.ok) return { state: 'alarm', word: 'lamp.stopped', values: {} };
  if (integrity.alarms?.files) return { state: 'alarm', word: 'lamp.files', values: {} };
  if (integrity.alarms?.forks) return { state: 'alarm', word: 'lamp.fork', values: {} };
  if (seen === 'key-replaced') return { state: 'notice', word: 'lamp.keyReplaced', values: {} };
  if (integrity.anchored.size === 0) return { state: 'notice', word: 'lamp.never', values: {} };
  if (integrity.unanchored > 0) {
    return { state: 'notice', word: 'lamp.unanchored', values: { n: integrity.unanchored } };
  }
  if (seen === 'unknown') return { state: 'notice', word: 'lamp.uncompared', values: {} };
  if (!integrity.anchored.time) return { state: 'calm', word: 'lamp.anchored', values: {} };
  return { state: 'calm', word: 'lamp.anchoredAgo', values: { ago: ago(integrity.anchored.time) } };
}
