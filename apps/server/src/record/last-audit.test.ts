import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepAudit, lastAudit } from './last-audit.ts';

test('the last audit is kept, and a file that says nothing of one counts as none', () => {
  const root = mkdtempSync(join(tmpdir(), 'cairn-last-audit-'));
  const folder = { data: { root, keys: join(root, 'keys'), store: join(root, 'store') } };
  expect(lastAudit(folder)).toBe(null);
  const outcome = { at: '2026-11-20T10:00:00.000Z', size: 7, findings: 2 };
  keepAudit(folder, outcome);
  expect(lastAudit(folder)).toEqual(outcome);
  for (const text of [
    '',
    '{}',
    'null',
    '{"at":"soon","size":1,"findings":0}',
    '{"at":"2026-11-20","size":-0.5,"findings":0}',
  ]) {
    writeFileSync(join(root, 'last-audit.json'), text);
    expect(lastAudit(folder), text).toBe(null);
  }
  rmSync(root, { recursive: true });
});
