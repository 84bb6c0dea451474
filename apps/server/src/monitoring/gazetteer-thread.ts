import { parentPort, workerData } from 'node:worker_threads';
import { buildIndex } from './gazetteer-build.ts';
import { unpacked } from './gazetteer-content.ts';

// Builds the index of names apart from the server: reading 17 MB of JSON would hold up everybody for a second, and what it
// leaves behind goes with the thread.
const added = (workerData as Uint8Array[]).flatMap((content) => unpacked(content));
const index = await buildIndex(added);
const { townNames, townNameAt, latitude, longitude, unit, hidden, keys, keyAt, keyPlace, keyRole, pairs } = index;
const columns = [townNames, townNameAt, latitude, longitude, unit, hidden, keys, keyAt, keyPlace, keyRole, pairs];
parentPort?.postMessage(
  index,
  columns.map(({ buffer }) => buffer as ArrayBuffer),
);
