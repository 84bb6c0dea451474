import { Refusal } from '../record/types.ts';

/** No format of that name is known. */
export class UnknownFormat extends Refusal {
  constructor(format: string, known: readonly string[]) {
    super(`There is no import format "${format}".`, '', `Choose one of: ${[...known, 'table'].join(', ')}.`);
  }
}

/** The file cannot be opened or read, or is not what the format reads at all. */
export class UnreadableFile extends Refusal {}

/** The bytes are not UTF-8 text. Nothing has been written. */
export class WrongEncoding extends Refusal {
  constructor(file: string, found: string) {
    super(
      `The file is not UTF-8: ${found}.`,
      file,
      'Save it again as UTF-8 (in a spreadsheet: "CSV UTF-8") and import that.',
    );
  }
}

/** The header lacks columns without which the format cannot be read. Nothing has been written. */
export class MissingColumns extends Refusal {
  readonly columns: readonly string[];

  constructor(file: string, format: string, columns: readonly string[]) {
    super(
      `The header lacks ${columns.map((column) => `"${column}"`).join(', ')}, which ${format} needs.`,
      file,
      'Check that the file is of this format, separated by commas, and that its first line names the columns.',
    );
    this.columns = columns;
  }
}

/** The header names a column twice that the format reads: nobody can tell which of the two is meant. Nothing has been written. */
export class RepeatedColumns extends Refusal {
  readonly columns: readonly string[];

  constructor(file: string, columns: readonly string[]) {
    super(
      `The header names ${columns.map((column) => `"${column}"`).join(', ')} more than once.`,
      file,
      'Remove or rename the column that is not meant, then import the file again.',
    );
    this.columns = columns;
  }
}

/** The file was written to while it was being imported. What was committed stays; running the import again finishes it. */
export class FileChanged extends Refusal {
  constructor(file: string) {
    super('The file changed while it was being read.', file, 'Run the import again once nothing writes to it.');
  }
}
