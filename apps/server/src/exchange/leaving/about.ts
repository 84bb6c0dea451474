import { findTerm, levelForPurpose } from '@cairn/model';
import type { Sheet } from './sheets.ts';
import type { Weighed } from './wish.ts';

/** What an export says of itself: facts for programs, and lines for people that say what each column holds. */
export function aboutText({
  departure,
  made,
  weighed: { wish, query, found, leaving },
  sheets,
}: {
  readonly departure: string;
  readonly made: string;
  readonly weighed: Weighed;
  readonly sheets: readonly Sheet[];
}): { facts: Readonly<Record<string, unknown>>; lines: string[] } {
  const language = wish.language ?? 'en';
  const facts = {
    departure,
    made,
    purpose: wish.purpose,
    recipient: wish.recipient,
    terms: wish.terms ?? '',
    query: wish.query,
    kind: query.kind,
    found: found.size,
    level: levelForPurpose(wish.purpose),
    chosen: [...leaving.chosen],
    included: [...leaving.included],
    accepted: [...leaving.accepted],
  };
  const purpose = findTerm('departure-purpose', wish.purpose)?.label[language] ?? wish.purpose;
  const words = language === 'uk' ? UK : EN;
  const lines = [
    words.title,
    `${words.made}: ${made}`,
    `${words.entry}: ${departure}`,
    `${words.purpose}: ${purpose}`,
    `${words.recipient}: ${wish.recipient}`,
    `${words.terms}: ${wish.terms || words.none}`,
    `${words.query}: ${wish.query || query.kind}`,
    `${words.chosen}: ${facts.chosen.join(', ') || words.none}`,
    '',
    ...words.notes,
    '',
    ...sheets.flatMap(({ name, meaning, columns }) => [
      `${name}: ${meaning}`,
      ...columns.map((column) => `  ${column.name}${column.meaning === '' ? '' : `: ${column.meaning}`}`),
      '',
    ]),
  ];
  return { facts, lines };
}

const EN = {
  title: 'Export from Cairn',
  made: 'Made',
  entry: 'Entry in the register of what left',
  purpose: 'Purpose',
  recipient: 'Recipient',
  terms: 'Terms of use',
  query: 'Query',
  chosen: 'Guarded fields that a lead chose',
  none: 'none',
  notes: [
    'Times are UTC where they end in Z. Places are WGS 84; a radius says within how many metres of the point the place lies.',
    'Figures are ranges with a unit; persons, acts and objects are never to be added up with one another.',
    'What contradicts a value stands in the table "contradictions". Whoever passes the value on passes that on too.',
    'held-back says what did not leave, and why. A text that a spreadsheet would run begins with an apostrophe.',
  ],
};

const UK: typeof EN = {
  title: 'Експорт із Cairn',
  made: 'Зроблено',
  entry: 'Запис у реєстрі переданого назовні',
  purpose: 'Мета',
  recipient: 'Отримувач',
  terms: 'Умови використання',
  query: 'Запит',
  chosen: 'Захищені поля, які обрав керівник',
  none: 'немає',
  notes: [
    'Час, що закінчується на Z, — за UTC. Місця — за WGS 84; радіус означає, у скількох метрах від точки лежить місце.',
    'Числа — це діапазони з одиницею; осіб, діяння та об’єкти ніколи не додають одне до одного.',
    'Те, що суперечить значенню, є в таблиці "contradictions". Хто передає значення далі, передає й це.',
    'У held-back сказано, що не вийшло назовні й чому. Текст, який таблиця виконала б як формулу, починається з апострофа.',
  ],
};
