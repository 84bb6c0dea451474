import type { Provenance } from '@cairn/model';
import { type Codec, given, reading } from './codec.ts';

/** One thing that a claim rests on. */
export interface BasisRow {
  kind: 'statement' | 'item';
  id: string;
  pinpoint: string;
  /** What the row was made from, for what it does not show: who recorded it, when and how. */
  before?: Provenance;
}

export const basisCodec: Codec<Provenance[], BasisRow[]> = {
  toForm: (basis) =>
    (basis ?? []).map((entry) => ({
      kind: entry.statementId === undefined ? 'item' : 'statement',
      id: entry.statementId ?? entry.itemId ?? '',
      pinpoint: entry.pinpoint ?? '',
      before: entry,
    })),
  toValue(rows) {
    const basis = rows.map(({ kind, id, pinpoint, before }): Provenance => {
      const { pinpoint: _was, ...rest } = before ?? {};
      const named = kind === 'statement' ? { statementId: id } : { itemId: id };
      return { ...rest, ...named, ...given({ pinpoint: pinpoint.trim() || undefined }) };
    });
    return reading(basis.length > 0 ? basis : undefined);
  },
};
