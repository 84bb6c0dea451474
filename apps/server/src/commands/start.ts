import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkAddress, makeFirstLink, makeSetUpLink, startActivity } from '../access/index.ts';
import { startStamping, startWitnessing } from '../anchors/index.ts';
import { rebuildIfDue } from '../audit/rebuild.ts';
import { claimServing, readHolder } from '../database/holder.ts';
import { type Instance, openInstance, type VolumeState, volumeOf } from '../database/index.ts';
import { finishErasures } from '../erasure/index.ts';
import { startCleaning, startExamination, startFixity } from '../evidence/index.ts';
import { refusalOfFilesOrigin } from '../http/hosts.ts';
import { isLoopback, LOOPBACK, listen, requireFreePort } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';
import { onStop, stopIsSuccess } from '../lifecycle.ts';
import { requireTiles, startComparing, startCounting } from '../monitoring/index.ts';
import { sequence, startSequencer } from '../record/index.ts';
import { type Command, type Context, optional, UsageError, wholeNumber } from './command.ts';

const PAGES = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

export const start: Command = {
  usage:
    'start [--data DIR] [--tiles FILE] [--port 8470] [--origin https://… [--files-origin https://…] [--listen ADDRESS]] [--demo]',
  summary: 'Starts Cairn and serves it on this machine until Ctrl-C.',
  details:
    '--demo     fills an empty instance with a fictional conflict\n' +
    '--origin   the address of the TLS proxy or onion service in front, where there is one\n' +
    '--files-origin  a second address of the same proxy, with another host name: files that people handed in are shown from\n' +
    '           there alone, where no cookie is. Without it, files are only downloaded under --origin, and none is shown;\n' +
    '           on this machine http://files.localhost serves them by itself\n' +
    '--tiles    a PMTiles file with more detail for the map, served from here alone\n' +
    '--listen   an address of this machine that the proxy reaches it at, when it runs elsewhere; 0.0.0.0 for all',
  options: {
    port: { type: 'string' },
    origin: { type: 'string' },
    'files-origin': { type: 'string' },
    listen: { type: 'string' },
    tiles: { type: 'string' },
    demo: { type: 'boolean' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const port = wholeNumber(optional(values, 'port') ?? '8470', 'port', 1, 65_535);
    const origin = originOf(optional(values, 'origin'), 'origin');
    const filesOrigin = filesOriginOf(optional(values, 'files-origin'), origin);
    const address = addressOf(optional(values, 'listen'), origin);
    const tiles = optional(values, 'tiles');
    if (tiles !== undefined) await requireTiles(tiles);
    stopIsSuccess();
    const undo: (() => Promise<void> | void)[] = [];
    const later = (work: () => Promise<void> | void): void => {
      undo.push(work);
      onStop(work);
    };
    try {
      await serve(context, { port, origin, filesOrigin, address, tiles, demo: values.demo === true }, later);
    } catch (error) {
      for (const work of undo.reverse()) await work();
      throw error;
    }
    return new Promise(() => {});
  },
};

interface Serving {
  readonly port: number;
  readonly origin: string | undefined;
  readonly filesOrigin: string | undefined;
  /** What is listened on beside the addresses of the machine itself. */
  readonly address: string;
  readonly tiles: string | undefined;
  readonly demo: boolean;
}

/** Opens everything that serves; `later` is told how to close each part again. */
async function serve(
  context: Context,
  { port, origin, filesOrigin, address, tiles, demo }: Serving,
  later: (work: () => Promise<void> | void) => void,
): Promise<void> {
  // Who serves the folder already is named first, whatever the port.
  if (readHolder(context.data) === null) await requireFreePort(port, address);
  // Over a database elsewhere several processes may serve one folder; its own database ends with the one that serves it.
  if (!process.env.DATABASE_URL) {
    const serving = await claimServing(context.data, { port, ...(origin === undefined ? {} : { origin }) });
    later(() => serving.release());
  }
  const instance = await openInstance({ data: context.data, create: true, purpose: 'serve' });
  later(() => instance.close());
  await finishBrokenOff(context, instance);
  const rebuilt = await rebuildIfDue(instance);
  if (rebuilt !== null) context.say(rebuilt);
  if (demo) await fillDemo(context, instance);
  // A new instance has a checkpoint when it says that it is ready.
  await sequence(instance);
  const outside = {
    ...(origin === undefined ? {} : { origin }),
    ...(filesOrigin === undefined ? {} : { filesOrigin }),
    ...(tiles === undefined ? {} : { tiles }),
  };
  const server = buildServer(instance, { port, ...outside, pages: PAGES });
  later(await listen(server, port, address));
  const sequencer = startSequencer(instance);
  later(() => sequencer.stop());
  const counting = startCounting(instance);
  later(() => counting.stop());
  later(startActivity(instance));
  later(startCleaning(instance));
  later(startFixity(instance, { say: (problem) => context.say(problem) }));
  const examination = startExamination(instance, (problem) => context.say(problem));
  later(() => examination.stop());
  const witnessing = startWitnessing(instance);
  later(() => witnessing.stop());
  later(startStamping(instance));
  const comparing = startComparing(instance, (problem) => context.say(problem));
  later(() => comparing.stop());
  if (!existsSync(PAGES)) context.say('The pages are not built; only the interface for programs answers.');
  const volume = await volumeOf(context.data);
  sayVolume(context, volume);
  const ready = `http://localhost:${port}`;
  context.out(context.json ? JSON.stringify({ ready, pid: process.pid, volume }) : `Cairn is ready at ${ready}`);
  await sayHowToBegin(context, instance, origin ?? ready);
  if (demo) await sayHowToSeeDemo(context, instance, origin ?? ready);
}

function originOf(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url === null || !bare || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--${option} takes an address without a path, for instance https://cairn.example.org`);
  }
  if (url.protocol === 'http:' && !url.hostname.endsWith('.onion')) {
    throw new UsageError(`--${option} must begin with https:// (only onion services do without).`);
  }
  return url.origin;
}

