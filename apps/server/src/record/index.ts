export { type Amendment, amend, amendTogether } from './amend.ts';
export { announceChange } from './announce.ts';
export { commit, newId } from './commit.ts';
export { type Consistency, consistencyFrom } from './consistency.ts';
export { lockDeeds } from './deed-store.ts';
export { commitDeed, commitDeeds, type Deed, decideDeeds, writeDeed } from './deeds.ts';
export {
  beginLog,
  type Continued,
  describeLog,
  type ForkReason,
  type LogSetting,
  logSetting,
  revisionKeysOf,
} from './genesis.ts';
export { type Anchored, type Integrity, integrity, noteSigning } from './integrity.ts';
export { keepAudit, type LastAudit, lastAudit } from './last-audit.ts';
export { entriesBetween, newestCheckpoint, type Queries, type StoredCheckpoint } from './log-store.ts';
export { startSequencer } from './loop.ts';
export { nextSourceCodes } from './numbers.ts';
export { customFieldRows, ownTermRows, rolesOf } from './own-store.ts';
export { latestCheckpoint, noteWithCosignatures, proofOf, readTile } from './proof.ts';
export { beginSlot, publishedCheckpoint } from './published.ts';
export {
  findExternal,
  findReference,
  listRecords,
  listRevisions,
  readRecord,
  recordsAbout,
  relatedRecords,
  resolveRecord,
  search,
  withdrawnLinks,
} from './read.ts';
export { continueLog, forkLog } from './restored-log.ts';
export { entryCount } from './restored-store.ts';
export { ROTATED_KEYS, type RotateOptions, type RotationStep, rotateKeys, rotationsIn } from './rotation.ts';
export { sequence } from './sequencer.ts';
export {
  accountBehind,
  closeSession,
  compartmentOf,
  hashOfSecret,
  newSecret,
  openOperatorSession,
  operatorName,
  withSession,
} from './session.ts';
export {
  lastStamps,
  newestStamps,
  type StoredStamp,
  type TimeAuthority,
  timeAuthorities,
} from './stamp-store.ts';
export { type Answered, takeStamp, verifyStored } from './stamps.ts';
export { TreeDamaged, tileReader } from './tree.ts';
export * from './types.ts';
export {
  activeWitnesses,
  checkpointOfSize,
  type ForkSeen,
  forksSeen,
  knownPartners,
  largestCosigned,
  newestWitnessed,
  type Partner,
  partnerOf,
  partnerSetting,
} from './witness-store.ts';
