export { auditFiles } from './audit.ts';
export { addressOf, putBack, type Store, type StoredFile, storeFile } from './store-folder.ts';
