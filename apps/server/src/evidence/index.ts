export { auditFiles, filesIn, type NamedFile } from './audit.ts';
export { type ItemDisclosures, itemDisclosures } from './store.ts';
export {
  addressOf,
  pathAt,
  putBack,
  removeAbandoned,
  removeFile,
  type Store,
  type StoredFile,
  storeFile,
} from './store-folder.ts';
