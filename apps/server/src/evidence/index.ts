export { type Added, type Adding, addFiles } from './add-files.ts';
export { type Cleaned, clean, startCleaning } from './cleaning.ts';
export type { Examined } from './examine.ts';
export { type ExaminationReport, examineNow, startExamination } from './examine-loop.ts';
export { type Intake, type IntakeNotes, type Received, receive, type StagedFile } from './intake.ts';
export { filesUnder } from './local-files.ts';
export { type MoveOptions, type MoveReport, moveStore, returnToFolder } from './move.ts';
export { type MoveProgress, moveProgress, type StoreMove, storeMoves } from './move-store.ts';
export { findTools, type ToolState, type Tools, toolsState } from './tools.ts';
