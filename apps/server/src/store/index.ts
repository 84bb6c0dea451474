export { auditFiles, filesIn, type NamedFile } from './audit.ts';
export { type Backend, isAddress, type Opened, type Range, StoreError } from './backend.ts';
export { type Digest, Digesting, digestOf } from './digest.ts';
export {
  addressOf,
  type Borrowed,
  borrowFile,
  folderPath,
  isStored,
  landParts,
  liesAt,
  openStored,
  putBack,
  removeAbandoned,
  removeFile,
  type Store,
  type StoredFile,
  storedAmong,
  storeFile,
  type WholePart,
} from './files.ts';
export {
  type DisclosurePlace,
  disclosuresOfItems,
  FIRST_DISCLOSURE,
  type ItemDisclosures,
  isNamed,
  itemDisclosures,
} from './item-store.ts';
export { stagePart } from './parts.ts';
export {
  type Credentials,
  type FormerPlace,
  hasCredentials,
  IN_FOLDER,
  keepCredentials,
  type Place,
  placeKey,
  placeName,
  type S3Place,
  type StoreSetting,
  samePlace,
} from './place.ts';
export { S3Backend } from './s3.ts';
export { AddressHolds, storeSetting } from './setting-store.ts';
export { backendAt, type Stores, storesNow } from './stores.ts';
export { type Transfer, transfer } from './transfer.ts';
export { inTurn } from './turn.ts';
export { digestOfUpload, removeUploads, removeUploadsOf, uploadPath, uploadsOnDisk } from './uploads.ts';
