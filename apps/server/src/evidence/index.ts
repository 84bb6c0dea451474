export { auditFiles } from './audit.ts';
export { type ItemDisclosures, itemDisclosures } from './store.ts';
export { addressOf, putBack, type Store, type StoredFile, storeFile } from './store-folder.ts';
