import { execFile } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';
import type { Scratch } from './scratch.ts';

const SCRIPT = fileURLToPath(new URL('./taking-in.ts', import.meta.url));
const run = promisify(execFile);

const LARGE = 2 ** 30;
const SMALL = { files: 10_000, bytes: 200_000 };
const SPARSE = 10 * 2 ** 30;
const MOST_MEMORY = 200;

interface Taken {
  readonly stored: number;
  readonly bytes: number;
  readonly failed: number;
  readonly seconds: number;
  /** Largest resident memory of the process, in bytes. */
  readonly peak: number;
}

/**
 * MB/s of an intake until all of it is in the log, beside `sha256sum` and then `cp` of the same, which flush nothing; and
 * its memory, which must not grow with a file. All is read from the cache of the system.
 */
export async function benchIntake(scratch: Scratch): Promise<Figure[]> {
  const figures: Figure[] = [];
  const source = path.join(scratch.folder, 'files');
  const make = async (what: string, work: (folder: string) => Promise<void>, against: boolean): Promise<void> => {
    mkdirSync(source);
    try {
      await work(source);
      figures.push(...(await figuresOf(scratch, what, source, against)));
    } finally {
      rmSync(source, { recursive: true, force: true });
    }
  };
  await make('one file of 1 GiB', writeLarge, true);
  await make(`${SMALL.files} files of 200 kB`, writeSmall, true);
  await make('one sparse file of 10 GiB', writeSparse, false);
  return figures;
}

async function figuresOf(scratch: Scratch, what: string, source: string, against: boolean): Promise<Figure[]> {
  const compartment = await scratch.newCompartment();
  const plain = against ? await sumAndCopy(scratch, source) : null;
  const args = [SCRIPT, scratch.data, compartment, source];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
  const taken = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Taken;
  if (taken.failed > 0) throw new Error(`${taken.failed} files could not be taken in.`);
  const speed = (seconds: number): number => taken.bytes / 1e6 / seconds;
  return [
    {
      name: `intake of ${what}, until in the log`,
      value: speed(taken.seconds),
      unit: 'MB/s',
      ...(plain === null
        ? {}
        : {
            limit: { name: 'sha256sum, then cp', value: speed(plain) },
            aim: {
              text: '≥ 70 %',
              met: ({ ratio, value, limit }) => (ratio ?? value / (limit?.value ?? value)) >= 0.7,
            },
          }),
    },
    {
      name: `peak memory of the intake of ${what}`,
      value: taken.peak / 1e6,
      unit: 'MB',
      aim: { text: `< ${MOST_MEMORY} MB`, met: ({ value }) => value < MOST_MEMORY },
    },
  ];
}

/** Seconds that the system's own tools take for the same files. */
async function sumAndCopy({ folder }: Scratch, source: string): Promise<number> {
  const target = path.join(folder, 'copy');
  const begun = performance.now();
  await run('find', [source, '-type', 'f', '-exec', 'sha256sum', '{}', '+'], { maxBuffer: 1 << 26 });
  await run('cp', ['-r', source, target]);
  const seconds = (performance.now() - begun) / 1000;
  rmSync(target, { recursive: true });
  return seconds;
}

/** Bytes that no two files share and nothing compresses, made faster than they are read. */
function* noise(bytes: number): Generator<Buffer> {
  const cipher = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
  const piece = Buffer.alloc(2 ** 20);
  for (let left = bytes; left > 0; left -= piece.length)
    yield cipher.update(piece.subarray(0, Math.min(left, piece.length)));
}

async function writeLarge(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'large.bin'), noise(LARGE));
}

async function writeSmall(folder: string): Promise<void> {
  for (let n = 0; n < SMALL.files; n++) {
    const shelf = path.join(folder, String(Math.floor(n / 500)));
    mkdirSync(shelf, { recursive: true });
    await writeFile(path.join(shelf, `${n}.bin`), noise(SMALL.bytes));
  }
}

async function writeSparse(folder: string): Promise<void> {
  const handle = await open(path.join(folder, 'sparse.bin'), 'w');
  await handle.write('Almost nothing of it is there.');
  await handle.truncate(SPARSE);
  await handle.close();
}
