import { type Catalogue, catalogueOf } from './catalogue.ts';
import { checkCatalogue, type Fault } from './check.ts';
import type { LawFile } from './form.ts';
import { formFaults } from './law-faults.ts';

/** A law file that cannot be taken in, with everything that is wrong in it. */
export class BadLawFile extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ where, what, todo }) => `${where}: ${what} ${todo}`);
    super(`The law file was not taken in.\n${lines.join('\n')}`);
    this.name = 'BadLawFile';
    this.faults = faults;
  }
}

/**
 * Reads a file in the form "cairn-law/1" (docs/law.md). It may not take part in a catalogue before `addLawFile` has held it
 * against the rest.
 *
 * @throws BadLawFile where it is no JSON, or not of the form
 */
export function readLawFile(text: string): LawFile {
  let value: unknown;
  try {
    // Editors of some systems begin a file with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const todo = 'Correct the place that is named; a comma or a quotation mark is missing most often.';
    throw new BadLawFile([{ where: 'the file', what: `It is no JSON: ${(error as Error).message}.`, todo }]);
  }
  const faults = formFaults(value);
  if (faults.length > 0) throw new BadLawFile(faults);
  return value as LawFile;
}

/**
 * The catalogue with an organisation's own file: national codes, mostly. All that `checkCatalogue` asks of the catalogue is asked
 * of it too, and a key that is there already is refused: the catalogue's own wording cannot be replaced from outside.
 *
 * @throws BadLawFile for what the file itself brings in; faults that the catalogue had before are not laid on it
 * @throws DoubleKey
 */
export function addLawFile(files: readonly LawFile[], added: LawFile): Catalogue {
  const catalogue = catalogueOf([...files, added]);
  const before = new Set(checkCatalogue(catalogueOf(files)).faults.map(keyOf));
  const faults = checkCatalogue(catalogue).faults.filter((fault) => !before.has(keyOf(fault)));
  if (faults.length > 0) throw new BadLawFile(faults);
  return catalogue;
}

function keyOf({ where, what }: Fault): string {
  return JSON.stringify([where, what]);
}
