import type { Instance } from '../database/index.ts';
import { type MoveReport, moveStore } from '../evidence/index.ts';
import { onStop } from '../lifecycle.ts';
import { operatorName } from '../record/index.ts';
import {
  type Credentials,
  hasCredentials,
  keepCredentials,
  type Place,
  placeName,
  type S3Place,
} from '../store/index.ts';
import { type Command, type Context, optional, required, UsageError, type Values } from './command.ts';
import { Progress } from './progress.ts';
import { CREDENTIALS_HELP, givenCredentials } from './s3-credentials.ts';
import { withInstance } from './with-instance.ts';

export const storeMove: Command = {
  usage:
    'store move --to s3 --endpoint https://… --bucket NAME [--region R] [--prefix P] [--key-stdin] | store move --to folder',
  summary:
    'Moves all files to another store while Cairn serves; each is read back and compared before it leaves the old one.',
  details:
    '--endpoint   the address of the S3-compatible service\n' +
    '--bucket     is there already, keeps no versions, and is used by nothing else\n' +
    '--prefix     what the names of all objects begin with, where others share the bucket after all\n' +
    `${CREDENTIALS_HELP}\n` +
    'New files land in the new store from the first moment on. Broken off, it goes on when it is called again in the same\n' +
    'way. Whoever runs the service can read the files: what is in the store is not encrypted by Cairn.',
  options: {
    to: { type: 'string' },
    endpoint: { type: 'string' },
    bucket: { type: 'string' },
    region: { type: 'string' },
    prefix: { type: 'string' },
    'key-stdin': { type: 'boolean' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const to = placeOf(values);
    const given = to.kind === 's3' ? await givenCredentials(context, values['key-stdin'] === true) : null;
    const report = await withInstance(context, async (instance) => {
      if (to.kind === 's3') takeIn(instance, to, given);
      return moved(context, instance, to);
    });
    context.out(context.json ? JSON.stringify(report) : textOf(report, to));
    return report.ended && report.altered.length === 0 ? 0 : 1;
  },
};

async function moved(context: Context, instance: Instance, to: Place): Promise<MoveReport> {
  const progress = new Progress(context, 'Store');
  const stop = new AbortController();
  const ended = Promise.withResolvers<void>();
  const withdraw = onStop(() => {
    stop.abort();
    return ended.promise;
  });
  try {
    return await moveStore(instance, to, {
      by: operatorName(),
      signal: stop.signal,
      progress: ({ done, left }) => progress.show(done / Math.max(1, done + left), `${done} files, ${left} left`),
    });
  } finally {
    ended.resolve();
    withdraw();
    progress.done();
  }
}

function takeIn({ data }: Instance, to: S3Place, given: Credentials | null): void {
  if (given !== null) keepCredentials(data.keys, to, given);
  else if (!hasCredentials(data.keys, to))
    throw new UsageError(`No credentials for ${placeName(to)} were given.\n${CREDENTIALS_HELP}`);
}

function placeOf(values: Values): Place {
  const kind = required(values, 'to');
  if (kind === 'folder') return { kind };
  if (kind !== 's3') throw new UsageError('--to takes "s3" or "folder".');
  const prefix = (optional(values, 'prefix') ?? '').replace(/^\/+|\/+$/g, '');
  if (!/^[A-Za-z0-9._/-]{0,200}$/.test(prefix))
    throw new UsageError('--prefix takes letters, digits, dots, hyphens, underlines and slashes.');
  const bucket = required(values, 'bucket');
  if (!/^[A-Za-z0-9._-]{3,255}$/.test(bucket)) throw new UsageError(`--bucket: "${bucket}" is no name of a bucket.`);
  return {
    kind,
    endpoint: endpointOf(required(values, 'endpoint')),
    bucket,
    region: optional(values, 'region') ?? 'us-east-1',
    prefix: prefix === '' ? '' : `${prefix}/`,
  };
}

/** @throws UsageError for what is no address, and for one to which files would go unencrypted over a network */
function endpointOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError('--endpoint takes the address of the service alone, for instance https://s3.example.org');
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.onion');
  if (url.protocol === 'http:' && !near)
    throw new UsageError('--endpoint must begin with https:// (only this machine and onion services do without).');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function textOf({ files, ended, altered, differing }: MoveReport, to: Place): string {
  return [
    ended
      ? `All files lie in ${placeName(to)} now; ${files} were moved.`
      : `${files} files were moved to ${placeName(to)}, and some are left. Call it again: it goes on.`,
    ...altered.map((item) => `ALTERED before it was moved, and moved as it is: the file of item ${item}`),
    ...differing.map(
      (address) => `Both stores hold a file at ${address}, and not the same. Both were left: compare them.`,
    ),
  ].join('\n');
}
