import { beforeEach, expect, test } from 'vitest';
import { listen, type Means, type Source } from './stream.ts';

class FakeSource implements Source {
  readyState = 1;
  closed = false;
  listeners = new Map<string, (event: { data?: unknown }) => void>();
  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.listeners.set(type, listener);
  }
  say(type: string, data?: unknown) {
    this.listeners.get(type)?.({ data: data === undefined ? undefined : JSON.stringify(data) });
  }
  close() {
    this.closed = true;
    this.readyState = 2;
  }
  breakFor(state: number) {
    this.readyState = state;
    this.say('error');
  }
}

let sources: FakeSource[];
let pauses: number[];
let waiting: (() => void) | null;
let heard: unknown[][];
let alive: () => Promise<boolean>;
let means: Means;

const settle = () => new Promise((done) => setImmediate(done));
const newest = () => sources.at(-1) as FakeSource;
const start = () =>
  listen(means, {
    onRecords: (...what) => heard.push(['records', ...what]),
    onRights: () => heard.push(['rights']),
    onEnded: () => heard.push(['ended']),
    onLine: (...what) => heard.push(['line', ...what]),
  });

beforeEach(() => {
  sources = [];
  pauses = [];
  waiting = null;
  heard = [];
  alive = async () => true;
  means = {
    open: () => {
      sources.push(new FakeSource());
      return newest();
    },
    alive: () => alive(),
    later: (call, milliseconds) => {
      pauses.push(milliseconds);
      waiting = call;
      return () => {
        waiting = null;
      };
    },
  };
});

test('passes on what the line says', () => {
  start();
  newest().say('open');
  newest().say('records', { records: [{ id: 'a', kind: 'incident', revision: 2, reference: 'TEA-1' }], more: false });
  newest().say('rights', {});
  expect(heard).toEqual([
    ['line', 'open', false],
    ['records', [{ id: 'a', kind: 'incident', revision: 2, reference: 'TEA-1' }], false],
    ['rights'],
  ]);
});

test('a line that the browser opens again by itself is left to it, and what was missed is asked for', () => {
  start();
  newest().say('open');
  newest().breakFor(0);
  newest().say('open');
  expect(heard.slice(1)).toEqual([
    ['line', 'down', false],
    ['line', 'open', true],
  ]);
  expect(sources).toHaveLength(1);
});

test('a refused line is opened after pauses that grow, as long as the session lives', async () => {
  start();
  alive = async () => {
    throw new Error('no answer');
  };
  newest().breakFor(2);
  for (let i = 0; i < 6; i++) {
    waiting?.();
    await settle();
  }
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  alive = async () => true;
  waiting?.();
  await settle();
  expect(sources).toHaveLength(2);
});

test('a refused line of a session that is over ends the visit', async () => {
  start();
  alive = async () => false;
  newest().breakFor(2);
  waiting?.();
  await settle();
  expect(heard.at(-1)).toEqual(['ended']);
  expect(sources).toHaveLength(1);
});

test('"ended" closes the line and nothing is asked again', () => {
  start();
  newest().say('ended', {});
  expect(newest().closed).toBe(true);
  newest().breakFor(2);
  expect(pauses).toEqual([]);
  expect(heard).toEqual([['ended']]);
});

test('a line that is left stays closed', async () => {
  const leave = start();
  newest().breakFor(2);
  leave();
  expect(waiting).toBeNull();
  expect(newest().closed).toBe(true);
});
