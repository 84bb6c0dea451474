import { BackupError } from '../archive/error.ts';

/** The words of backups, said of an export. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof BackupError)) return error;
  const said = (text: string): string =>
    text
      .replace('The backup', 'The export')
      .replace('this backup', 'this export')
      .replace('This backup', 'This export')
      .replace('no backup of Cairn', 'no export of Cairn')
      .replace('cairn backup', 'cairn export all')
      .replace('was backed up', 'was exported')
      .replace('Nothing was restored', 'Nothing was imported')
      .replace('Restore it with', 'Import it with');
  return new BackupError(said(error.what), error.where, said(error.todo));
}
