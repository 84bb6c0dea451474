import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportStamps } from '../anchors/index.ts';
import { type Command, UsageError, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampExport: Command = {
  usage: 'stamp export SIZE|latest DIR',
  summary: 'Writes a stamped checkpoint with its stamps for others, and prints how to check them with OpenSSL.',
  details:
    'DIR gets SIZE.checkpoint, SIZE.tsq (the query), SIZE.tsr (the whole response) and SIZE.chain.pem (the certificates\n' +
    'that were trusted; whoever checks gets them from the authority instead). Files that are there already are kept.',
  options: {},
  words: [2, 2],
  async run(context, words) {
    const [size, folder] = [word(words, 0), word(words, 1)];
    if (!/^(latest|\d{1,15})$/.test(size))
      throw new UsageError('SIZE is a number of entries, as "cairn stamp list" prints it, or the word latest.');
    const wanted = size === 'latest' ? null : Number(size);
    const made = await withInstance(context, (instance) => exportStamps(instance, wanted));
    const files = made.files.map(({ name, bytes }) => ({ file: path.join(folder, name), bytes }));
    const there = files.find(({ file }) => existsSync(file));
    if (there !== undefined) throw new UsageError(`${there.file} exists already and was kept. Name another folder.`);
    await mkdir(folder, { recursive: true });
    for (const { file, bytes } of files) await writeFile(file, bytes, { flag: 'wx', flush: true });
    const names = files.map(({ file }) => file);
    if (context.json) context.out(JSON.stringify({ size: made.size, files: names, check: made.lines }));
    else context.out(`Wrote ${names.join(', ')}.\nTo check, in ${folder}:\n${made.lines.join('\n')}`);
    return 0;
  },
};
