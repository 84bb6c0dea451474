import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: begun last, one of them would run alone while the other workers have nothing. */
const LONGEST = [
  'apps/server/src/http/walk.test.ts',
  'apps/server/src/audit/tamper.test.ts',
  'apps/web/evidence.test.ts',
  'apps/web/people.test.ts',
  'apps/web/day.test.ts',
  'apps/server/src/commands/main.test.ts',
  'apps/web/browser.test.ts',
  'apps/web/door.test.ts',
  'apps/web/records.test.ts',
  'apps/web/library.test.ts',
  'apps/server/src/exchange/restore.test.ts',
  'apps/web/relations.test.ts',
  'apps/web/incident.test.ts',
  'apps/server/src/audit/insider.test.ts',
  'apps/server/src/evidence/examine.test.ts',
  'apps/server/src/database/embedded.test.ts',
  'apps/web/evidence-upload.test.ts',
  'apps/web/verification.test.ts',
  'apps/server/src/http/two-servers.test.ts',
  'apps/server/src/database/elsewhere.test.ts',
  'apps/web/triage.test.ts',
  'apps/web/editing.test.ts',
  'apps/server/src/exchange/roundtrip/roundtrip.test.ts',
];

/** Which file begins when. A fresh clone has no times of an earlier run to go by, and sizes of files tell little of them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
