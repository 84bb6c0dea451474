import { Compile } from 'typebox/compile';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { checkCatalogue, type Fault } from './check.ts';
import { type LawFile, LawFileSchema } from './form.ts';

const validator = Compile(LawFileSchema);

/** A law file that cannot be taken in, with everything that is wrong in it. */
export class BadLawFile extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    const [first] = faults;
    const more = faults.length > 1 ? ` ${faults.length - 1} more below it.` : '';
    super(`The law file was not taken in. ${first?.where ?? ''}: ${first?.what ?? ''}${more}`);
    this.name = 'BadLawFile';
    this.faults = faults;
  }
}

/** Most faults of form that are told at once. */
const MOST = 50;

/**
 * Reads a file in the form "cairn-law/1" (docs/law.md). It may not take part in the catalogue before `addLawFile` has held it
 * against the rest.
 *
 * @throws BadLawFile
 */
export function readLawFile(text: string): LawFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadLawFile([{ where: 'the file', what: `It is no JSON: ${(error as Error).message}` }]);
  }
  const faults = formFaults(value);
  if (faults.length > 0) throw new BadLawFile(faults);
  return value as LawFile;
}

/** Where a value differs from the form. */
export function formFaults(value: unknown): Fault[] {
  if (validator.Check(value)) return [];
  const errors = [...validator.Errors(value)].slice(0, MOST);
  return errors.map(({ instancePath, message }) => ({ where: instancePath || 'the file', what: `It ${message}.` }));
}

/**
 * The catalogue with an organisation's own file: national codes, mostly. All that holds for the catalogue holds for it, and a
 * key that is there already is refused: the catalogue's own wording cannot be replaced from outside.
 *
 * @throws BadLawFile
 * @throws DoubleKey
 */
export function addLawFile(files: readonly LawFile[], added: LawFile): Catalogue {
  const catalogue = catalogueOf([...files, added]);
  const { faults } = checkCatalogue(catalogue);
  if (faults.length > 0) throw new BadLawFile(faults);
  return catalogue;
}
