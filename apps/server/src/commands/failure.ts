import { isConnectionLost } from '../database/index.ts';
import { Invalid, Refusal } from '../record/types.ts';
import { UsageError } from './command.ts';

/** A failure as a command reports it. */
export interface Failure {
  readonly message: string;
  readonly where?: string;
  readonly problems?: readonly { path: string; code: string; message: string }[];
}

/** Error classes whose message is written for people; of all others the stack is shown, because they are faults of ours. */
const SPOKEN = new Set([
  'AlreadyHeld',
  'BackupError',
  'BadLawFile',
  'NotRebuilt',
  'DatabaseUnavailable',
  'DoubleKey',
  'ExchangeError',
  'ImportError',
  'NoInstance',
  'NoteError',
  'PlanError',
  'PolicyError',
  'ProofError',
  'RevisionError',
  'StoreError',
  'StrataError',
  'TilesError',
  'TimestampError',
  'TreeDamaged',
  'UnknownNorm',
  'UnreadableGazetteer',
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof Invalid) return { message: invalidText(error), problems: error.problems };
  if (error instanceof Refusal)
    return { message: error.message, ...(error.where === '' ? {} : { where: error.where }) };
  if (error instanceof UsageError) return { message: error.message };
  if (!(error instanceof Error)) return { message: String(error) };
  if (isConnectionLost(error))
    return { message: 'The connection to the database was lost. Nothing was half-written: run it again.' };
  const system = systemFailure(error);
  if (system !== null) return { message: system };
  if (SPOKEN.has(error.name)) return { message: error.message };
  return { message: `This should not have happened, please report it: ${error.stack ?? error.message}` };
}

function invalidText(error: Invalid): string {
  return error.problems.map(({ path, message }) => `${path.replace(/^\//, '')} ${message}`.trim()).join('\n');
}

/** SQLSTATEs: the disk is full; the server crashed, or recovers and takes no connection yet. */
const DISK_FULL = '53100';
const STOPPED = new Set(['57P02', '57P03']);

function systemFailure(error: NodeJS.ErrnoException): string | null {
  const file = error.path ?? 'a file';
  if (error.code === 'ENOENT') return `${file} does not exist.`;
  if (error.code === 'EACCES' || error.code === 'EPERM') return `${file} may not be used by this user.`;
  if (error.code === 'EISDIR') return `${file} is a folder; a file is needed.`;
  if (error.code === 'EEXIST' || error.code === 'ENOTDIR')
    return `${file} is a file, or below one; a folder is needed.`;
  if (error.code === 'ENOSPC' || error.code === DISK_FULL) {
    return 'The disk is full. Nothing was half-written: make room and run it again.';
  }
  if (STOPPED.has(error.code ?? '')) {
    return 'PostgreSQL stopped and recovers, most often because the disk is full. Nothing was half-written: make room and run it again.';
  }
  return null;
}
