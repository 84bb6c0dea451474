import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../database/index.ts';
import { writeDurably } from '../database/index.ts';

/** What the last whole audit of this data folder found. Whoever owns the machine could have written it. */
export interface LastAudit {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Entries of the log then. */
  readonly size: number;
  readonly findings: number;
}

const fileOf = ({ data }: Pick<Instance, 'data'>): string => join(data.root, 'last-audit.json');

/** Keeps the outcome of an audit beside the database, which an audit leaves as it was. */
export function keepAudit(instance: Pick<Instance, 'data'>, audit: LastAudit): void {
  writeDurably(fileOf(instance), `${JSON.stringify(audit)}\n`);
}

/** The last audit; null when none was run here, or its file cannot be read. */
export function lastAudit(instance: Pick<Instance, 'data'>): LastAudit | null {
  const file = fileOf(instance);
  try {
    const { at, size, findings } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const whole = typeof at === 'string' && Number.isSafeInteger(size) && Number.isSafeInteger(findings);
    return whole && !Number.isNaN(Date.parse(at)) ? { at, size, findings } : null;
  } catch {
    return null;
  }
}
