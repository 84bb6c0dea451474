import type { ProofFile, Revision } from '../api/shapes.ts';

/** Claims about the revision itself that a holder may disclose beside the body's fields. */
const CLAIMS = ['reference', 'author', 'at', 'reason'];

/** Reads a proof file for showing. Checking it is the work of a verifier that trusts neither server nor this page. */
export function readProof(text: string): ProofFile {
  return JSON.parse(text) as ProofFile;
}

/** The checkpoint within a C2SP tlog-proof: everything after the first empty line. */
export function checkpointOf(tlogProof: string): string {
  const gap = tlogProof.indexOf('\n\n');
  return gap < 0 ? '' : tlogProof.slice(gap + 2).trimEnd();
}

/** The names that a proof of one revision can disclose: the claims, then the fields that the body held by then. */
export function fieldsAt(history: readonly Revision[], revision: number): string[] {
  return [...CLAIMS, ...Object.keys(bodyAt(history, revision))];
}

/** What the history shows of the body as it stood at one revision. */
export function bodyAt(history: readonly Revision[], revision: number): Record<string, unknown> {
  const held: Record<string, unknown> = {};
  const upTo = history.filter((each) => each.revision <= revision).sort((a, b) => a.revision - b.revision);
  for (const { field, after } of upTo.flatMap(({ changes }) => changes)) {
    if (after === null || after === undefined) delete held[field];
    else held[field] = after;
  }
  return held;
}
