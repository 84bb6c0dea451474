import { chmodSync, statSync } from 'node:fs';

/**
 * Closes a folder to other users of the machine where it is open to them: one that stood there before was made with
 * whatever mode its maker had. Of somebody else's folder this only warns, even as root:
 * whom they let in is theirs to say.
 */
export function closeToOthers(folder: string, warn: (text: string) => void = console.error): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(folder);
  if ((mode & 0o077) === 0) return;
  if (uid !== process.getuid?.()) {
    const remedy = `It belongs to user number ${uid}, who closes it with: chmod 700 ${folder}`;
    return void warn(`Other users of this machine may enter ${folder}. ${remedy}`);
  }
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    warn(`Other users of this machine may enter ${folder}, and that cannot be changed: ${(error as Error).message}`);
  }
}
