import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildWeb } from '../build.ts';

/** Built pages for a server under test. */
export interface PagesToServe {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * The pages as they lie built where they are as new as their sources, as `npm test` leaves them; else built for this test
 * alone. Building takes longer than most tests.
 */
export async function pagesToServe(): Promise<PagesToServe> {
  const prepare = await import(new URL('../../server/bin/prepare.mjs', import.meta.url).href);
  if (prepare.pagesAreFresh()) return { folder: path.join(import.meta.dirname, '../dist'), remove: async () => {} };
  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-pages-'));
  await buildWeb(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
