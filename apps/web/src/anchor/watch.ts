import { Refused, read } from '../api/client.ts';
import { keep, type Memory, type Shown, sizeOf } from './keeping.ts';
import { readMemory, remember, stored } from './memory.ts';

const LOG_IS_SMALLER = 409;

/**
 * Asks the server to show that its log continues what this browser has seen, and keeps the answer: a larger checkpoint,
 * or a contradiction, which then stays.
 *
 * @throws Refused the server did not answer, or not this
 * @throws NoteError nothing was kept yet, and what the server shows is not signed as it says
 */
export async function watchLog(signal: AbortSignal): Promise<Memory> {
  const before = stored();
  const memory = before && readMemory(before);
  if (memory?.contradiction) return memory;
  const after = keep(memory, await askFrom(memory ? sizeOf(memory.note) : 0n, signal));
  // What cannot be read stays as it lies: it may tell somebody what happened to it.
  if (after === memory || after.contradiction?.why === 'damaged') return after;
  return remember(after, before) ? after : watchLog(signal);
}

async function askFrom(size: bigint, signal: AbortSignal): Promise<Shown> {
  const path = '/api/v1/log/consistency';
  try {
    return await read<Shown>(`${path}?from=${size}`, signal);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== LOG_IS_SMALLER) throw error;
    // What it does hold is worth keeping beside what it denies.
    return read<Shown>(path, signal);
  }
}
