import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../database/index.ts';
import { StoreError } from './backend.ts';

/** Where a store is, as the setting `store` names it. No secret is in it. */
export type Place = FolderPlace | S3Place;

export interface FolderPlace {
  readonly kind: 'folder';
}

export interface S3Place {
  readonly kind: 's3';
  /** Address of the service, for instance `https://s3.example.org`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** What every object's name begins with; empty, or ending with a slash. */
  readonly prefix: string;
}

/** A store from which files are being moved away. `closed`: nothing lands there any more, whoever began when. */
export type FormerPlace = Place & { readonly closed?: boolean };

/** The setting `store`: where files land, and where others may lie still. */
export interface StoreSetting {
  readonly current: Place;
  readonly former: readonly FormerPlace[];
}

export const IN_FOLDER: StoreSetting = { current: { kind: 'folder' }, former: [] };

/** Whether two places are one store. */
export function samePlace(a: Place, b: Place): boolean {
  return placeKey(a) === placeKey(b);
}

export function placeKey(place: Place): string {
  return place.kind === 'folder' ? 'folder' : [place.endpoint, place.bucket, place.prefix].join(' ');
}

/** What a place is called in messages. */
export function placeName(place: Place): string {
  return place.kind === 'folder' ? 'the folder' : `the bucket ${place.bucket} at ${place.endpoint}`;
}

/** What opens an S3 store. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Beside the other keys, in a file of mode 0600; never in the database. */
const fileIn = (keys: string): string => join(keys, 's3.json');
const nameOf = ({ endpoint, bucket }: S3Place): string => `${endpoint} ${bucket}`;

type Kept = Readonly<Record<string, Credentials>>;

/** The credentials for a store. @throws StoreError when there are none */
export function credentialsFor(keys: string, place: S3Place): Credentials {
  const found = keptIn(keys)[nameOf(place)];
  if (found !== undefined) return found;
  throw new StoreError(
    `There are no credentials for ${placeName(place)} in ${fileIn(keys)}. Give them again: npx cairn store credentials`,
  );
}

export function hasCredentials(keys: string, place: S3Place): boolean {
  return keptIn(keys)[nameOf(place)] !== undefined;
}

export function keepCredentials(keys: string, place: S3Place, credentials: Credentials): void {
  const kept: Kept = { ...keptIn(keys), [nameOf(place)]: credentials };
  writeDurably(fileIn(keys), `${JSON.stringify(kept, null, 2)}\n`);
}

function keptIn(keys: string): Kept {
  try {
    return JSON.parse(readFileSync(fileIn(keys), 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StoreError(`The credentials in ${fileIn(keys)} cannot be read.`);
  }
}
