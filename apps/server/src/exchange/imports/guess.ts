import type { ActorsFrom, TableMapping } from '@cairn/model';

/** What a column may be, told by its name alone. Guesses are shown to a person, who decides. */
export type Meaning =
  | 'id'
  | 'date'
  | 'end'
  | 'clock'
  | 'latitude'
  | 'longitude'
  | 'point'
  | 'place'
  | 'title'
  | 'summary'
  | 'killed'
  | 'injured'
  | 'detained'
  | 'missing'
  | 'persons'
  | 'sources'
  | 'tags';

const SIGNS: readonly (readonly [Meaning, RegExp])[] = [
  ['id', /^(?:id|no\.?|nr\.?|№|#|n|number|номер|код|event[ _]?id.*|incident[ _]?(?:id|no).*)$/iu],
  ['end', /(?:end|until|last|кінець|закінч|завершен|конец)/iu],
  ['date', /(?:date|day|when|дата|день|коли)/iu],
  ['clock', /^(?:time|hour|час|година|время|time[ _]of[ _]day|час доби)$/iu],
  ['latitude', /^(?:lat|latitude|широта|y)$/iu],
  ['longitude', /^(?:lon|lng|long|longitude|довгота|долгота|x)$/iu],
  ['point', /(?:coordinates?|координати|координаты|geo|point|latlon)/iu],
  ['killed', /(?:kill|death|dead|fatalit|загиб|вбит|убит|погиб)/iu],
  ['injured', /(?:injur|wound|поранен|травмован|ранен)/iu],
  ['detained', /(?:detain|arrest|затриман|задержан)/iu],
  ['missing', /(?:missing|зникл|пропавш|безвісти)/iu],
  ['persons', /(?:victims?|persons?|people|names?|потерпіл|жертв|осіб|особи|прізвищ|піб|імена|пострадавш)/iu],
  ['sources', /(?:source|link|url|джерел|посилан|источник|ссылк)/iu],
  ['tags', /(?:tag|keyword|label|мітк|тег|позначк)/iu],
  [
    'place',
    /(?:place|location|town|city|village|settlement|region|oblast|district|місце|місто|село|населен|область|район|громад|место|город)/iu,
  ],
  ['title', /(?:title|headline|event|incident|назва|подія|заголов|название|событие)/iu],
  ['summary', /(?:descr|summary|details?|notes?|what|опис|обставин|деталі|коротк|описание)/iu],
];

export function meaningOfColumn(name: string): Meaning | null {
  return SIGNS.find(([, sign]) => sign.test(name.trim()))?.[0] ?? null;
}

/** A mapping to begin with: one column for each meaning, the first that has it. */
export function guessMapping(columns: readonly string[], title: string): TableMapping {
  const all = (wanted: Meaning) => columns.filter((column) => meaningOfColumn(column) === wanted);
  const first = (wanted: Meaning) => all(wanted)[0];
  const [id, latitude, longitude, point] = [first('id'), first('latitude'), first('longitude'), first('point')];
  const [date, clock, end, summary] = [first('date'), first('clock'), first('end'), first('summary')];
  const time = [date, clock].filter((each) => each !== undefined);
  const both = latitude !== undefined && longitude !== undefined;
  const names = all('place');
  const counts = (['killed', 'injured', 'detained', 'missing'] as const).flatMap((outcome) => {
    const best = first(outcome);
    return best === undefined ? [] : [{ outcome, best }];
  });
  const tags = first('tags');
  const head = first('title') ?? summary ?? names[0] ?? columns[0] ?? 'column 1';
  const place = {
    ...(both ? { latitude, longitude } : point === undefined ? {} : { point }),
    ...(names.length === 0 ? {} : { name: names }),
  };
  return {
    cairnMapping: 1,
    name: slug(title),
    title,
    ...(id === undefined ? {} : { id }),
    incident: {
      title: head,
      ...(summary === undefined ? {} : { summary }),
      ...(time.length === 0 ? {} : { time: { columns: time, ...(end === undefined ? {} : { end: [end] }) } }),
      ...(Object.keys(place).length === 0 ? {} : { place }),
      ...(counts.length === 0 ? {} : { counts }),
      ...(tags === undefined ? {} : { tags: [{ column: tags, separator: ',' }] }),
    },
    ...(first('persons') === undefined ? {} : { actors: [personsIn(first('persons') ?? '')] }),
    ...(first('sources') === undefined
      ? {}
      : { sources: [{ column: first('sources') ?? '', separators: [';', '\n'] }] }),
  };
}

/** What tables write where nobody is named; without it each would be a person of that name. */
const NOBODY = ['unknown', 'n/a', '-', '–', 'невідомо', 'невідомий', 'невідома', 'н/д', 'неизвестно'];

function personsIn(column: string): ActorsFrom {
  return { column, separators: [';', ',', '\n'], role: 'victim-of', actorType: 'person', nobody: NOBODY };
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i' },
  ...{ й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ю: 'iu', я: 'ia', ы: 'y', э: 'e', ё: 'e' },
};

/** A name that a dataset can have. */
export function slug(text: string): string {
  const latin = [...text.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('');
  const plain = latin
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  return plain === '' ? 'table' : plain;
}
