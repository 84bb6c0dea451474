import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';
import { requireOwn } from './elsewhere.ts';
import { openDatabase } from './embedded.ts';
import { DatabaseUnavailable, NoInstance } from './errors.ts';
import type { Keys } from './keys.ts';
import { migrate } from './migrate.ts';
import { liveKeys, settleNextKeys } from './next-keys.ts';
import { ensurePasswords } from './passwords.ts';
import { holdsInstance, isForeign, type Paths, pathsOf } from './paths.ts';
import { NEVER_LONG, openPool } from './pool.ts';
import { requireComplete } from './unfinished.ts';

/** One open data folder: its database, seen through four roles, and its keys. */
export interface Instance {
  readonly data: Paths;
  readonly database: Database;
  /** Superuser: migrations, audit, rebuild, backup. Never used to answer a request, but for the approval of an erasure. */
  readonly owner: pg.Pool;
  /** The application role: everything that a request or an import does. */
  readonly app: pg.Pool;
  /** The door's role: accounts, rights, factors, sessions and the deeds that change them. It reads no record. */
  readonly access: pg.Pool;
  /** The sequencer's role: the log alone. */
  readonly sequencer: pg.Pool;
  /** As they are now: a rotation replaces some of them. */
  readonly keys: Keys;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly data: string;
  /** Make the data folder where there is none. */
  readonly create?: boolean;
  /** Serving processes own the database until they end; commands hand it on. */
  readonly purpose?: 'serve' | 'command';
  /** For the restore itself, whose folder everybody else refuses until it is whole. */
  readonly restoring?: boolean;
}

/** Connections that one process takes at most. A server elsewhere is shared, and has 100 unless told otherwise. */
const MOST = { owner: 8, app: 32, access: 8, sequencer: 4 } as const;
const MOST_ELSEWHERE = { owner: 6, app: 12, access: 6, sequencer: 4 } as const;

/** How long a server that ends waits for its own queries (milliseconds). */
const PATIENCE = 3_000;

/**
 * Opens a data folder: attaches to its running database or starts it for this process's own duration, migrates, reads keys.
 *
 * @throws NoInstance when there is none in the folder and `create` is not set
 * @throws DatabaseUnavailable when the folder holds something else or half a restore, or the database cannot be started or reached
 */
export async function openInstance({
  data,
  create = false,
  purpose = 'command',
  restoring = false,
}: OpenOptions): Promise<Instance> {
  const root = resolve(data);
  if (!restoring) requireComplete(root);
  if (!create && !holdsInstance(root)) throw new NoInstance(root);
  if (create && isForeign(root)) {
    throw new DatabaseUnavailable(
      `${root} holds something that is not Cairn's. Choose an empty folder with --data DIR.`,
    );
  }
  // Before the database: what is begun is told from somebody else's folder by its names.
  const made = create ? pathsOf(root) : null;
  const database = await openDatabase(root, { create, purpose });
  const paths = made ?? pathsOf(root);
  const most = database.elsewhere ? MOST_ELSEWHERE : MOST;
  const owner = openPool(database.url(), most.owner);
  try {
    if (database.elsewhere && !restoring) await requireOwn(owner, paths.keys);
    await migrate(owner, { roles: database.roles });
    await ensurePasswords(owner, database);
    await settleNextKeys(owner, paths.keys);
  } catch (error) {
    await owner.end();
    await database.stop('fast');
    throw error;
  }
  const app = openPool(database.url('cairn_app'), most.app, NEVER_LONG);
  const access = openPool(database.url('cairn_access'), most.access, NEVER_LONG);
  const sequencer = openPool(database.url('cairn_sequencer'), most.sequencer, NEVER_LONG);
  const keys = liveKeys(paths.keys);
  return {
    data: paths,
    database,
    owner,
    app,
    access,
    sequencer,
    get keys() {
      return keys();
    },
    close: async () => {
      const ended = Promise.allSettled([owner.end(), app.end(), access.end(), sequencer.end()]);
      // A server that hangs may never end a connection; what serves is told to stop, and then stops.
      await (purpose === 'serve' ? Promise.race([ended, sleep(PATIENCE, undefined, { ref: false })]) : ended);
      await database.stop('smart');
    },
  };
}
