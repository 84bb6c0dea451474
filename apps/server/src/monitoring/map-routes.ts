import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Type } from '@fastify/type-provider-typebox';
import type { App } from '../http/app.ts';
import { NotFound } from '../record/index.ts';

/** How a file of tiles begins, and the length of its header (PMTiles 3, section 3.1). */
const MAGIC = 'PMTiles\u0003';
const HEADER = 127;

/** Positions in the header of the offsets and lengths of its sections: root directory, metadata, leaf directories, tiles. */
const SECTIONS = [8, 24, 40, 56] as const;
/** Compressions that browsers undo by themselves: unknown, none, gzip. */
const READABLE = 2;
/** MVT, PNG, JPEG, WebP, AVIF. */
const DRAWABLE = 5;

/** A file that was given as tiles cannot serve as such. */
export class TilesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TilesError';
  }
}

/** @throws TilesError for a file that is not there, is no PMTiles of version 3, is cut off, or holds what browsers cannot read */
export async function requireTiles(file: string): Promise<void> {
  const handle = await open(file).catch(() => {
    throw new TilesError(`The file of tiles cannot be read: ${file}`);
  });
  try {
    const { buffer: head, bytesRead } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0);
    if (bytesRead < HEADER || head.toString('latin1', 0, MAGIC.length) !== MAGIC)
      throw new TilesError(`${file} is no file of tiles (PMTiles, version 3).`);
    const { size } = await handle.stat();
    const end = Math.max(...SECTIONS.map((at) => Number(head.readBigUInt64LE(at) + head.readBigUInt64LE(at + 8))));
    if (end > size)
      throw new TilesError(`${file} is cut off: it has ${size} bytes and should have ${end}. Copy it again.`);
    const [directories, tiles, type] = [head[97] ?? 0, head[98] ?? 0, head[99] ?? 0];
    if (directories > READABLE || tiles > READABLE)
      throw new TilesError(`${file} is compressed in a way that browsers do not read. Make it again with gzip.`);
    if (type < 1 || type > DRAWABLE)
      throw new TilesError(`${file} holds tiles of a kind that is not drawn here: neither vectors (MVT) nor pictures.`);
  } finally {
    await handle.close();
  }
}

/** Most bytes of one answer; readers of PMTiles ask for directories and tiles, never for the whole. */
const MOST = 16_000_000;

/** More detail for the map, where the operator gave a file of tiles: served from here, so that nobody else learns what is looked at. */
export function mapRoutes(app: App, tiles: string | undefined): void {
  app.get(
    '/api/v1/map',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Whether this instance has tiles of its own for the map',
        tags: ['monitoring'],
        response: { 200: Type.Object({ tiles: Type.Boolean() }, { additionalProperties: false }) },
      },
    },
    async () => ({ tiles: tiles !== undefined }),
  );

  app.get(
    '/api/v1/map/tiles',
    {
      config: { access: 'account' },
      schema: {
        summary: 'A range of bytes of the tiles (PMTiles), as RFC 9110 section 14 has it',
        tags: ['monitoring'],
      },
    },
    async (request, reply) => {
      if (tiles === undefined) throw new NotFound('This instance has no tiles of its own.');
      const found = await stat(tiles).catch(() => null);
      if (found === null) throw new NotFound('The file of tiles of this instance is gone.');
      const { size, mtimeMs } = found;
      const range = rangeOf(request.headers.range, size);
      reply.header('accept-ranges', 'bytes').header('etag', `"${size}-${Math.trunc(mtimeMs)}"`);
      if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send();
      const [first, last] = range;
      reply
        .code(206)
        .header('content-range', `bytes ${first}-${last}/${size}`)
        .header('content-length', last - first + 1);
      reply.type('application/octet-stream').header('content-disposition', 'attachment');
      return reply.send(createReadStream(tiles, { start: first, end: last }));
    },
  );
}

/** The one range that is asked for, cut to what may be sent at once; null for none, or none of this file. */
function rangeOf(header: string | undefined, size: number): [first: number, last: number] | null {
  const [, from = '', to = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  const first = Number(from);
  if (from === '' || first >= size) return null;
  const last = Math.min(to === '' ? size - 1 : Number(to), size - 1, first + MOST - 1);
  return last < first ? null : [first, last];
}
