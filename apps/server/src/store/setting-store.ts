import type { Pool, PoolClient } from 'pg';
import { IN_FOLDER, type StoreSetting } from './place.ts';

/** Where files lie now, as the deeds left it. */
export async function storeSetting(db: Pick<Pool | PoolClient, 'query'>): Promise<StoreSetting> {
  const { rows } = await db.query("select value from cairn.setting where name = 'store'");
  return rows[0]?.value ?? IN_FOLDER;
}

/**
 * Holds addresses while work on them runs, in whatever process: of moving a file and erasing it, one waits for the other.
 * The connection must be the caller's own.
 */
export class AddressHolds {
  readonly #db: PoolClient;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: PoolClient) {
    this.#db = db;
  }

  async during<T>(address: string, work: () => Promise<T>): Promise<T> {
    const key = Number.parseInt(address.slice(0, 8), 16) | 0;
    await this.#ask('select pg_advisory_lock(815311, $1)', key);
    try {
      return await work();
    } finally {
      await this.#ask('select pg_advisory_unlock(815311, $1)', key);
    }
  }

  /** One after the other, as a connection wants it. */
  #ask(text: string, key: number): Promise<unknown> {
    const asked = this.#turn.then(() => this.#db.query(text, [key]));
    this.#turn = asked.catch(() => undefined);
    return asked;
  }
}
