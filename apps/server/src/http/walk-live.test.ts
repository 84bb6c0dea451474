import { SENSITIVITIES } from '@cairn/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Caller,
  LEVELS,
  MARKERS,
  type Matrix,
  markerOf,
  PLACES,
  type Planted,
  startMatrix,
} from '../testing/matrix.ts';
import { type OpenStream, openStream } from '../testing/stream.ts';

// A stream of every kind of caller while records of every level are made and changed in both compartments: each says exactly
// what its caller may see, and says nothing at all at other times.

let matrix: Matrix;
let streams: { readonly caller: Caller; readonly stream: OpenStream }[];

beforeAll(async () => {
  matrix = await startMatrix();
  streams = await Promise.all(
    matrix.callers
      .filter(({ email }) => email !== null)
      .map(async (caller) => ({ caller, stream: await streamOf(caller.token) })),
  );
});
afterAll(async () => {
  for (const { stream } of streams ?? []) await stream.close();
  await matrix?.cairn.stop();
});

async function streamOf(token: string | null): Promise<OpenStream> {
  const stream = await openStream(`${matrix.cairn.origin}/api/v1/live`, { authorization: `Bearer ${token}` });
  if (stream.status === 200) await stream.until((events) => events.length > 0);
  return stream;
}

function namedBy(stream: OpenStream): string[] {
  return stream
    .events()
    .filter(({ event }) => event === 'records')
    .flatMap(({ data }) =>
      (JSON.parse(data).records as { id: string; revision: number }[]).map(({ id, revision }) => `${id} ${revision}`),
    );
}

const visible = (caller: Caller, { place, level }: Planted): boolean => caller.sees(place, level);

test('who is not signed in gets no stream', async () => {
  for (const caller of matrix.callers.filter(({ email }) => email === null))
    expect((await streamOf(caller.token)).status).toBe(401);
});

test('each stream tells what its caller sees, once, and is silent otherwise', async () => {
  const made: { readonly planted: Planted; readonly revision: number }[] = [];
  // What nobody but the highest sees comes first, alone: an event that others get then has no other cause.
  for (const place of PLACES) {
    for (const level of [...SENSITIVITIES].reverse()) {
      const before = new Map(streams.map(({ caller, stream }) => [caller.name, stream.events().length]));
      const planted = await matrix.plant(place, level);
      made.push({ planted, revision: 1 });
      await toldToAll(planted, 1);
      for (const { caller, stream } of streams) {
        const added = stream
          .events()
          .slice(before.get(caller.name))
          .filter(({ event }) => event !== '');
        if (!visible(caller, planted)) expect(added, `${level} of ${place}: ${caller.name}`).toEqual([]);
      }
    }
  }
  for (const { planted } of [...made]) {
    await change(planted);
    made.push({ planted, revision: 2 });
  }
  for (const { planted } of made) await toldToAll(planted, 2);
  for (const { caller, stream } of streams) {
    const expected = made
      .filter(({ planted }) => visible(caller, planted))
      .map(({ planted, revision }) => `${planted.id} ${revision}`);
    expect(namedBy(stream).sort(), caller.name).toEqual(expected.sort());
    for (const { event, data } of stream.events().filter((one) => one.event !== '')) {
      expect(event, caller.name).toBe('records');
      expect(JSON.parse(data).records.length, caller.name).toBeGreaterThan(0);
    }
    // Not even to who may read them: a stream names records and holds nothing of them.
    for (const marker of MARKERS) expect(stream.text().includes(marker), `${caller.name} meets ${marker}`).toBe(false);
    for (const { id, reference, place, level } of matrix.planted.filter((planted) => !visible(caller, planted))) {
      const named = stream.text().includes(id) || stream.text().includes(reference);
      expect(named, `${caller.name} is told of a record of ${place}, ${level}`).toBe(false);
    }
  }
  expect(LEVELS.length).toBe(6);
}, 180_000);

/** Waits until everybody who sees the record was told; the others had as long. */
async function toldToAll(planted: Planted, revision: number): Promise<void> {
  for (const { stream } of streams.filter(({ caller }) => visible(caller, planted)))
    await stream.until(() => namedBy(stream).includes(`${planted.id} ${revision}`));
}

async function change({ id, place, level }: Planted): Promise<void> {
  const lead = matrix.callers.find(({ name }) => name.startsWith(`lead of ${place} cleared for sealed`));
  const patch = { revision: 1, body: { context: markerOf(place, level) }, reason: markerOf(place, level) };
  const { status, text } = await matrix.call(lead?.token ?? null, 'PATCH', `/api/v1/records/${id}`, patch);
  expect(status, text).toBe(200);
}
