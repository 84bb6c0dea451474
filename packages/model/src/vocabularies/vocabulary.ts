/** One entry of a vocabulary. Codes are for programs and never change; labels and definitions are for people. */
export interface Term {
  code: string;
  /** The wider term of the same vocabulary, if there is one. */
  broader?: string;
  label: { en: string; uk: string };
  definition: { en: string; uk: string };
  /**
   * Counterparts elsewhere: `huridocs:<micro-thesaurus>/<12-digit code>`, `ucdp:<column>=<value>`, `acled:<sub-event>`,
   * and the categories of the files that we read: `awsd:…`, `civilian-harm:…` (lower case, blanks as hyphens).
   */
  mapsTo: readonly string[];
}

export interface Vocabulary {
  scheme: string;
  codes: readonly Term[];
}

/** A vocabulary's text does not read; this is a fault of the program, found when it starts. */
export class VocabularyError extends Error {
  constructor(scheme: string, line: string, fault: string) {
    super(`Vocabulary "${scheme}", at "${line}": ${fault}`);
    this.name = 'VocabularyError';
  }
}

/**
 * Reads a vocabulary from text that translators can edit. A term is a code (`code < broader`), then indented its two
 * languages (`en Label: definition`) and its counterparts (`= huridocs:4/0101 acled:attack`):
 * ```
 * shelling < attacks
 *   en Shelling: …
 *   uk Обстріл: …
 *   = acled:shelling-artillery-missile-attack
 * ```
 * @throws {VocabularyError} on a line out of place, an unknown wider term, or a language that is missing
 */
export function vocabulary(scheme: string, text: string): Vocabulary {
  const terms = new Map<string, Term>();
  let term: Term | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      term = openTerm(scheme, line, terms);
      terms.set(term.code, term);
    } else if (term === undefined) {
      throw new VocabularyError(scheme, line, 'a term begins with its code at the start of a line.');
    } else {
      readDetail(scheme, line.trim(), term);
    }
  }
  for (const each of terms.values()) assertComplete(scheme, each);
  return { scheme, codes: [...terms.values()] };
}

function openTerm(scheme: string, line: string, known: ReadonlyMap<string, Term>): Term {
  const [code = '', broader] = line.split(' < ').map((part) => part.trim());
  if (!/^[a-z0-9][a-z0-9-]*$|^[A-F]$/.test(code))
    throw new VocabularyError(scheme, line, 'a code is lower case with hyphens.');
  if (known.has(code)) throw new VocabularyError(scheme, line, 'this code stands here twice.');
  if (broader !== undefined && !known.has(broader)) {
    throw new VocabularyError(scheme, line, 'the wider term must come before.');
  }
  return {
    code,
    ...(broader === undefined ? {} : { broader }),
    label: { en: '', uk: '' },
    definition: { en: '', uk: '' },
    mapsTo: [],
  };
}

function readDetail(scheme: string, line: string, term: Term): void {
  const words = /^(en|uk) ([^:]+): (.+)$/.exec(line);
  if (words !== null) {
    const [, language, label, definition] = words;
    term.label[language as 'en' | 'uk'] = label ?? '';
    term.definition[language as 'en' | 'uk'] = definition ?? '';
  } else if (line.startsWith('= ')) {
    term.mapsTo = [...term.mapsTo, ...line.slice(2).trim().split(/ +/).map(fullCode)];
  } else {
    throw new VocabularyError(scheme, line, 'write "en Label: definition", "uk …: …" or "= counterpart".');
  }
}

/** HURIDOCS codes have twelve digits, right-filled with zeros; our texts leave the zeros out. */
function fullCode(counterpart: string): string {
  const huridocs = /^(huridocs:\d+\/)(\d+)$/.exec(counterpart);
  return huridocs === null ? counterpart : `${huridocs[1]}${(huridocs[2] ?? '').padEnd(12, '0')}`;
}

function assertComplete(scheme: string, { code, label, definition }: Term): void {
  for (const language of ['en', 'uk'] as const) {
    if (label[language] === '' || definition[language] === '') {
      throw new VocabularyError(scheme, code, `label and definition in "${language}" are missing.`);
    }
  }
}
