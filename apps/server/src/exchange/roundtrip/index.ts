/** The full round trip: everything out of one instance and into another, with its history and proofs. */
export { type ExportAllOptions, type ExportAllReport, exportAll } from './export-all.ts';
export { type ImportAllOptions, type ImportAllReport, importAll } from './import-all.ts';
