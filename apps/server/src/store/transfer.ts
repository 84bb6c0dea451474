import { Readable } from 'node:stream';
import { type Backend, StoreError } from './backend.ts';
import { type Digest, Digesting, digestOf } from './digest.ts';

/** What became of one file: `gone` where none lay there any more, `differs` where each store holds something else. */
export type Transfer =
  | { readonly outcome: 'moved'; readonly sha256: string; readonly bytes: number }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'differs' };

/**
 * Takes one file from one store to another. It is removed from the first only after it was read back from the second and
 * both streams have the same SHA-256. A file that was altered before is altered still.
 *
 * @param expected SHA-256 that an item names, where one is known: where the stores differ it says which one is right
 * @throws StoreError when a store does not answer, or gives back other bytes than it was given; nothing is removed then
 */
export async function transfer(from: Backend, to: Backend, address: string, expected?: string): Promise<Transfer> {
  const wasThere = (await to.sizeOf(address)) !== null;
  const given = wasThere ? await readAll(from, address) : await copy(from, to, address);
  if (given === null) return { outcome: 'gone' };
  let back = await readAll(to, address);
  if (wasThere && !same(given, back) && given.sha256 === expected) {
    await copy(from, to, address);
    back = await readAll(to, address);
  }
  if (!same(given, back)) {
    if (wasThere && back !== null && back.sha256 === expected) {
      await from.remove(address);
      return { outcome: 'moved', ...back };
    }
    if (wasThere) return { outcome: 'differs' };
    await to.remove(address);
    throw new StoreError(`${to.name} gave back other bytes than it was given, at ${address}. Nothing was removed.`);
  }
  await from.remove(address);
  return { outcome: 'moved', ...given };
}

function same(a: Digest, b: Digest | null): boolean {
  return a.sha256 === b?.sha256 && a.bytes === b.bytes;
}

async function readAll(store: Backend, address: string): Promise<Digest | null> {
  const opened = await store.open(address);
  return opened === null ? null : digestOf(opened.stream);
}

async function copy(from: Backend, to: Backend, address: string): Promise<Digest | null> {
  const opened = await from.open(address);
  if (opened === null) return null;
  const digesting = new Digesting();
  await to.put(address, Readable.from(digesting.pass(opened.stream), { objectMode: false }), opened.bytes);
  return digesting.result();
}
