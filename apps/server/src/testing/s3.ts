import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Credentials, S3Place } from '../store/index.ts';

/** What a request is, as far as a fault asks. */
export interface Asked {
  readonly method: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** What the double does wrong: an answer of 500, a line that breaks off, a wrong byte, a byte now and then. */
export interface Fault {
  readonly does: 'fail' | 'truncate' | 'flip' | 'drip';
  readonly when: (asked: Asked) => boolean;
  /** How often; always unless told. */
  times?: number;
}

/** An S3 service within this process that keeps objects in memory, as far as a store asks for it. */
export interface S3Double {
  readonly place: S3Place;
  readonly credentials: Credentials;
  /** By their whole names. */
  readonly objects: Map<string, Buffer>;
  readonly faults: Fault[];
  /** Method and key of every request. */
  readonly asked: Asked[];
  /** Uploads in pieces that nobody ended. */
  readonly uploads: Map<string, { key: string; started: Date; pieces: Map<number, Buffer> }>;
  versioning: 'Enabled' | null;
  /** Whether it tells nobody that it keeps versions, and keeps them all the same. */
  tells: boolean;
  stop(): Promise<void>;
}

export async function startS3Double({ prefix = 'evidence/' } = {}): Promise<S3Double> {
  const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: randomBytes(16).toString('hex') };
  const server = createServer((request, response) => {
    answer(double, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const double: S3Double = {
    place: { kind: 's3', endpoint, bucket: 'cairn', region: 'us-east-1', prefix },
    credentials,
    objects: new Map(),
    faults: [],
    asked: [],
    uploads: new Map(),
    versioning: null,
    tells: true,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return double;
}

async function answer(double: S3Double, request: IncomingMessage, response: ServerResponse): Promise<ServerResponse> {
  const url = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  const asked: Asked = { method: request.method ?? '', key: rest.join('/'), query: url.searchParams };
  const body = await buffer(request);
  double.asked.push(asked);
  const fault = double.faults.find(({ when, times }) => times !== 0 && when(asked));
  if (fault?.times !== undefined) fault.times -= 1;
  if (!(request.headers.authorization ?? '').includes(`Credential=${double.credentials.accessKeyId}/`))
    return refuse(response, 403, 'InvalidAccessKeyId');
  if (bucket !== double.place.bucket) return refuse(response, 404, 'NoSuchBucket');
  if (fault?.does === 'fail') return refuse(response, 500, 'InternalError');
  if (asked.key === '') return ofBucket(double, asked, response);
  const flipped = fault?.does === 'flip' ? flip : (bytes: Buffer): Buffer => bytes;
  if (asked.method === 'GET' || asked.method === 'HEAD') {
    const range = request.headers.range;
    return give(double, asked, response, { range, does: fault?.does, flipped });
  }
  if (asked.method === 'PUT') return take(double, asked, flipped(body), response);
  if (asked.method === 'POST') return inPieces(double, asked, response);
  if (asked.query.has('uploadId')) double.uploads.delete(asked.query.get('uploadId') ?? '');
  else double.objects.delete(asked.key);
  const marker = double.versioning === null ? {} : { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v2' };
  return response.writeHead(204, marker).end();
}

/** Pages are short, so that more than one is needed. */
const PAGE = 7;

function ofBucket(double: S3Double, { method, query }: Asked, response: ServerResponse): ServerResponse {
  if (method === 'HEAD') return response.writeHead(200).end();
  if (query.has('versioning')) {
    if (!double.tells) return refuse(response, 403, 'AccessDenied');
    const status = double.versioning === null ? '' : `<Status>${double.versioning}</Status>`;
    return xml(response, `<VersioningConfiguration>${status}</VersioningConfiguration>`);
  }
  const prefix = query.get('prefix') ?? '';
  if (query.has('uploads')) {
    const rows = [...double.uploads].map(
      ([id, { key, started }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${started.toISOString()}</Initiated></Upload>`,
    );
    return xml(response, `<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>`);
  }
  const after = query.get('continuation-token') ?? '';
  const keys = [...double.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, PAGE);
  const more = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  return xml(
    response,
    `<ListBucketResult>${contents}<IsTruncated>${more !== ''}</IsTruncated>${more}</ListBucketResult>`,
  );
}

function give(
  { objects }: S3Double,
  { method, key }: Asked,
  response: ServerResponse,
  how: { range: string | undefined; does: Fault['does'] | undefined; flipped: (bytes: Buffer) => Buffer },
): ServerResponse {
  const whole = objects.get(key);
  if (whole === undefined) return refuse(response, 404, 'NoSuchKey');
  const [, first = '0', last = ''] = /^bytes=([0-9]+)-([0-9]*)$/.exec(how.range ?? '') ?? [];
  const [start, end] = [Number(first), last === '' ? whole.length - 1 : Math.min(Number(last), whole.length - 1)];
  if (how.range !== undefined && start >= whole.length) return refuse(response, 416, 'InvalidRange');
  const bytes = how.flipped(how.range === undefined ? whole : whole.subarray(start, end + 1));
  const headers = { 'content-length': bytes.length, etag: etagOf(whole), 'accept-ranges': 'bytes' };
  const range = how.range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${whole.length}` };
  response.writeHead(how.range === undefined ? 200 : 206, { ...headers, ...range });
  if (method === 'HEAD') return response.end();
  if (how.does === 'drip') return drip(response, bytes);
  if (how.does !== 'truncate') return response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  return response;
}

function drip(response: ServerResponse, bytes: Buffer, at = 0): ServerResponse {
  if (response.destroyed || at >= bytes.length) return response.end();
  response.write(bytes.subarray(at, at + 1));
  setTimeout(() => drip(response, bytes, at + 1), 5);
  return response;
}

function take(double: S3Double, { key, query }: Asked, body: Buffer, response: ServerResponse): ServerResponse {
  const upload = double.uploads.get(query.get('uploadId') ?? '');
  if (upload === undefined) double.objects.set(key, body);
  else upload.pieces.set(Number(query.get('partNumber')), body);
  const version = double.versioning === null ? {} : { 'x-amz-version-id': 'v1' };
  return response.writeHead(200, { etag: etagOf(body), ...version }).end();
}

function inPieces(double: S3Double, { key, query }: Asked, response: ServerResponse): ServerResponse {
  if (query.has('uploads')) {
    const id = randomBytes(8).toString('hex');
    double.uploads.set(id, { key, started: new Date(), pieces: new Map() });
    const begun = `<UploadId>${id}</UploadId>`;
    return xml(response, `<InitiateMultipartUploadResult>${begun}</InitiateMultipartUploadResult>`);
  }
  const id = query.get('uploadId') ?? '';
  const pieces = [...(double.uploads.get(id)?.pieces ?? [])].sort(([a], [b]) => a - b);
  double.objects.set(key, Buffer.concat(pieces.map(([, piece]) => piece)));
  double.uploads.delete(id);
  return xml(response, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
}

function flip(bytes: Buffer): Buffer {
  const altered = Buffer.from(bytes);
  if (altered.length > 0) altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
  return altered;
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function refuse(response: ServerResponse, status: number, code: string): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/xml' });
  return response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function xml(response: ServerResponse, body: string): ServerResponse {
  return response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
}
