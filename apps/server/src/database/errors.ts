/** The embedded server could not be prepared, started or reached; the message ends with what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The data folder holds no instance and the caller did not ask for one to be made. */
export class NoInstance extends Error {
  override readonly name = 'NoInstance';
  readonly folder: string;
  constructor(folder: string) {
    super(
      `There is no Cairn instance in ${folder}. Start one there with "npm start -- --data DIR", or name another folder with --data.`,
    );
    this.folder = folder;
  }
}

/** Another living process serves this data folder. */
export class AlreadyHeld extends Error {
  override readonly name = 'AlreadyHeld';
  readonly pid: number;
  readonly port: number;
  readonly since: string;
  readonly user: string;
  constructor(folder: string, holder: { pid: number; port: number; since: string; user: string }) {
    super(
      `${folder} is already served by process ${holder.pid} of ${holder.user} since ${holder.since}, at http://localhost:${holder.port}. ` +
        'Use that address, stop that process first (Ctrl-C where it runs), or choose another folder with --data and another port with --port.',
    );
    this.pid = holder.pid;
    this.port = holder.port;
    this.since = holder.since;
    this.user = holder.user;
  }
}

/** What pg says where PostgreSQL could not say it itself, or when we are stopping: these errors bear no code. */
const LOST =
  /^Connection terminated\b|^Client (?:has encountered a connection error|was closed) and is not queryable$|^Cannot use a pool after calling end\b/;
const LOST_IN_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTCONN']);

/**
 * Whether an error says that the connection to the database broke or could not be made (SQLSTATE class 08, 57P01 to
 * 57P03, a PANIC, a closed socket): the database restarts or recovers, and the same may succeed in a moment.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', severity, syscall } = error as { code?: string; severity?: string; syscall?: string };
  if (severity !== undefined) return severity === 'PANIC' || /^(?:08...|57P0[123])$/.test(code);
  // A socket that is not there, or whose queue is full; a file that is not there is another matter.
  if (syscall === 'connect' && (code === 'ENOENT' || code === 'EAGAIN')) return true;
  return LOST_IN_SYSTEM.has(code) || LOST.test(error.message);
}
