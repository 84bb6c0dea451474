import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { commit, newId, startSequencer } from '../apps/server/src/record/index.ts';
import { type Figure, median } from './figure.ts';
import type { Scratch } from './scratch.ts';

const WRITERS = 32;
const ROUNDS = 5;
/** Length of a round, in milliseconds. */
const ROUND = 3_000;

/** One incident as a person would enter it: seven fields with eighteen values, beside eleven claims about the revision itself. */
function incidentBody(n: number): Record<string, unknown> {
  return {
    title: `Shelling of the market in Harbour Street, report ${n}`,
    time: { start: '2022-03-03', end: '2022-03-06', precision: 'few-days', tz: 'Europe/Kyiv' },
    place: {
      point: { latitude: 49 + (n % 1000) / 1000, longitude: 38 + (n % 700) / 700 },
      precision: 'near',
      name: { en: 'Harbour Street' },
    },
    summary: 'Two witnesses describe several impacts within a few minutes; the roof of the covered market fell in.',
    status: 'open',
    counts: [{ outcome: 'killed', count: { low: 1, best: 2, high: 4, unit: 'persons' } }],
    codes: [{ scheme: 'act-type', code: 'indiscriminate-attack' }],
  };
}

/** Durable commits by 32 writers beside one-row inserts of the same bodies into a plain table, in alternating rounds. */
export async function benchCommits({ instance, session, compartment }: Scratch): Promise<Figure[]> {
  const plain = new pg.Pool({ connectionString: instance.database.url(), max: WRITERS });
  plain.on('error', () => undefined);
  try {
    await plain.query('create table public.bench_plain (id uuid primary key, body jsonb not null)');
    const insert = (n: number): Promise<unknown> =>
      plain.query({
        name: 'plain',
        text: 'insert into public.bench_plain (id, body) values ($1, $2)',
        values: [newId(), JSON.stringify(incidentBody(n))],
      });
    const change = (n: number): Promise<unknown> =>
      commit(
        instance,
        session,
        [{ id: newId(), kind: 'incident', compartment, base: 0, body: incidentBody(n) }],
        'Entered from a report',
      );
    const sequencer = startSequencer(instance);
    const rates: { commits: number; inserts: number }[] = [];
    // The first round of each warms up and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      const inserts = await rate(insert);
      const commits = await rate(change);
      if (round > 0) rates.push({ commits, inserts });
      if (process.env.BENCH_VERBOSE) console.error({ commits, inserts, ratio: commits / inserts });
    }
    await sequencer.stop();
    await plain.query('drop table public.bench_plain');
    return [
      {
        name: `durable commits, ${WRITERS} writers`,
        value: median(rates.map(({ commits }) => commits)),
        unit: '/s',
        limit: {
          name: 'one-row inserts of the same bodies',
          value: median(rates.map(({ inserts }) => inserts)),
        },
        ratio: median(rates.map(({ commits, inserts }) => commits / inserts)),
        aim: { text: '≥ 15 % of the limit', met: (figure) => (figure.ratio ?? 0) >= 0.15 },
      },
    ];
  } finally {
    await plain.end();
  }
}

/** Operations per second of 32 writers who each wait for their last before the next. */
async function rate(operation: (n: number) => Promise<unknown>): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const end = begun + ROUND;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      await setImmediate();
      while (performance.now() < end) await operation(done++);
    }),
  );
  return (done / (performance.now() - begun)) * 1000;
}
