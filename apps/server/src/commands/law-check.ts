import {
  BadLawFile,
  type Catalogue,
  type Counts,
  checkCatalogue,
  DoubleKey,
  type Fault,
  formFaults,
  LAW,
  LAW_FILES,
} from '@cairn/law';
import { type Command, type Context, optional, type Values } from './command.ts';
import { LAW_DETAILS, LAW_OPTIONS, languageGiven, lawGiven } from './law-given.ts';
import type { Language } from './law-labels.ts';

export const lawCheck: Command = {
  usage: 'law check [--language en|uk] [--add FILE]',
  summary: 'Checks that the catalogue of law is whole, and counts what persons compared with the sources.',
  details: `Exit status 1 with faults: a reference that leads nowhere, a tree without elements, a text that is missing in a
language, a file that is not of the form. It cannot tell whether a wording is right; that is what persons check.
${LAW_DETAILS}`,
  options: LAW_OPTIONS,
  words: [0, 0],
  async run(context, _words, values) {
    const language = languageGiven(values);
    const { catalogue, faults: ofFile } = await given(values);
    const { faults: ofCatalogue, counts } = checkCatalogue(catalogue);
    const faults = [...builtInFaults(), ...ofFile, ...ofCatalogue];
    tell(context, counts, faults, language);
    return faults.length === 0 ? 0 : 1;
  },
};

/** A file that cannot be taken in is what this command is asked about: its faults are findings, and no failure. */
async function given(values: Values): Promise<{ catalogue: Catalogue; faults: readonly Fault[] }> {
  try {
    return { catalogue: await lawGiven(values), faults: [] };
  } catch (error) {
    if (error instanceof BadLawFile) return { catalogue: LAW, faults: error.faults };
    if (!(error instanceof DoubleKey)) throw error;
    const [what = '', todo = ''] = error.message.split(/(?<=\.) (?=Give)/);
    return { catalogue: LAW, faults: [{ where: optional(values, 'add') ?? '', what, todo }] };
  }
}

function builtInFaults(): Fault[] {
  return Object.entries(LAW_FILES).flatMap(([name, file]) =>
    formFaults(file).map((fault) => ({ ...fault, where: `${name}${fault.where}` })),
  );
}

function tell(context: Context, counts: Counts, faults: readonly Fault[], language: Language): void {
  if (context.json) {
    context.out(JSON.stringify({ ok: faults.length === 0, counts, faults }));
    return;
  }
  for (const { where, what, todo } of faults) context.out(`${where}: ${what} ${todo}`);
  context.out(COUNTED[language](counts));
  context.out(RESULT[language](faults.length));
}

const COUNTED: Readonly<Record<Language, (counts: Counts) => string>> = {
  en: ({ norms, elements, blocks, trees }) =>
    [
      `Norms: ${norms.checked} checked, ${norms.unchecked} unchecked; ${trees} have elements.`,
      `Elements: ${elements.checked} checked, ${elements.unchecked} unchecked.`,
      `Shared blocks: ${blocks.checked} checked, ${blocks.unchecked} unchecked.`,
    ].join('\n'),
  uk: ({ norms, elements, blocks, trees }) =>
    [
      `Норми: звірено ${norms.checked}, не звірено ${norms.unchecked}; з елементами ${trees}.`,
      `Елементи: звірено ${elements.checked}, не звірено ${elements.unchecked}.`,
      `Спільні блоки: звірено ${blocks.checked}, не звірено ${blocks.unchecked}.`,
    ].join('\n'),
};

const RESULT: Readonly<Record<Language, (faults: number) => string>> = {
  en: (faults) => (faults === 0 ? 'The catalogue is whole.' : `Faults: ${faults}.`),
  uk: (faults) => (faults === 0 ? 'Каталог цілісний.' : `Помилок: ${faults}.`),
};
