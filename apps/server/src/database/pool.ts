import pg from 'pg';
import { PROCESS_NAME } from './process-name.ts';

/** Whatever a server elsewhere is set to: values are read and written in one form, and what is acknowledged is on disk. */
const SETTINGS: Readonly<Record<string, string>> = {
  timezone: 'UTC',
  datestyle: 'ISO',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  default_text_search_config: 'pg_catalog.simple',
  default_transaction_isolation: 'read\\ committed',
  synchronous_commit: 'on',
  // A machine that vanished while it held a lock is noticed within a minute, and others go on.
  tcp_keepalives_idle: '20',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
};

/** For roles whose transactions are short: one that a frozen process leaves open, with its locks, ends after this time. */
export const NEVER_LONG = { idle_in_transaction_session_timeout: '60s' } as const;

/**
 * A pool of connections that outlives restarts of the server: a connection that breaks fails the query that runs on it,
 * and the next query gets a new one.
 */
export function openPool(url: string, max: number, more: Readonly<Record<string, string>> = {}): pg.Pool {
  const settings = Object.entries({ ...SETTINGS, ...more });
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 10_000,
    application_name: PROCESS_NAME,
    keepAlive: true,
    options: settings.map(([name, value]) => `-c ${name}=${value}`).join(' '),
  });
  pool.on('error', () => undefined);
  // The pool listens to its idle connections only. One that breaks while it is in use fails its query, and then emits
  // an error of its own, which would end the process if nobody listened.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
