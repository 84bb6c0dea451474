import { beforeEach, expect, test, vi } from 'vitest';
import type { Sending, Trouble } from './sending.ts';

/** What the queue asked to be sent, newest last, with what to tell it. */
const asked: (Sending & { stopped: boolean })[] = [];

vi.mock('./sending.ts', () => ({
  send(sending: Sending) {
    const one = { ...sending, stopped: false };
    asked.push(one);
    return () => {
      one.stopped = true;
    };
  },
  discard: async () => undefined,
}));

const { Queue } = await import('./queue.ts');

const chosen = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const file = new File([new Uint8Array(10)], `${i}.bin`, { lastModified: i });
    return { file, path: file.name };
  });
const states = (queue: InstanceType<typeof Queue>) => queue.entries().map(({ state }) => state);
const kept = new Map<string, string>();

beforeEach(() => {
  asked.splice(0);
  kept.clear();
  vi.useFakeTimers();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

function begin(count: number) {
  const queue = new Queue();
  queue.add(chosen(count), 'compartment');
  return queue;
}

test('three go at once, and the next when one is there', () => {
  const queue = begin(5);
  expect(asked).toHaveLength(3);
  asked[0]?.onDone();
  expect(states(queue)).toEqual(['sent', 'sending', 'sending', 'sending', 'waiting']);
});

test('the same files are lined up once', () => {
  const queue = begin(2);
  queue.add(chosen(3), 'compartment');
  expect(queue.entries()).toHaveLength(3);
});

test.each(['cut', 'crowded'] as Trouble[])('where it is %s, none begins until all are tried again', (trouble) => {
  const queue = begin(6);
  for (const one of asked.slice()) one.onTrouble(trouble);
  expect(asked).toHaveLength(3);
  expect(states(queue).slice(0, 4)).toEqual(['cut', 'cut', 'cut', 'waiting']);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(6);
  // Each further failure waits longer, until a piece gets through.
  asked.at(-1)?.onTrouble(trouble);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(6);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(7);
});

test('a file that the server could not take is tried again by itself while others go on', () => {
  const queue = begin(4);
  asked[0]?.onTrouble('busy');
  expect(states(queue)).toEqual(['cut', 'sending', 'sending', 'sending']);
  asked[1]?.onDone();
  vi.advanceTimersByTime(1_000);
  expect(states(queue)).toEqual(['sending', 'sent', 'sending', 'sending']);
});

test('what needs somebody stays until it is told to go on', () => {
  const queue = begin(1);
  asked[0]?.onTrouble('full');
  vi.advanceTimersByTime(60_000);
  expect(queue.entries()[0]).toMatchObject({ state: 'failed', trouble: 'full' });
  queue.resumeAll();
  expect(states(queue)).toEqual(['sending']);
});

test('paused and taken out ones are stopped', () => {
  const queue = begin(2);
  queue.pause(1);
  queue.remove(2);
  expect(asked.map(({ stopped }) => stopped)).toEqual([true, true]);
  expect(states(queue)).toEqual(['paused']);
});

test('a file that was begun before goes on with the same upload, and is forgotten once recorded', () => {
  const first = begin(1);
  asked[0]?.onBegun('upload-1');
  first.clear();
  const second = begin(1);
  expect(asked[1]?.upload).toBe('upload-1');
  asked[1]?.onBegun('upload-1');
  asked[1]?.onDone();
  const item = { item: 'i', reference: 'R-1', sha256: '', bytes: 10, name: '0.bin', already: false };
  second.recorded([item], second.entries());
  expect(states(second)).toEqual(['recorded']);
  expect(kept.size).toBe(0);
});
