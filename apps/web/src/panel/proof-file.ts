import type { ProofFile } from '../api/shapes.ts';

/** Reads a proof file for showing. Checking it is the work of a verifier that trusts neither server nor this page. */
export function readProof(text: string): ProofFile {
  return JSON.parse(text) as ProofFile;
}

/** The checkpoint within a C2SP tlog-proof: everything after the first empty line. */
export function checkpointOf(tlogProof: string): string {
  const gap = tlogProof.indexOf('\n\n');
  return gap < 0 ? '' : tlogProof.slice(gap + 2).trimEnd();
}
