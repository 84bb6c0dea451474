/** A running database and this process's share in it. */
export interface Database {
  /** A libpq URL for psql and pg, as `role` (default: the superuser). */
  url(role?: string): string;
  /** The folder of the server's socket; empty where there is none (DATABASE_URL, Windows). */
  readonly socketDir: string;
  /** Whether this process started the server, so that the server ends with it. */
  readonly owned: boolean;
  /** The password that `url` uses for roles other than the superuser; to be set on them. Null where the socket's folder is the credential. */
  readonly password: string | null;
  /** Whether DATABASE_URL names it: other processes, other machines and other instances may use the same server. */
  readonly elsewhere: boolean;
  /** The ending of the names of this instance's roles; empty but in a server elsewhere. `url` adds it by itself. */
  readonly roles: string;
  /**
   * Gives up this process's share; close your own connections first. An owned server is shut down: `fast` at once,
   * `smart` after other processes have disconnected or done nothing for a minute. Who opened it to `serve` never
   * waits: told to stop, it stops, and a command that is attached runs again.
   */
  stop(mode: 'fast' | 'smart'): Promise<void>;
}
