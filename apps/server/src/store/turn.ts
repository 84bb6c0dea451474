import { createHash } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { holdLock } from './turn-store.ts';

const lines = new WeakMap<Instance, Map<string, Promise<unknown>>>();

/**
 * Does the work while no other process takes files into the same compartment; waits for its turn. Looking whether a file
 * is there and adding it must be one step, or two who add the same folder would make each item twice; and an erasure takes
 * bytes away between two such steps, never within one, which would name what is gone. The turn ends with the connection that
 * holds it, so that a process that dies gives it back.
 */
export function inTurn<T>(instance: Instance, compartment: string, work: () => Promise<T>): Promise<T> {
  // Within this process they line up here, so that those who wait take no connections.
  const line = lines.get(instance) ?? new Map<string, Promise<unknown>>();
  lines.set(instance, line);
  const before = line.get(compartment) ?? Promise.resolve();
  const mine = before.then(() => holdLock(instance.access, keyOf(compartment), work));
  const over = mine.catch(() => undefined);
  line.set(compartment, over);
  void over.then(() => {
    if (line.get(compartment) === over) line.delete(compartment);
  });
  return mine;
}

function keyOf(compartment: string): bigint {
  return createHash('sha256').update(`intake ${compartment}`).digest().readBigInt64BE();
}
