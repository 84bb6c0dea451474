import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Instance, openInstance } from '../apps/server/src/database/index.ts';
import {
  commitDeed,
  openOperatorSession,
  operatorName,
  type Session,
  sequence,
} from '../apps/server/src/record/index.ts';

/** An instance in a temporary folder with one compartment, gone with everything in it once `work` is done. */
export interface Scratch {
  readonly folder: string;
  readonly data: string;
  readonly instance: Instance;
  readonly session: Session;
  /** UUID of the compartment. */
  readonly compartment: string;
}

/** The name of the one compartment. */
export const COMPARTMENT = 'Bench';

export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  const data = path.join(folder, 'data');
  try {
    const instance = await openInstance({ data, create: true, purpose: 'serve' });
    try {
      await sequence(instance);
      const compartment = randomUUID();
      const row = { id: compartment, code: 'BEN', name: COMPARTMENT };
      await commitDeed(instance, { table: 'compartment', row, by: operatorName(), reason: 'Benchmark' });
      const session = await openOperatorSession(instance);
      return await work({ folder, data, instance, session, compartment });
    } finally {
      await instance.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
