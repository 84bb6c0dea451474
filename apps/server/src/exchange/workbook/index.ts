export { type BookReport, bringBack } from './bring-back.ts';
export { CONFLICTS } from './compare.ts';
export { decideConflicts, type KeptConflict } from './decide.ts';
export { safeCell, unsafeCell } from './safe-cell.ts';
export { type WorkbookOptions, type WorkbookRecord, writeWorkbook } from './write.ts';
