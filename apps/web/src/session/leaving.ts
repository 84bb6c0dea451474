import { signOut } from '../api/client.ts';

let wished = false;

/** Ends the session because whoever is here wishes it: the door then asks for nothing and explains nothing. */
export async function leave(): Promise<void> {
  wished = true;
  await signOut().catch(() => undefined);
}

/** Whether the session that ended last was left on purpose; asked once. */
export function wasLeft(): boolean {
  const left = wished;
  wished = false;
  return left;
}
