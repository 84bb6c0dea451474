/** Bytes written as text (base64, hex) that are not in their one canonical form. */
export class EncodingError extends Error {
  override name = 'EncodingError';
}

/** A proof, or the file that carries it, does not show what it claims. The data it speaks of is not to be trusted. */
export class ProofError extends Error {
  override name = 'ProofError';
}

/** A note, checkpoint or key is malformed, or a signature on it is missing or wrong. Its text is not to be trusted. */
export class NoteError extends Error {
  override name = 'NoteError';
}

/** A tile, entry bundle or tile path is malformed, or the tile reader gave less than was asked for. */
export class TileError extends Error {
  override name = 'TileError';
}

/** A trust policy is malformed, or a checkpoint does not satisfy it. */
export class PolicyError extends Error {
  override name = 'PolicyError';
}
