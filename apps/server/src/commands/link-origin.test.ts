import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimServing } from '../database/holder.ts';
import { UsageError } from './command.ts';
import { linkOrigin } from './link-origin.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cairn-link-origin-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('a link leads to the server that runs, at its port or its own address', async () => {
  expect(linkOrigin(undefined, data)).toBe('http://localhost:8470');
  const local = await claimServing(data, { port: 8511 });
  expect(linkOrigin(undefined, data)).toBe('http://localhost:8511');
  local.release();
  const outside = await claimServing(data, { port: 8470, origin: 'https://cairn.example.org' });
  expect(linkOrigin(undefined, data)).toBe('https://cairn.example.org');
  expect(linkOrigin('https://other.example.org/', data)).toBe('https://other.example.org');
  outside.release();
});

test.each(['cairn.example.org', 'ftp://cairn.example.org', ''])('"%s" is no address of a server', (text) => {
  expect(() => linkOrigin(text, data)).toThrow(UsageError);
});
