import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Type } from '@fastify/type-provider-typebox';
import type { App } from '../http/app.ts';
import { NotFound } from '../record/index.ts';

/** How a file of tiles begins (PMTiles 3, section 3.1). */
const MAGIC = 'PMTiles\u0003';

/** @throws Error for a file that is not there, or is no PMTiles of version 3 */
export async function requireTiles(file: string): Promise<void> {
  const handle = await open(file).catch(() => {
    throw new Error(`The file of tiles cannot be read: ${file}`);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (buffer.toString('latin1') !== MAGIC) throw new Error(`${file} is no file of tiles (PMTiles, version 3).`);
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
      const { size, mtimeMs } = await stat(tiles);
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
