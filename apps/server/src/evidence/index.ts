export { type Added, type Adding, addFiles } from './add-files.ts';
export { type Cleaned, clean, startCleaning } from './cleaning.ts';
export type { Examined } from './examine.ts';
export { type ExaminationReport, examineNow, startExamination } from './examine-loop.ts';
export { checkAllNow, startFixity } from './fixity-loop.ts';
export { type FixityReport, fixityReport } from './fixity-report.ts';
export { type FixitySetting, readFixitySetting, setFixity } from './fixity-setting.ts';
export {
  type FileNotes,
  type Intake,
  type IntakeNotes,
  type Received,
  receive,
  type StagedFile,
  waitingIn,
} from './intake.ts';
export { type NamedUpload, receiveUploads } from './intake-uploads.ts';
export { type ItemRow, itemRows } from './items.ts';
export { filesUnder } from './local-files.ts';
export { type MoveOptions, type MoveReport, moveStore, returnToFolder } from './move.ts';
export { type MoveProgress, moveProgress, type StoreMove, storeMoves } from './move-store.ts';
export { findTools, type ToolState, type Tools, toolsState } from './tools.ts';
export { Hold, readUpload } from './uploads.ts';
