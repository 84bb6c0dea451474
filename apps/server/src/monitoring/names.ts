import { type NameKeys, nameKeys, plainName } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type Session, withSession } from '../record/index.ts';
import { listedRecords } from './library-store.ts';
import { type NameRow, namesLike } from './names-store.ts';

/** Why a name was found: the same letters, the same in another script, the same sounds, or nearly the same letters. */
export const REASONS = ['same', 'transliterated', 'sounds-alike', 'similar'] as const;
export type NameReason = (typeof REASONS)[number];

export interface NamedRecord {
  readonly id: string;
  readonly reference: string;
  readonly actorType: string;
  readonly names: unknown[];
  readonly why: NameReason;
}

/** Actors by public names, across Latin and Cyrillic spellings. Names of identity stand in no index. */
export function findByName(
  instance: Instance,
  session: Session,
  { q, compartment, limit = 20 }: { q: string; compartment?: string; limit?: number },
): Promise<NamedRecord[]> {
  const asked = nameKeys(q);
  if (asked.folded === '') return Promise.resolve([]);
  return withSession(instance, session, async (db) => {
    const within = compartment ?? null;
    const rows = await namesLike(db, session.secret, {
      keys: asked.keys,
      folded: asked.folded,
      within,
      most: limit * 5,
    });
    const why = new Map<string, NameReason>();
    for (const row of rows) {
      const reason = reasonOf(row, q, asked);
      const before = why.get(row.record);
      if (before === undefined || REASONS.indexOf(reason) < REASONS.indexOf(before)) why.set(row.record, reason);
    }
    const ids = [...why].sort(([, a], [, b]) => REASONS.indexOf(a) - REASONS.indexOf(b)).map(([id]) => id);
    const records = await listedRecords(db, session.secret, ids.slice(0, limit), ['actorType', 'names']);
    return records.map(({ id, reference, body }) => ({
      ...{ id, reference, actorType: String(body.actorType ?? ''), names: (body.names as unknown[]) ?? [] },
      why: why.get(id) ?? 'similar',
    }));
  });
}

function reasonOf({ name, folded, keys }: NameRow, q: string, asked: NameKeys): NameReason {
  const [plain, whole] = [plainName(q), plainName(name)];
  // Some of the words of a name are enough.
  const holds = (words: string, part: string): boolean =>
    part !== '' && part.split(' ').every((word) => words.split(' ').includes(word));
  if (holds(whole, plain)) return 'same';
  if (holds(folded, asked.folded)) return 'transliterated';
  return asked.keys.length > 0 && asked.keys.every((key) => keys.includes(key)) ? 'sounds-alike' : 'similar';
}
