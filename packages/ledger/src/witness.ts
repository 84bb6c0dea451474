import { ProofError } from './errors.ts';
import { formatHashes, readHashes, readNumber } from './lines.ts';

/** What a log asks of a witness: to cosign a checkpoint that continues the one the witness cosigned last. */
export interface AddCheckpoint {
  /** Size that the witness cosigned last, or 0. */
  oldSize: bigint;
  /** Consistency proof from there; empty from 0. */
  proof: Uint8Array[];
  /** The signed checkpoint. */
  checkpoint: string;
}

const MAX_PROOF_LINES = 63;

/** Body of the request to a witness (C2SP tlog-witness, "add-checkpoint"). */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${formatHashes(proof)}\n${checkpoint}`;
}

/** Reads the body of a request to a witness, without believing it. @throws ProofError when it is malformed. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const separator = body.indexOf('\n\n');
  if (separator < 0) throw new ProofError('not an add-checkpoint request: no empty line stands before the checkpoint');
  const [old, ...lines] = body.slice(0, separator).split('\n');
  if (!old?.startsWith('old '))
    throw new ProofError('not an add-checkpoint request: the first line is not "old <size>"');
  if (lines.length > MAX_PROOF_LINES) throw new ProofError(`a consistency proof of ${lines.length} lines is too long`);
  return {
    oldSize: readNumber(old.slice('old '.length), 'the old size'),
    proof: readHashes(lines),
    checkpoint: body.slice(separator + 2),
  };
}
