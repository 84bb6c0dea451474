import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageFile } from '../evidence/stage.ts';

// Run by a test where the folder is a disk of a few megabytes: fills it up, and says what became of the copies.

const folder = process.argv[2] as string;
const source = process.argv[3] as string;
const small = process.argv[4] as string;
const instance = { data: { root: folder, keys: folder, store: folder } };
const said: string[] = [];
const attempt = async (path: string): Promise<void> => {
  try {
    await stageFile(instance as never, path);
    said.push('stored');
  } catch (error) {
    said.push((error as NodeJS.ErrnoException).code ?? (error as Error).name);
  }
};
await attempt(source);
writeFileSync(join(folder, 'other'), Buffer.alloc(3_000_000));
// No room for a large one; a small one is tried, and there is less than it seemed.
await attempt(source);
writeFileSync(join(folder, 'more'), Buffer.alloc(700_000));
await attempt(small);
process.stdout.write(JSON.stringify({ said, left: readdirSync(join(folder, 'incoming')).length }));
