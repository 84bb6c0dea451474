export type { Database } from './database.ts';
export { writeDurably } from './durable.ts';
export { openDatabase } from './embedded.ts';
export { isConnectionLost } from './errors.ts';
export { type Holder, readHolder } from './holder.ts';
export { type Instance, type OpenOptions, openInstance } from './instance.ts';
export {
  type Identity,
  type Keys,
  keysOf,
  type NextKeys,
  newIdentity,
  nextKeysOf,
  type RotatedKey,
  readIdentity,
  signRotationOf,
  withNewWitness,
  withNextKeys,
  writeIdentity,
} from './keys.ts';
export { withLock } from './lock.ts';
export { knownMigrations, migrate } from './migrate.ts';
export { forgetIgnored, holdsInstance, type Paths, pathsOf } from './paths.ts';
export { openPool } from './pool.ts';
export { PROCESS_NAME } from './process-name.ts';
export { roleNames } from './roles.ts';
export { inTransaction } from './transaction.ts';
export { markFinished, markUnfinished, unfinishedIn } from './unfinished.ts';
export { type VolumeState, volumeOf } from './volume.ts';
