export { auditFiles, filesIn, type NamedFile } from './audit.ts';
export type { Opened, Range } from './backend.ts';
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
  removeFile,
  type Store,
  type StoredFile,
  storeFile,
  type WholePart,
} from './files.ts';
export { type ItemDisclosures, itemDisclosures } from './item-store.ts';
export { removeAbandoned, stagePart } from './parts.ts';
