import { fileTypeFromBuffer } from 'file-type';

// Answers questions until its input ends: four bytes length, then the first bytes of a file; back comes one line, the media
// type or nothing. One question after the other.

let held: Buffer = Buffer.alloc(0);
let work: Promise<void> = Promise.resolve();

process.stdin.on('data', (chunk: Buffer) => {
  held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
  while (held.length >= 4) {
    const length = held.readUInt32LE(0);
    if (held.length < 4 + length) return;
    const bytes = held.subarray(4, 4 + length);
    held = held.subarray(4 + length);
    work = work.then(() => answer(bytes));
  }
});

async function answer(bytes: Buffer): Promise<void> {
  process.stdout.write(`${(await typeOf(bytes)) ?? ''}\n`);
}

async function typeOf(bytes: Buffer): Promise<string | null> {
  const bare = /^(?:II\*\0|MM\0\*)/.test(bytes.toString('latin1', 0, 4)) ? 'image/tiff' : null;
  try {
    // What follows a semicolon tells the codec, which the examination reads itself.
    return (await fileTypeFromBuffer(bytes))?.mime.split(';')[0] ?? bare;
  } catch {
    // What cannot be read to its end is what it begins as.
    return bare;
  }
}
