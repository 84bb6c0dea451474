import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** What brotli shortens; fonts are compressed already. */
const TEXT = /\.(?:html|m?js|css|svg|json)$/;

export function brotli(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** Lays `NAME.br` beside every text file of the folder. Returns what each file weighs on the wire, in bytes, by its path. */
export async function compressFolder(folder: string): Promise<Map<string, number>> {
  const weights = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    const sent = TEXT.test(file) ? brotli(bytes) : bytes;
    if (sent !== bytes) await writeFile(`${file}.br`, sent);
    weights.set(path.relative(folder, file).split(path.sep).join('/'), sent.length);
  }
  return weights;
}
