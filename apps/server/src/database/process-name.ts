import { randomBytes } from 'node:crypto';

/** Under which name this process's connections are known to the database server: it tells its own from others'. */
export const PROCESS_NAME = `cairn ${randomBytes(6).toString('hex')}`;
