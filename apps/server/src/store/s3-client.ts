import type { S3Client } from '@aws-sdk/client-s3';
import { StoreError } from './backend.ts';
import { credentialsFor, type S3Place } from './place.ts';

/** Milliseconds. */
export const S3_DAY = 86_400_000;
const CONNECTING = 10_000;
const SILENCE = 60_000;
/** How long credentials are used before their file is read again, in milliseconds. */
const CREDENTIALS = 60_000;

/** A client of the service. Its library is loaded when a store needs it, so that nobody else waits for it. */
export async function connectS3(place: S3Place, keys: string): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3');
  return new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    // Services other than Amazon's have no host name for each bucket.
    forcePathStyle: true,
    credentials: async () => ({
      ...credentialsFor(keys, place),
      expiration: new Date(Date.now() + CREDENTIALS),
    }),
    // Services differ in the sums that they know; what lands is read back and compared instead.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: false,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: CONNECTING, socketTimeout: SILENCE },
  });
}

interface Fault {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether a service said that there is no such object. That there is no such bucket is another thing. */
export function isAbsent(error: unknown): boolean {
  const { name, $metadata } = error as Fault;
  if (name === 'NoSuchBucket') return false;
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

/** The error in words, with nothing of the credentials in it. */
export function spoken(error: unknown, store: string): Error {
  if (error instanceof StoreError) return error;
  const { name = '', message = '', code = '', $metadata } = error as Fault;
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchBucket') return new StoreError(`There is no such bucket: ${store}. Make it first.`);
  if (status === 301 || name === 'PermanentRedirect')
    return new StoreError(`${store} lies in another region. Name it with --region.`);
  if (status === 401 || status === 403)
    return new StoreError(
      `${store} refuses (${name || status}). Its credentials need to read, write, list and delete. Give them with: npx cairn store credentials`,
    );
  const why = [status, name === 'Error' ? '' : name, code, message].filter((part) => part !== undefined && part !== '');
  return new StoreError(`${store} did not do what it was asked: ${[...new Set(why)].join(' ')}`);
}
