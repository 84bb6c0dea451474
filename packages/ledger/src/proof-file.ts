import { toBase64 } from './bytes.ts';
import { ProofError } from './errors.ts';
import { leafHash } from './hash.ts';
import type { Verifier } from './key.ts';
import { formatHashes, readBase64, readHashes, readNumber } from './lines.ts';
import type { Policy } from './policy.ts';
import { checkPolicy, type OpenedCheckpoint, openCheckpoint } from './quorum.ts';
import { verifyInclusion } from './verify.ts';

/** What a `.tlog-proof` file holds (C2SP tlog-proof). */
export interface TlogProof {
  index: bigint;
  /** Inclusion proof, lowest sibling first. */
  proof: Uint8Array[];
  /** The signed checkpoint, as the log and its witnesses signed it. */
  checkpoint: string;
  /** Data for the application. Nothing signs it. */
  extra?: Uint8Array;
}

/** What a verified proof shows: the entry stands at this index of the log that the checkpoint speaks of. */
export interface ProvenInclusion {
  index: bigint;
  checkpoint: OpenedCheckpoint;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** Writes a proof file (C2SP tlog-proof, "Format"). */
export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  const extraLine = extra ? `extra ${toBase64(extra)}\n` : '';
  return `${HEADER}\n${extraLine}index ${index}\n${formatHashes(proof)}\n${checkpoint}`;
}

/** Reads a proof file without believing it. @throws ProofError when it is not of the form that the standard gives. */
export function parseTlogProof(text: string): TlogProof {
  const separator = text.indexOf('\n\n');
  if (separator < 0) throw new ProofError('not a proof file: no empty line stands before the checkpoint');
  const [header, ...lines] = text.slice(0, separator).split('\n');
  if (header !== HEADER) throw new ProofError(`not a proof file: the first line is not ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw new ProofError('not a proof file: there is no index line');
  return {
    index: readNumber(index.slice('index '.length), 'the index of a proof file'),
    proof: readHashes(lines),
    checkpoint: text.slice(separator + 2),
    ...(extra === undefined ? {} : { extra: readBase64(extra, 'the extra data of a proof file') }),
  };
}

/**
 * Checks that an entry is in a log, from a proof file alone (C2SP tlog-proof, "Verifying a tlog proof"): offline, with
 * either a policy (a log of it signed, its quorum of witnesses cosigned) or just known keys (a log key signed).
 *
 * @throws ProofError when the file is malformed or does not prove the inclusion of this entry; NoteError when the
 * checkpoint is not properly signed; PolicyError when too few witnesses cosigned it.
 */
export function verifyTlogProof(
  claim: { proof: string; entry: Uint8Array } & ({ policy: Policy } | { verifiers: readonly Verifier[] }),
): ProvenInclusion {
  const { index, proof, checkpoint: note } = parseTlogProof(claim.proof);
  const checkpoint = 'policy' in claim ? checkPolicy(claim.policy, note) : openCheckpoint(note, claim.verifiers);
  verifyInclusion({ index, size: checkpoint.size, root: checkpoint.root, leafHash: leafHash(claim.entry), proof });
  return { index, checkpoint };
}
