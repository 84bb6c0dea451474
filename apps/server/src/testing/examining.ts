import { createHash } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import type { Item } from '@cairn/model';
import { receive } from '../evidence/index.ts';
import {
  commit,
  listRecords,
  newId,
  openOperatorSession,
  type RecordRow,
  readRecord,
  type Session,
} from '../record/index.ts';
import { landParts, openStored, stagePart } from '../store/index.ts';
import { startTestServer, type TestServer } from './server.ts';

/** A server with a session that may do everything, and what tests of examinations do with files. */
export interface Examining {
  readonly cairn: TestServer;
  readonly session: Session;
  /** Takes a file in. @returns the item */
  put(name: string, bytes: Buffer, notes?: Record<string, unknown>): Promise<string>;
  /** An item whose file is as large as is said, empty behind its beginning. Its digest is invented. */
  putSparse(name: string, beginning: Buffer, bytes: number): Promise<string>;
  item(id: string): Promise<RecordRow & { readonly body: Item }>;
  /** What was made from an item, by role, the newest of each. */
  copies(id: string): Promise<Map<string, { readonly id: string; readonly body: Item; readonly bytes: Buffer }>>;
  /** Everything of an item and its copies, as one text: what is looked for in it is nowhere. */
  stop(): Promise<void>;
}

export async function startExamining(): Promise<Examining> {
  const cairn = await startTestServer();
  const { instance, compartment } = cairn;
  const session = await openOperatorSession(instance);
  const item = async (id: string) => (await readRecord(instance, session, id)) as RecordRow & { readonly body: Item };
  const contents = async (sha256: string) => {
    const opened = await openStored(instance, compartment.id, sha256);
    if (opened === null) throw new Error('The file is not in the store.');
    return Buffer.concat(await opened.stream.toArray());
  };
  return {
    cairn,
    session,
    item,
    async put(name, bytes, notes = {}) {
      const path = await stagePart(instance);
      await writeFile(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { path, sha256, bytes: bytes.length, name, mediaType: 'application/octet-stream' };
      const intake = { compartment: compartment.id, files: [file], notes, reason: 'Handed in' };
      const [received] = await receive(instance, session, intake);
      return received?.item ?? '';
    },
    async putSparse(name, beginning, bytes) {
      const path = await stagePart(instance);
      await writeFile(path, beginning);
      await truncate(path, bytes);
      const sha256 = createHash('sha256').update(name).digest('hex');
      await landParts(instance, compartment.id, [{ path, sha256, bytes }]);
      const body = { itemKind: 'file', file: { name, sha256, bytes, mediaType: 'application/octet-stream' } };
      const change = { id: newId(), kind: 'item', compartment: compartment.id, base: 0, body } as const;
      await commit(instance, session, [change], 'Handed in');
      return change.id;
    },
    async copies(id) {
      const { records } = await listRecords(instance, session, { kind: 'item', limit: 200 });
      const found = new Map<string, { id: string; body: Item; bytes: Buffer }>();
      for (const row of records) {
        const body = row.body as Item;
        if (body.derivative?.of !== id || found.has(body.derivative.role)) continue;
        found.set(body.derivative.role, { id: row.id, body, bytes: await contents(body.file?.sha256 ?? '') });
      }
      return found;
    },
    stop: () => cairn.stop(),
  };
}
