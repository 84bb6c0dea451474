import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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
  newCompartment(): Promise<string>;
}

export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  const data = path.join(folder, 'data');
  try {
    const instance = await openInstance({ data, create: true, purpose: 'serve' });
    try {
      await sequence(instance);
      const newCompartment = (): Promise<string> => addCompartment(instance);
      const compartment = await newCompartment();
      const session = await openOperatorSession(instance);
      return await work({ folder, data, instance, session, compartment, newCompartment });
    } finally {
      await instance.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The instance of a folder that stays: made when there is none, so that a large library is filled once and measured often. */
export async function withKept<T>(
  data: string,
  work: (kept: Omit<Scratch, 'folder' | 'compartment'>) => Promise<T>,
): Promise<T> {
  const instance = await openInstance({ data, create: !existsSync(data), purpose: 'serve' });
  try {
    await sequence(instance);
    const session = await openOperatorSession(instance);
    return await work({ data, instance, session, newCompartment: () => addCompartment(instance) });
  } finally {
    await instance.close();
  }
}

async function addCompartment(instance: Instance): Promise<string> {
  const id = randomUUID();
  const code = id
    .replaceAll(/[^a-f]/g, '')
    .toUpperCase()
    .padEnd(3, 'X')
    .slice(0, 8);
  const row = { id, code: `B${code}`, name: `Bench ${id}` };
  await commitDeed(instance, { table: 'compartment', row, by: operatorName(), reason: 'Benchmark' });
  return id;
}
