export { writeDurably } from './durable.ts';
export { type Database, openDatabase } from './embedded.ts';
export { type Instance, type OpenOptions, openInstance } from './instance.ts';
export { type Identity, type Keys, keysOf, newIdentity, readIdentity, withNewWitness, writeIdentity } from './keys.ts';
export { knownMigrations, migrate } from './migrate.ts';
export { type Paths, pathsOf } from './paths.ts';
export { inTransaction } from './transaction.ts';
export { markFinished, markUnfinished } from './unfinished.ts';
