import { sha256, utf8 } from '@cairn/ledger';

/**
 * Where this tab remembers which upload belongs to which file: by hash, since names tell too much. A reload keeps it;
 * closing the tab and quick exit wipe it.
 */
const KEY = 'cairn.uploads';

/** The same file chosen again for the same compartment has the same fingerprint. */
export function fingerprintOf(file: { name: string; size: number; lastModified: number }, compartment: string): string {
  const said = JSON.stringify([file.name, file.size, file.lastModified, compartment]);
  return Array.from(sha256(utf8(said)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function kept(): Record<string, string> {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function keep(uploads: Record<string, string>): void {
  if (Object.keys(uploads).length === 0) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify(uploads));
}

/** The upload that was begun for a file, or undefined. */
export const uploadOf = (fingerprint: string): string | undefined => kept()[fingerprint];

/** The uploads that can be resumed with a file from here. */
export const knownUploads = (): ReadonlySet<string> => new Set(Object.values(kept()));

export function rememberUpload(fingerprint: string, upload: string): void {
  keep({ ...kept(), [fingerprint]: upload });
}

export function forgetUpload(upload: string): void {
  keep(Object.fromEntries(Object.entries(kept()).filter(([, each]) => each !== upload)));
}
