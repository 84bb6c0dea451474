import { expect, test } from 'vitest';
import type { Outcome, SheetEntry } from './shapes.ts';
import { type Means, madeBy, type Sent, Sorter } from './sorter.ts';

const entry = (n: number, revision = 1): SheetEntry => ({
  ...{ id: `e${n}`, kind: 'item', reference: `T-${n}`, revision, at: '', standing: 'waiting' },
});

/** A server with some entries, whose clock stands until it is told to go on. */
function bench(count: number) {
  const calls: Sent[][] = [];
  const timers: (() => void)[] = [];
  const fault = { next: null as unknown };
  let refuse: string[] = [];
  const means: Means = {
    take: async () => ({
      ...{ total: count, waiting: count, later: 0, held: count, others: 0, closed: false },
      entries: Array.from({ length: count }, (_, n) => entry(n)),
    }),
    async decide(decisions) {
      calls.push([...decisions]);
      if (fault.next !== null) {
        const error = fault.next;
        fault.next = null;
        throw error;
      }
      const outcome: Outcome = { done: [], refused: [] };
      for (const { entry, as, revision, incident } of decisions) {
        if (refuse.includes(entry)) outcome.refused.push({ entry, why: 'held' });
        else
          outcome.done.push({
            entry,
            as,
            revision: revision + 1,
            ...(as === 'new' ? { incident: 'i' } : incident ? { incident } : {}),
          });
      }
      return outcome;
    },
    isPassing: (error) => error === 'cut',
    later(call, milliseconds) {
      // What is far off never comes in these tests.
      if (milliseconds < 10_000) timers.push(call);
      return () => timers.splice(timers.indexOf(call) >>> 0, 1);
    },
  };
  const sorter = new Sorter(means);
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    ...{ sorter, calls, fault },
    refuse: (...ids: string[]) => {
      refuse = ids;
    },
    settle,
    async goOn() {
      for (const call of timers.splice(0)) call();
      await settle();
    },
  };
}

const states = (sorter: Sorter) => sorter.state().cards.map(({ state }) => state);

test('decisions that follow one another go in one list, and each shows at once', async () => {
  const { sorter, calls, goOn, settle } = bench(4);
  sorter.start();
  await settle();
  sorter.decide({ as: 'irrelevant' });
  sorter.decide({ as: 'attach', incident: 'i' });
  expect(states(sorter)).toEqual(['sent', 'sent', 'open', 'open']);
  expect(sorter.state().current).toBe('e2');
  expect(calls).toEqual([]);
  await goOn();
  expect(calls).toEqual([
    [
      { entry: 'e0', as: 'irrelevant', revision: 1 },
      { entry: 'e1', as: 'attach', revision: 1, incident: 'i' },
    ],
  ]);
  expect(states(sorter)).toEqual(['done', 'done', 'open', 'open']);
});

test('a decision that was not sent is forgotten, one that was written is taken back from where it stands', async () => {
  const { sorter, calls, goOn, settle } = bench(3);
  sorter.start();
  await settle();
  sorter.decide({ as: 'later' });
  sorter.undo();
  await goOn();
  expect(calls).toEqual([]);
  expect(sorter.state()).toMatchObject({ current: 'e0', canUndo: false });

  sorter.decide({ as: 'new', title: 'x' });
  await goOn();
  sorter.undo();
  await goOn();
  expect(calls.at(-1)).toEqual([{ entry: 'e0', as: 'waiting', revision: 2, incident: 'i' }]);
  expect(states(sorter)).toEqual(['open', 'open', 'open']);
  sorter.decide({ as: 'irrelevant' });
  await goOn();
  expect(calls.at(-1)).toEqual([{ entry: 'e0', as: 'irrelevant', revision: 3 }]);

  // Taken back and decided anew in one breath: one after the other, each from where the last one left it.
  sorter.undo();
  sorter.decide({ as: 'later' });
  await goOn();
  await goOn();
  expect(calls.slice(-2)).toEqual([
    [{ entry: 'e0', as: 'waiting', revision: 4 }],
    [{ entry: 'e0', as: 'later', revision: 5 }],
  ]);
  expect(states(sorter)).toEqual(['done', 'open', 'open']);
});

test('what is being taken back is there for the next key, however long that takes', async () => {
  const { sorter, calls, goOn, settle } = bench(2);
  sorter.start();
  await settle();
  sorter.decide({ as: 'irrelevant' });
  await goOn();
  sorter.undo();
  sorter.move(1);
  sorter.decide({ as: 'irrelevant' });
  expect(sorter.state().current).toBe('e0');
  sorter.decide({ as: 'later' });
  while (sorter.state().unsent > 0) await goOn();
  expect(calls.flat().map(({ entry, as }) => `${entry} ${as}`)).toEqual([
    'e0 irrelevant',
    'e0 waiting',
    'e1 irrelevant',
    'e0 later',
  ]);
  expect(states(sorter)).toEqual(['done', 'done']);
});

test('what goes to an incident that is only being made waits for it', async () => {
  const { sorter, calls, goOn, settle } = bench(3);
  sorter.start();
  await settle();
  sorter.decide({ as: 'new', title: 'x' });
  sorter.decide({ as: 'attach', incident: madeBy('e0') });
  await goOn();
  await goOn();
  expect(calls).toEqual([
    [{ entry: 'e0', as: 'new', revision: 1, title: 'x' }],
    [{ entry: 'e1', as: 'attach', revision: 1, incident: 'i' }],
  ]);
});

test('what is refused stands open with the reason; a cut line sends the same once more', async () => {
  const { sorter, calls, goOn, settle, fault, refuse } = bench(2);
  sorter.start();
  await settle();
  refuse('e0');
  sorter.decide({ as: 'irrelevant' });
  await goOn();
  expect(sorter.state().cards[0]).toMatchObject({ state: 'refused', why: 'held' });
  refuse();
  fault.next = 'cut';
  sorter.select('e1');
  sorter.decide({ as: 'later' });
  await goOn();
  expect(sorter.state()).toMatchObject({ cut: true, unsent: 1 });
  await goOn();
  expect(calls.slice(-2)).toEqual([calls.at(-1), calls.at(-1)]);
  expect(sorter.state()).toMatchObject({ cut: false, unsent: 0 });
  expect(states(sorter)).toEqual(['refused', 'done']);
});
