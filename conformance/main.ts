import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkAccess } from './access.ts';
import { checkBackup } from './backup.ts';
import { checkLog } from './log.ts';
import { Report } from './report.ts';
import { checkRevision } from './revision.ts';
import { checkStatistics } from './statistics.ts';
import { checkStore } from './store.ts';
import { makeSubject } from './subject.ts';
import { checkTime } from './time.ts';

// npm run conformance: lets foreign tools judge what Cairn makes.
const folder = mkdtempSync(path.join(tmpdir(), 'cairn-conformance-'));
try {
  const report = new Report();
  await checkStatistics(report, folder);
  const subject = await makeSubject(folder);
  try {
    await checkLog(report, subject, folder);
    await checkRevision(report, subject, folder);
    await checkBackup(report, subject, folder);
    await checkAccess(report, subject, folder);
    await checkStore(report, subject, folder);
    await checkTime(report, subject, folder);
  } finally {
    await subject.close();
  }
  console.log(report.summary());
  process.exitCode = report.failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
