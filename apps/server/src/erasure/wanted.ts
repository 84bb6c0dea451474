import { isErasable, isRecordId } from '@cairn/model';
import { Invalid, NotFound } from '../record/index.ts';
import { Needle } from './holds.ts';
import type { ErasureQuery } from './types.ts';

/** A query, checked. */
export class Wanted {
  readonly needle: Needle | null;
  /** Claims by record; null stands for all. */
  readonly claims = new Map<string, ReadonlySet<string> | null>();

  constructor({ targets, value }: ErasureQuery) {
    if (targets.length === 0 && value === undefined) throw invalid('/targets', 'Name a record or a value.');
    if (value !== undefined && value.trim().length < 3)
      throw invalid('/value', 'A value that is looked for has three characters at least.');
    this.needle = value === undefined ? null : new Needle(value.trim());
    for (const { record, fields = 'all' } of targets) {
      if (!isRecordId(record)) throw new NotFound();
      const id = record.toLowerCase();
      const before = this.claims.get(id);
      if (fields === 'all' || before === null) this.claims.set(id, null);
      else this.claims.set(id, new Set([...(before ?? []), ...fields.map(claimOf)]));
    }
  }

  get records(): string[] {
    return [...this.claims.keys()];
  }

  /** Records of which all is meant. */
  get whole(): string[] {
    return this.records.filter((id) => this.claims.get(id) === null);
  }

  names(record: string, claim: string): boolean {
    const claims = this.claims.get(record);
    return claims !== undefined && isErasable(claim) && (claims === null || claims.has(claim));
  }
}

function claimOf(field: string): string {
  const claim = field === 'reason' || field.startsWith('body.') ? field : `body.${field}`;
  if (isErasable(claim)) return claim;
  throw invalid('/targets', `"${field}" is structure and cannot be erased.`);
}

function invalid(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'erasure', message }]);
}
