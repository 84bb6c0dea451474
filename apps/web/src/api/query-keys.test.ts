import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = path.join(import.meta.dirname, '..');

test('no two questions share a key: what one keeps would be read by the other in another shape', () => {
  const asked = new Map<string, string[]>();
  for (const file of globSync('**/*.{ts,tsx}', { cwd: SOURCES })) {
    const text = readFileSync(path.join(SOURCES, file), 'utf8');
    // A question has a function that answers it; a key without one invalidates or cancels.
    for (const [, key = ''] of text.matchAll(/queryKey: (\[[^\]]*\]),\s*(?:initialPageParam: [^,]+,\s*)?queryFn/g))
      asked.set(key, [...(asked.get(key) ?? []), file]);
  }
  expect(asked.size).toBeGreaterThan(20);
  expect([...asked].filter(([, files]) => files.length > 1)).toEqual([]);
});
