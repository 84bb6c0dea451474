import { type KindName, VOCABULARIES } from '@cairn/model';
import writeExcel from 'write-excel-file/node';
import { cellText, printOf } from './cells.ts';
import { SHEETS, type SheetForm } from './columns.ts';
import { safeCell } from './safe-cell.ts';

export interface WorkbookRecord {
  readonly id: string;
  readonly kind: KindName;
  readonly reference: string;
  readonly revision: number;
  /** Only with fields that may leave. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface WorkbookOptions {
  readonly language: 'en' | 'uk';
  readonly title: string;
}

/** Columns of the program: which record the row is, of which revision, and a print of each of its cells. */
export const OWN_COLUMNS = ['cairn:id', 'cairn:revision', 'cairn:cells'] as const;

const REFERENCE = { en: 'Reference', uk: 'Номер' };

const READ_ME = {
  en: [
    'Cells of the sheets may be edited and the workbook brought back: Import, "A workbook of Cairn".',
    'Hidden columns at the end say which record a row is. Leave them, and the first line, as they are.',
    'Only cells that you change are changed. What others changed meanwhile is not overwritten but shown to you.',
    'An apostrophe before = + - @ keeps a text from being run as a formula; it is taken away on the way back.',
  ],
  uk: [
    'Клітинки аркушів можна редагувати й повернути книгу: «Імпорт», «Робоча книга Cairn».',
    'Приховані стовпці наприкінці кажуть, який це запис. Не змінюйте їх і першого рядка.',
    'Змінюються лише ті клітинки, які змінили ви. Що тим часом змінили інші, не перезаписується, а показується вам.',
    'Апостроф перед = + - @ не дає виконати текст як формулу; на зворотному шляху його буде прибрано.',
  ],
} as const;

type Cell = { value: string; type: StringConstructor; fontWeight?: 'bold'; wrap?: boolean } | null;

const cellOf = (text: string, more: Partial<NonNullable<Cell>> = {}): Cell =>
  text === '' ? null : { value: safeCell(text), type: String, ...more };

/**
 * A workbook that can be edited and brought back: one sheet for each kind, the vocabularies, and how to use it. Every cell is
 * a text, never a formula.
 */
export async function writeWorkbook(
  records: Iterable<WorkbookRecord>,
  { language, title }: WorkbookOptions,
): Promise<Buffer> {
  const byKind = new Map<KindName, Cell[][]>(SHEETS.map(({ kind }) => [kind, []]));
  for (const record of records) {
    const form = SHEETS.find(({ kind }) => kind === record.kind);
    if (form !== undefined) byKind.get(form.kind)?.push(rowOf(form, record));
  }
  const sheets = SHEETS.map((form) => ({
    sheet: form.name[language],
    data: [headOf(form, language), ...(byKind.get(form.kind) ?? [])],
    columns: [
      { width: 14 },
      ...form.columns.map(({ width }) => ({ width })),
      ...OWN_COLUMNS.map(() => ({ width: HIDDEN })),
    ],
    stickyRowsCount: 1,
  }));
  const plain = (name: string, rows: readonly (readonly string[])[], widths: readonly number[]) => ({
    sheet: name,
    data: rows.map((row) => row.map((text) => cellOf(text, { wrap: true }))),
    columns: widths.map((width) => ({ width })),
  });
  const words = plain(language === 'en' ? 'Vocabulary' : 'Словник', vocabularyRows(language), [20, 28, 30, 70]);
  const about = plain(
    language === 'en' ? 'Read me' : 'Прочитайте',
    [[title], ...READ_ME[language].map((each) => [each])],
    [110],
  );
  type Sheets = Parameters<typeof writeExcel>[0];
  const written = writeExcel([...sheets, words, about] as unknown as Sheets, { features: [HIDING] } as never);
  return (written as unknown as { toBuffer(): Promise<Buffer> }).toBuffer();
}

/** A width by which the hidden columns are told when the sheet is written. */
const HIDDEN = 11.3;

/** `hidden` of a column (ECMA-376 part 1, 18.3.1.13), which the writer has no option for. */
const HIDING = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transformElementAttributes: (tag: string, attributes: Record<string, string | number>) =>
          tag === 'col' && attributes.width === HIDDEN ? { ...attributes, hidden: 1 } : attributes,
      },
    },
  },
};

function headOf({ columns }: SheetForm, language: 'en' | 'uk'): Cell[] {
  const names = [REFERENCE[language], ...columns.map(({ name }) => name[language]), ...OWN_COLUMNS];
  return names.map((name) => cellOf(name, { fontWeight: 'bold' }));
}

function rowOf({ columns }: SheetForm, { id, reference, revision, body }: WorkbookRecord): Cell[] {
  const texts = columns.map((column) => cellText(column, body));
  const prints = texts.map(printOf).join(' ');
  return [reference, ...texts, id, String(revision), prints].map((text) => cellOf(text));
}

function vocabularyRows(language: 'en' | 'uk'): string[][] {
  const head = language === 'en' ? ['List', 'Code', 'Label', 'Definition'] : ['Список', 'Код', 'Назва', 'Визначення'];
  const used = new Set([
    'incident-status',
    'act-type',
    'method',
    'object',
    'end-status',
    'actor-type',
    'time-precision',
    'place-precision',
  ]);
  const rows = VOCABULARIES.filter(({ scheme }) => used.has(scheme)).flatMap(({ scheme, codes }) =>
    codes.map(({ code, label, definition }) => [scheme, code, label[language], definition[language]]),
  );
  return [head, ...rows];
}
