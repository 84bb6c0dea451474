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
