import { addLawFile, type Catalogue, LAW, LAW_FILES, readLawFile } from '@cairn/law';
import { optional, UsageError, type Values } from './command.ts';
import { textOfGiven } from './given-file.ts';
import type { Language } from './law-labels.ts';

/** What every `cairn law` command takes. */
export const LAW_OPTIONS = { add: { type: 'string' }, language: { type: 'string' } } as const;

export const LAW_DETAILS = `--add FILE        takes in a law file of one's own as well, in the form of docs/law.md
--language en|uk  the language of the texts; en unless told
No data folder and no database is needed. "unchecked" means that nobody compared a wording with its source yet.`;

/** The built-in catalogue, with the file that `--add` names. @throws BadLawFile, DoubleKey */
export async function lawGiven(values: Values): Promise<Catalogue> {
  const file = optional(values, 'add');
  return file === undefined ? LAW : addLawFile(Object.values(LAW_FILES), readLawFile(await textOfGiven(file)));
}

/** @throws UsageError */
export function languageGiven(values: Values): Language {
  const given = optional(values, 'language') ?? 'en';
  if (given === 'en' || given === 'uk') return given;
  throw new UsageError(`--language is en or uk, not ${JSON.stringify(given)}.`);
}
