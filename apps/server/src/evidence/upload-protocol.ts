import { randomUUID } from 'node:crypto';
import { DataStore, type Lock, Server, Upload } from '@tus/server';
import type { Instance } from '../database/index.ts';
import { NotFound, type Session } from '../record/types.ts';
import { isFull, NoRoom } from './refusals.ts';
import { beginUpload, Held, Hold, readUpload, TooMany } from './uploads.ts';

/** What a request of the protocol was answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** A request that the protocol refuses, with its own words or ours. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Where the uploads are, seen from the host. */
const PATH = '/api/v1/uploads';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Headers of answers that belong to the protocol; the library's own words about other origins do not go out. */
const HEADERS = /^(?:location|upload-|tus-|cache-control)/;

/**
 * Answers one request of the tus protocol (tus.io, version 1.0.0 with creation, termination and expiration) for a session.
 *
 * @throws Refused, NotFound, Forbidden, NoRoom; what was received before stays
 */
export async function answerTus(instance: Instance, session: Session, request: Request): Promise<Answer> {
  const uploads = new SessionUploads(instance, session);
  let failed: unknown = null;
  const server = new Server({
    path: PATH,
    relativeLocation: true,
    datastore: uploads,
    locker: { newLock: (id) => uploads.lockOf(id, request.method) },
    namingFunction: () => randomUUID(),
    getFileIdFromRequest: (_request, last) => (last !== undefined && UUID.test(last) ? last : undefined),
    allowedOrigins: () => false,
    onResponseError: (_request, error) => {
      failed = error;
      return undefined;
    },
  });
  const response = await server.handleWeb(request);
  if (response.status >= 400) throw refusalOf(failed, response.status, await response.text());
  const headers = [...response.headers].filter(([name]) => HEADERS.test(name));
  return { status: response.status, headers: new Map(headers) };
}

function refusalOf(failed: unknown, status: number, text: string): unknown {
  if (failed instanceof Held) return new Refused(423, 'Another request writes to this upload. Try again in a moment.');
  if (failed instanceof TooMany)
    return new Refused(429, 'You have as many uploads open as one may. Take in or remove some of them first.');
  if (isFull(failed)) return new NoRoom();
  if (failed instanceof Error && !('status_code' in failed)) return failed;
  if (status === 404) return new NotFound('There is no such upload, or its time is over.');
  return new Refused(status, SAYINGS[status] ?? `The upload cannot go on: ${text.trim()}`);
}

const SAYINGS: Readonly<Record<number, string>> = {
  409: 'The upload has come to another place. Ask how far it is and go on from there.',
  412: 'Uploads speak tus 1.0.0: send the header Tus-Resumable.',
  413: 'More was sent than the upload was begun for.',
};

/** The uploads of one session as the protocol's library sees them. */
class SessionUploads extends DataStore {
  override extensions = ['creation', 'termination', 'expiration'];
  readonly #instance: Instance;
  readonly #session: Session;
  readonly #holds = new Map<string, Hold>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(instance: Instance, session: Session) {
    super();
    this.#instance = instance;
    this.#session = session;
  }

  /** How far an upload is may be asked while it is written to; a new one has no name yet that anybody else knows. */
  lockOf(id: string, method: string): Lock {
    if (method === 'HEAD' || method === 'POST') return { lock: async () => undefined, unlock: async () => undefined };
    const hold = new Hold(this.#instance, this.#session, [id]);
    return {
      lock: async () => {
        await hold.take();
        this.#holds.set(id, hold);
      },
      unlock: async () => {
        // Where the line was cut, what came is still on its way to the disk.
        await this.#writing.catch(() => undefined);
        this.#holds.delete(id);
        await hold.release();
      },
    };
  }

  override async create(upload: Upload): Promise<Upload> {
    const compartment = upload.metadata?.compartment?.toLowerCase() ?? '';
    if (Object.keys(upload.metadata ?? {}).length > 1)
      throw new Refused(400, 'An upload names its compartment and nothing else.');
    if (!UUID.test(compartment)) throw new NotFound('There is no such compartment, or you are no member of it.');
    if (!Number.isSafeInteger(upload.size)) throw new Refused(400, 'Say with Upload-Length how long the upload is.');
    await beginUpload(this.#instance, this.#session, { id: upload.id, compartment, bytes: upload.size ?? 0 });
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { bytes, received, expires } = await readUpload(this.#instance, this.#session, id);
    // The library counts the end from the beginning; ours moves on with each step.
    const from = new Date(expires.getTime() - this.getExpiration()).toISOString();
    return new Upload({ id, size: bytes, offset: received, creation_date: from });
  }

  override write(content: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    const writing = this.#holdOf(id).append(id, offset, content);
    this.#writing = writing;
    return writing;
  }

  override remove(id: string): Promise<void> {
    return this.#holdOf(id).drop(id);
  }

  override getExpiration(): number {
    return 24 * 3_600_000;
  }

  #holdOf(id: string): Hold {
    const hold = this.#holds.get(id);
    if (hold === undefined) throw new Held();
    return hold;
  }
}
