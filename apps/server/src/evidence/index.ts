export { auditFiles } from './audit.ts';
export { type StoredFile, storeFile } from './store-folder.ts';
