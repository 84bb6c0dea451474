import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, partsOf, TarError, tarOf } from './tar.ts';

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

function part(name: string, content: Uint8Array): Part {
  return { name, bytes: content.length, content: [content] };
}

async function written(parts: readonly Part[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of tarOf(each(parts), Date.UTC(2026, 0, 1))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(bytes: Uint8Array, chunk = 700): Promise<[string, string][]> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk) pieces.push(bytes.subarray(at, at + chunk));
  const found: [string, string][] = [];
  for await (const { name, content } of partsOf(each(pieces))) {
    const got: Uint8Array[] = [];
    for await (const piece of content) got.push(piece);
    found.push([name, Buffer.concat(got).toString('hex')]);
  }
  return found;
}

test('what is written is read again, however the stream is cut', async () => {
  const files = fc.array(
    fc.tuple(fc.stringMatching(/^[a-z]{1,60}\/[a-z0-9]{1,90}$/), fc.uint8Array({ maxLength: 1500 })),
  );
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 2000 }), async (given, chunk) => {
      const archive = await written(given.map(([name, content]) => part(name, content)));
      expect(await read(archive, chunk)).toEqual(
        given.map(([name, content]) => [name, Buffer.from(content).toString('hex')]),
      );
    }),
    { numRuns: 60 },
  );
});

test('a part that nobody reads is passed over', async () => {
  const archive = await written([part('a', new Uint8Array(2000)), part('b', new Uint8Array([7]))]);
  const names: string[] = [];
  for await (const { name } of partsOf(each([archive]))) names.push(name);
  expect(names).toEqual(['a', 'b']);
});

test('GNU tar reads it', async () => {
  const name = `store/${'c'.repeat(36)}/${'d'.repeat(64)}`;
  const archive = await written([part(name, Buffer.from('content')), part('short', Buffer.alloc(512, 1))]);
  const listed = spawnSync('tar', ['tf', '-'], { input: archive });
  if (listed.error !== undefined) return console.log('not run: there is no tar on this machine');
  expect(listed.stdout.toString().trim().split('\n')).toEqual([name, 'short']);
});

test('a size of many gigabytes fits', async () => {
  const huge = 20 * 2 ** 30;
  const header = (await tarOf(each([{ name: 'film', bytes: huge, content: [] }]), 0).next()).value as Uint8Array;
  const first = await partsOf(each([header])).next();
  expect(first.value).toMatchObject({ name: 'film', bytes: huge });
});

test('a part that grew or shrank meanwhile is named', async () => {
  const liar = { name: 'file', bytes: 3, content: [new Uint8Array(4)] };
  await expect(written([liar])).rejects.toThrow(/file gave 4 bytes instead of 3/);
});

test('an archive that ends early or whose header was altered is refused', async () => {
  const archive = await written([part('name', Buffer.alloc(900, 5))]);
  await expect(read(archive.subarray(0, 1000))).rejects.toThrow(TarError);
  const altered = Buffer.from(archive);
  altered.writeUInt8(altered.readUInt8(2) ^ 1, 2);
  await expect(read(altered)).rejects.toThrow(/header is damaged/);
});

test('a byte altered anywhere is noticed, in the room between parts and behind the last too', async () => {
  const archive = await written([part('name', Buffer.alloc(900, 5)), part('other', Buffer.alloc(3, 7))]);
  const whole = JSON.stringify(await read(archive));
  const unseen: number[] = [];
  for (let at = 0; at < archive.length; at += 1) {
    const altered = Buffer.from(archive);
    altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
    const outcome = await read(altered).catch((error: unknown) => error);
    if (!(outcome instanceof TarError) && JSON.stringify(outcome) === whole) unseen.push(at);
  }
  expect(unseen).toEqual([]);
});
