import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { checkAllNow } from '../apps/server/src/evidence/index.ts';
import { commit, newId } from '../apps/server/src/record/index.ts';
import { addressOf, digestOf, folderPath, landParts, stagePart } from '../apps/server/src/store/index.ts';
import { type Figure, median } from './figure.ts';
import type { Scratch } from './scratch.ts';

const ROUNDS = 3;

/** Megabytes of stored files that `cairn fixity --now` reads per second, beside `sha256sum` over the same files. */
export async function benchFixity(scratch: Scratch): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [count, bytes] of [
    [4, 128 << 20],
    [2_000, 200_000],
  ] as const) {
    figures.push(await measured({ ...scratch, compartment: await scratch.newCompartment() }, count, bytes));
  }
  return figures;
}

async function measured(scratch: Scratch, count: number, bytes: number): Promise<Figure> {
  // What was measured before is no item's any more: only these files are read.
  await forgetItems(scratch);
  const paths = await addFiles(scratch, count, bytes);
  const megabytes = (count * bytes) / 1e6;
  const found: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(megabytes / (await seconds(() => summed(paths))));
    found.push(
      megabytes /
        (await seconds(async () => {
          const { files, altered, missing } = await checkAllNow(scratch.instance, {});
          if (files !== count || altered + missing > 0) throw new Error(`Fixity read ${files} files of ${count}.`);
        })),
    );
  }
  const size = bytes >= 1 << 20 ? `${bytes >> 20} MiB` : `${bytes / 1000} kB`;
  return {
    name: `fixity of ${count} files of ${size}`,
    value: median(found),
    unit: 'MB/s',
    limit: { name: 'sha256sum over the same files', value: median(limits) },
    ratio: median(found.map((value, i) => value / (limits[i] as number))),
  };
}

async function forgetItems({ instance }: Scratch): Promise<void> {
  await instance.owner.query("update cairn.record set kind = 'incident' where kind = 'item'");
}

async function addFiles({ instance, session, compartment }: Scratch, count: number, bytes: number): Promise<string[]> {
  const content = Buffer.alloc(bytes);
  const paths: string[] = [];
  for (let done = 0; done < count; ) {
    const parts = [];
    for (; done < count && parts.length < 100; done++) {
      const path = await stagePart(instance);
      const handle = openSync(path, 'wx', 0o600);
      writeSync(handle, randomFillSync(content));
      fsyncSync(handle);
      closeSync(handle);
      parts.push({ path, ...(await digestOf(createReadStream(path))) });
    }
    await landParts(instance, compartment, parts);
    const changes = parts.map(({ sha256 }) => {
      const file = { name: 'photo.jpg', sha256, bytes, mediaType: 'image/jpeg' };
      return { id: newId(), kind: 'item' as const, compartment, base: 0, body: { itemKind: 'file', file } };
    });
    await commit(instance, session, changes, 'Benchmark');
    paths.push(...parts.map(({ sha256 }) => folderPath(instance, addressOf(instance, compartment, sha256))));
  }
  return paths;
}

async function summed(paths: readonly string[]): Promise<void> {
  await promisify(execFile)('sha256sum', ['--', ...paths], { maxBuffer: 1 << 28 });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
