import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyHeld } from './errors.ts';
import { claimServing } from './holder.ts';
import { withLock } from './lock.ts';

let base: string;
let data: string;

beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'cairn-holder-'));
  data = path.join(base, 'data');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the claim to serve a folder', () => {
  it('is refused to a second process, with the name of the first and what to do', async () => {
    const serving = await claimServing(data, { port: 8470 });
    const refusal = await claimServing(data, { port: 8471 }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AlreadyHeld);
    expect(refusal).toMatchObject({ pid: process.pid, port: 8470, user: os.userInfo().username });
    expect((refusal as AlreadyHeld).message).toContain('http://localhost:8470');
    serving.release();
    (await claimServing(data, { port: 8471 })).release();
  });

  it('ends with its process', async () => {
    mkdirSync(data);
    writeFileSync(
      path.join(data, 'holder.json'),
      JSON.stringify({ pid: process.pid, started: 'long ago', port: 1, user: 'x', since: '' }),
    );
    (await claimServing(data, { port: 8470 })).release();
  });
});

describe('the lock', () => {
  it('lets one in at a time and takes over from the dead', async () => {
    const file = path.join(base, 'lock');
    writeFileSync(file, JSON.stringify({ pid: 1, started: 'never' }));
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(file, async () => {
        most = Math.max(most, ++inside);
        await sleep(20);
        inside--;
      });
    await Promise.all(Array.from({ length: 6 }, visit));
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });
});
