import type { Integrity } from '../api/shapes.ts';
import type { WordId } from '../words/words.ts';

export interface Standing {
  state: 'calm' | 'notice' | 'alarm';
  word: WordId;
  values: Record<string, unknown>;
}

/**
 * What the lamp shows. Stopped signing outweighs everything; then whatever nobody outside covers; calm only when an
 * outside anchor covers every entry.
 */
export function standing(integrity: Integrity, ago: (time: string) => string): Standing {
  if (!integrity.signing.ok) return { state: 'alarm', word: 'lamp.stopped', values: {} };
  if (integrity.anchored.size === 0) return { state: 'notice', word: 'lamp.never', values: {} };
  if (integrity.unanchored > 0) {
    return { state: 'notice', word: 'lamp.unanchored', values: { n: integrity.unanchored } };
  }
  if (!integrity.anchored.time) return { state: 'calm', word: 'lamp.anchored', values: {} };
  return { state: 'calm', word: 'lamp.anchoredAgo', values: { ago: ago(integrity.anchored.time) } };
}