/** @throws UsageError for an address that does not keep the cookies of pages away from files */
function filesOriginOf(text: string | undefined, pages: string | undefined): string | undefined {
  const files = originOf(text, 'files-origin');
  if (files === undefined) return undefined;
  if (pages === undefined)
    throw new UsageError('--files-origin stands beside --origin: on this machine itself files.localhost serves files.');
  const refusal = refusalOfFilesOrigin(pages, files);
  if (refusal !== null) throw new UsageError(`--files-origin ${files} is refused: ${refusal}.`);
  return files;
}

/** @throws UsageError for what is no address, and for one that others reach while nothing encrypts the way to it */
function addressOf(text: string | undefined, origin: string | undefined): string {
  const address = text === undefined || text === 'localhost' ? LOOPBACK : text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) === 0)
    throw new UsageError('--listen takes an address of this machine in numbers, for instance 10.0.0.7 or 0.0.0.0.');
  if (!isLoopback(address) && origin === undefined)
    throw new UsageError(
      `--listen ${address} lets other machines reach Cairn, and needs --origin with the address of the TLS proxy in front of it: without one everything would cross the network unencrypted.`,
    );
  return address;
}

/** One line about the disk; nothing where all is well. */
function sayVolume(context: Context, volume: VolumeState): void {
  const where = resolve(context.data);
  if (volume === 'unencrypted')
    context.say(
      `The disk that holds ${where} is not encrypted: whoever takes it reads everything on it, keys included. Encrypt it (LUKS, FileVault, BitLocker).`,
    );
  if (volume === 'unknown')
    context.say(
      `Whether the disk that holds ${where} is encrypted could not be told. Make sure: whoever takes one that is not reads everything on it.`,
    );
}

/** What a crash left of an erasure goes before anybody is served. */
async function finishBrokenOff(context: Context, instance: Instance): Promise<void> {
  for (const { erasure, scrubbed } of await finishErasures(instance))
    context.say(
      scrubbed
        ? `The erasure ${erasure.id} had broken off and was finished.`
        : `The erasure ${erasure.id} is not finished: database files may hold traces. See: npx cairn erase approve ${erasure.id}`,
    );
}

async function fillDemo(context: Context, instance: Instance): Promise<void> {
  const { NotEmpty, seedDemo } = await import('../exchange/demo.ts');
  try {
    await seedDemo(instance);
  } catch (error) {
    if (!(error instanceof NotEmpty)) throw error;
    context.say('This instance holds records already, so the demonstration was not filled in again.');
  }
}

/** Where nobody has an account yet, the link with which the first person sets Cairn up: it opens once, within the hour. */
async function sayHowToBegin(context: Context, instance: Instance, address: string): Promise<void> {
  const secret = await makeSetUpLink(instance);
  if (secret === null) return;
  const link = linkAddress(address, secret);
  if (context.json) return context.out(JSON.stringify({ setUp: link }));
  context.out(`To set it up, open this link within the hour. It opens once:\n  ${link}`);
}

/** The people of the demonstration have nothing to sign in with until somebody takes a link of theirs. */
async function sayHowToSeeDemo(context: Context, instance: Instance, address: string): Promise<void> {
  const { DEMO_ACCOUNTS } = await import('../exchange/demo.ts');
  const secret = await makeFirstLink(instance, DEMO_ACCOUNTS.lead.email);
  if (secret === null) return;
  const link = linkAddress(address, secret);
  if (context.json) return context.out(JSON.stringify({ invitation: link }));
  context.out(`To look around as the lead of the demonstration, open this link. It opens once:\n  ${link}`);
}
