import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { claimServing } from '../database/holder.ts';
import { openInstance } from '../database/index.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';
import { onStop, stopIsSuccess } from '../lifecycle.ts';
import { sequence, startSequencer } from '../record/index.ts';
import { type Command, optional, UsageError, wholeNumber } from './command.ts';

const PAGES = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

export const start: Command = {
  usage: 'start [--data DIR] [--port 8470] [--origin https://…] [--demo]',
  summary: 'Starts Cairn and serves it on this machine until Ctrl-C.',
  details:
    '--demo     fills an empty instance with a fictional conflict\n' +
    '--origin   the address of the TLS proxy or onion service in front, where there is one',
  options: { port: { type: 'string' }, origin: { type: 'string' }, demo: { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const port = wholeNumber(optional(values, 'port') ?? '8470', 'port', 1, 65_535);
    const origin = originOf(optional(values, 'origin'));
    stopIsSuccess();
    const serving = await claimServing(context.data, { port });
    onStop(() => serving.release());
    const instance = await openInstance({ data: context.data, create: true, purpose: 'serve' });
    onStop(() => instance.close());
    if (values.demo === true) await fillDemo(instance);
    // A new instance has a checkpoint when it says that it is ready.
    await sequence(instance);
    const sequencer = startSequencer(instance);
    onStop(() => sequencer.stop());
    const server = buildServer(instance, { port, ...(origin === undefined ? {} : { origin }), pages: PAGES });
    const close = await listen(server, port);
    onStop(close);
    const address = `http://localhost:${port}`;
    if (!existsSync(PAGES)) context.say('The pages are not built; only the interface for programs answers.');
    context.out(context.json ? JSON.stringify({ ready: address, pid: process.pid }) : `Cairn is ready at ${address}`);
    return new Promise(() => {});
  },
};

function originOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url === null || !bare || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('--origin takes an address without a path, for instance https://cairn.example.org');
  }
  if (url.protocol === 'http:' && !url.hostname.endsWith('.onion')) {
    throw new UsageError('--origin must begin with https:// (only onion services do without).');
  }
  return url.origin;
}

async function fillDemo(instance: Awaited<ReturnType<typeof openInstance>>): Promise<void> {
  const { seedDemo } = await import('../exchange/demo.ts');
  await seedDemo(instance);
}
