export { decodeEntryBundle, encodeEntryBundle } from './bundle.ts';
export { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { type Ed25519, generateKey, publicKey, sign, verify } from './ed25519.ts';
export { EncodingError, NoteError, PolicyError, ProofError, TileError } from './errors.ts';
export { Frontier, rootOf } from './frontier.ts';
export { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash, sha256 } from './hash.ts';
export { COSIGNATURE_V1, ED25519, formatVerifierKey, parseVerifierKey, type Verifier } from './key.ts';
export { addSignature, mergeSignatures, type NoteSignature, type OpenedNote, openNote, signNote } from './note.ts';
export { type Policy, type PolicyGroup, type PolicyLog, type PolicyWitness, parsePolicy } from './policy.ts';
export {
  formatTlogProof,
  type ProvenInclusion,
  parseTlogProof,
  type TlogProof,
  verifyTlogProof,
} from './proof-file.ts';
export { consistencyProof, frontierOf, inclusionProof, treeRoot } from './prove.ts';
export { checkPolicy, type OpenedCheckpoint, openCheckpoint, policySatisfied } from './quorum.ts';
export {
  formatRotation,
  givenUp,
  isVouchedFor,
  type KeyChange,
  type KeySpan,
  keySpans,
  openRotation,
  openRotations,
  openSpannedCheckpoint,
  type Rotation,
  type RotationSeeds,
  rotationOfKid,
  type SpannedCheckpoint,
  signRotation,
  spanOf,
} from './rotation.ts';
export { cosigner, ed25519Signer, type Signer } from './signer.ts';
export {
  growTiles,
  parseTilePath,
  type ReadTile,
  splitTile,
  TILE_WIDTH,
  type Tile,
  type TilePosition,
  tilePath,
} from './tile.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  provesOtherHistory,
  verifyConsistency,
  verifyInclusion,
} from './verify.ts';
export { type AddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './witness.ts';
