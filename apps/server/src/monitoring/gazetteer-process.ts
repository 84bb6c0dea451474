import { buildIndex } from './gazetteer-build.ts';
import { unpacked } from './gazetteer-content.ts';
import { piecesOf } from './gazetteer-index.ts';

// Builds the index of names in a process of its own: reading 17 MB of JSON would hold up everybody for seconds, and the memory
// that it takes goes back to the system only with the process. Takes contents of gazetteers, each with its length before it.
const given: Buffer[] = [];
for await (const piece of process.stdin) given.push(piece as Buffer);
const contents = Buffer.concat(given.splice(0));
const added: ReturnType<typeof unpacked> = [];
for (let at = 0; at < contents.length; ) {
  const end = at + 4 + contents.readUInt32LE(at);
  added.push(...unpacked(contents.subarray(at + 4, end)));
  at = end;
}
for (const piece of piecesOf(await buildIndex(added)))
  if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
