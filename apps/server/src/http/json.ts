import { parseStrictJson } from '@cairn/revision';
import type { App } from './app.ts';
import { BadRequest } from './problem.ts';

/** One mebibyte: a record is text. Files come in by other ways. */
export const BODY_LIMIT = 1024 * 1024;

/**
 * Bodies are JSON in UTF-8 and nothing else. The framework's own parser would let duplicate keys through, of which two
 * readers may each believe another one.
 */
export function acceptStrictJson(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_request: unknown, body: string | Buffer) => readBody(body),
  );
}

function readBody(body: string | Buffer): unknown {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return parseStrictJson(text);
  } catch {
    throw new BadRequest(400, 'The body is not JSON in UTF-8, or a key occurs twice in one object.');
  }
}
