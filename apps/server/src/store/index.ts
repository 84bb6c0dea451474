export { auditFiles, filesIn, type NamedFile } from './audit.ts';
export {
  addressOf,
  pathAt,
  putBack,
  removeAbandoned,
  removeFile,
  type Store,
  type StoredFile,
  storeFile,
} from './folder.ts';
export { type ItemDisclosures, itemDisclosures } from './item-store.ts';
