export { type Added, type Adding, addFiles } from './add-files.ts';
export { type Intake, type IntakeNotes, type Received, receive, type StagedFile } from './intake.ts';
export { filesUnder } from './local-files.ts';
