import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { addUser, createToken, setMember } from '../apps/server/src/access/index.ts';
import { listen } from '../apps/server/src/http/listen.ts';
import { buildServer } from '../apps/server/src/http/server.ts';
import { operatorName } from '../apps/server/src/record/index.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../apps/web/testing/chromium.ts';
import { pagesToServe } from '../apps/web/testing/pages.ts';
import { type Figure, median } from './figure.ts';
import { memoryOf } from './processes.ts';
import type { Scratch } from './scratch.ts';

/** How many films are sorted before memory is read the first time. */
const WARM = 20;

interface Sorted {
  /** Seconds of the whole, from the first key to the last decision that the server confirmed. */
  seconds: number;
  /** Milliseconds from a key that decides until the next film moves. */
  waits: number[];
  strokes: number;
  /** Bytes of the page's process when it was warm and at the end; null where the system does not tell. */
  memory: { warm: number | null; end: number | null };
  heap: { warm: number; end: number };
  /** Elements that hold a film at the end. */
  players: number;
}

// By address, not by import: the type check of this folder knows no browser.
const EVENING = '../apps/web/testing/evening.ts';

/** Every tenth is a new incident, every fourth goes to the last one, some are put off, the rest is irrelevant. */
const keysFor = (i: number): string[] =>
  i % 10 === 0 ? ['2', 'Enter'] : i % 4 === 1 ? ['1', 'Enter'] : i % 25 === 7 ? ['4'] : ['3'];

/**
 * An evening of sorting: films that a browser recorded are taken in as a folder, uncovered with one reason, and decided one
 * after another by keys alone, each once it plays. Beside it the same decisions as plain requests, on items without files.
 */
export async function benchTriage(scratch: Scratch, videos: number): Promise<Figure[]> {
  if (!chromiumPath) {
    process.stderr.write('No Chromium is installed (CHROMIUM_PATH): nothing is sorted.\n');
    return [];
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-films-'));
  const pages = await pagesToServe();
  const { token, name } = await enrol(scratch);
  const server = buildServer(scratch.instance, { pages: pages.folder });
  const close = await listen(server, 0);
  const origin = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  try {
    const { recordFilms, sortFilms } = await import(EVENING);
    const bytes: number = await recordFilms(browser, folder, videos);
    const sorted: Sorted = await sortFilms({ browser, origin, token, folder, videos, warm: WARM, keysFor, memoryOf });
    const plain = await plainly({ origin, token, name, videos });
    return figures(videos, bytes, sorted, plain);
  } finally {
    await browser.close();
    await close();
    await pages.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function enrol({ instance, compartment }: Scratch): Promise<{ token: string; name: string }> {
  await addUser(instance, operatorName(), { email: 'bench@example.org', name: 'Bench' });
  const { rows } = await instance.owner.query('select name from cairn.compartment where id = $1', [compartment]);
  const { name } = rows[0] as { name: string };
  const member = { compartment: name, user: 'bench@example.org', role: 'contributor', clearance: 'internal' };
  await setMember(instance, operatorName(), member);
  const { token } = await createToken(instance, operatorName(), { user: 'bench@example.org' });
  return { token, name };
}

/** Seconds of the same decisions as requests of a program: a batch of as many items, taken in hand sixty at once. */
async function plainly({
  origin,
  token,
  name,
  videos,
}: {
  origin: string;
  token: string;
  name: string;
  videos: number;
}) {
  const call = async <T>(method: string, address: string, body?: object): Promise<T> => {
    const answer = await fetch(`${origin}/api/v1${address}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const common = { compartment: name, reason: 'Benchmark' };
  const batch = await call<{ id: string }>('POST', '/batches', { ...common, title: 'Plain', batchKind: 'folder' });
  const { account } = await call<{ account: { id: string } }>('GET', '/session');
  const triage = { state: 'waiting', by: account.id, at: new Date().toISOString() };
  for (let i = 0; i < videos; i++) {
    const body = { itemKind: 'paper', title: `Item ${i}`, batch: batch.id, triage };
    await call('POST', '/records', { ...common, kind: 'item', body });
  }
  const began = performance.now();
  let incident: string | undefined;
  for (let i = 0; i < videos; ) {
    const taken = await call<{ entries: { id: string; revision: number }[] }>('POST', `/batches/${batch.id}/take`, {
      n: 60,
    });
    if (taken.entries.length === 0) throw new Error(`Nothing was left in hand after ${i} of ${videos}.`);
    for (const { id, revision } of taken.entries) {
      const decision = decisionFor(i, incident);
      const answer = await call<{ done: { incident?: string }[] }>('POST', `/batches/${batch.id}/decide`, {
        decisions: [{ entry: id, revision, ...decision }],
      });
      if (decision.as === 'new') incident = answer.done[0]?.incident;
      i += 1;
    }
  }
  return (performance.now() - began) / 1000;
}

function decisionFor(i: number, incident: string | undefined): { as: string; title?: string; incident?: string } {
  const [key] = keysFor(i);
  if (key === '2') return { as: 'new', title: `Incident ${i}` };
  if (key === '1' && incident !== undefined) return { as: 'attach', incident };
  return { as: key === '4' ? 'later' : 'irrelevant' };
}

function figures(videos: number, bytes: number, sorted: Sorted, plain: number): Figure[] {
  const waits = [...sorted.waits].sort((a, b) => a - b);
  const late = waits[Math.floor(waits.length * 0.95)] ?? Number.NaN;
  const each = `${(sorted.strokes / videos).toFixed(2)} keys each`;
  const { memory: pss, heap, players } = sorted;
  return [
    {
      name: `${videos} films (${Math.round(bytes / 1e6)} MB) sorted in the browser by keys alone, ${each}, each once it plays`,
      value: sorted.seconds / videos,
      unit: 's per film',
      limit: { name: 's for the same decision as a plain request', value: plain / videos },
    },
    {
      name: `from the key until the next film moves, median; nineteen of twenty within ${Math.round(late)} ms`,
      value: median(waits),
      unit: 'ms',
    },
    {
      name: `memory of scripts and elements in the page after ${videos} films, ${players} of which are held`,
      value: heap.end / 1e6,
      unit: 'MB',
      limit: { name: `MB after ${WARM} films`, value: heap.warm / 1e6 },
    },
    ...(pss.warm === null || pss.end === null
      ? []
      : [
          {
            name: `memory of the page's process (PSS) after ${videos} films`,
            value: pss.end / 1e6,
            unit: 'MB',
            limit: { name: `MB after ${WARM} films`, value: pss.warm / 1e6 },
          },
        ]),
  ];
}
