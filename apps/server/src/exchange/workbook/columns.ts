import {
  type Coding,
  type FuzzyPlace,
  type FuzzyTime,
  findTerm,
  type Harm,
  type KindName,
  type PlaceShape,
  readShape,
  shapeOf,
  wktOf,
} from '@cairn/model';

type Body = Readonly<Record<string, unknown>>;

/** A cell was given what its field cannot hold; the code is one of `CONFLICTS`. */
export class CellRefused extends Error {}

/** One column of a sheet: what it shows of a body and, where it can be edited, the body with another value. */
export interface Column {
  /** Field, with a step into it: `time.start`. */
  readonly key: string;
  readonly name: { readonly en: string; readonly uk: string };
  /** Characters. */
  readonly width: number;
  readonly number?: boolean;
  read(body: Body): string;
  /** @throws CellRefused */
  readonly write?: (body: Body, text: string) => Record<string, unknown>;
}

/** A sheet for one kind; its columns in their order. */
export interface SheetForm {
  readonly kind: KindName;
  readonly name: { readonly en: string; readonly uk: string };
  readonly columns: readonly Column[];
}

type Names = readonly [en: string, uk: string];

function named([en, uk]: Names) {
  return { en, uk };
}

/** Sets a field, or takes it away where the value says nothing. */
function withField(body: Body, field: string, value: unknown): Record<string, unknown> {
  const { [field]: _, ...rest } = body;
  return value === undefined ? rest : { ...rest, [field]: value };
}

function textColumn(key: string, name: Names, width = 30, needed = false): Column {
  return {
    key,
    name: named(name),
    width,
    read: (body) => String(body[key] ?? ''),
    write: (body, text) => {
      if (needed && text.trim() === '') throw new CellRefused('value-missing');
      return withField(body, key, text.trim() === '' ? undefined : text);
    },
  };
}

/** A part of a field that is an object; the whole goes when its last part goes. */
function partColumn(field: string, part: string, name: Names, width: number, empty: Body): Column {
  return {
    key: `${field}.${part}`,
    name: named(name),
    width,
    read: (body) => String((body[field] as Body | undefined)?.[part] ?? ''),
    write: (body, text) => {
      const whole = withField(
        { ...empty, ...(body[field] as Body | undefined) },
        part,
        text.trim() === '' ? undefined : text.trim(),
      );
      const kept = Object.entries(whole).some(([key, value]) => value !== empty[key]);
      return withField(body, field, kept ? { ...empty, ...whole } : undefined);
    },
  };
}

function codeColumn(field: string, scheme: string, name: Names, needed: boolean): Column {
  return {
    key: field,
    name: named(name),
    width: 22,
    read: (body) => (body[field] as Coding | undefined)?.code ?? '',
    write: (body, text) => {
      const code = text.trim();
      if (code === '' && needed) throw new CellRefused('value-missing');
      if (code !== '' && findTerm(scheme, code) === undefined && !code.startsWith('own-'))
        throw new CellRefused('code-unknown');
      return withField(body, field, code === '' ? undefined : { scheme, code });
    },
  };
}

function plainCode(field: string, scheme: string, name: Names, needed = false): Column {
  const column = codeColumn(field, scheme, name, needed);
  return {
    ...column,
    read: (body) => String(body[field] ?? ''),
    write: (body, text) => {
      const coded = column.write?.(body, text) ?? {};
      return withField(body, field, (coded[field] as Coding | undefined)?.code);
    },
  };
}

const NO_TIME = { precision: 'unknown' };

function timeColumns(): Column[] {
  const part = (key: keyof FuzzyTime, name: Names, width = 18) => partColumn('time', key, name, width, NO_TIME);
  return [
    part('start', ['Start', 'Початок']),
    part('end', ['End', 'Кінець']),
    part('precision', ['Time precision', 'Точність часу'], 14),
    part('asStated', ['Time as stated', 'Час, як указано'], 24),
  ];
}

const NO_PLACE = { precision: 'unknown' };

function placeColumns(): Column[] {
  return [
    ...(['en', 'uk'] as const).map((language): Column => {
      const name: Names =
        language === 'en' ? ['Place (English)', 'Місце (англійською)'] : ['Place (Ukrainian)', 'Місце (українською)'];
      return {
        key: `place.name.${language}`,
        name: named(name),
        width: 26,
        read: (body) => (body.place as FuzzyPlace | undefined)?.name?.[language] ?? '',
        write: (body, text) => {
          const place = { ...NO_PLACE, ...(body.place as Body | undefined) } as Body;
          const names = withField(
            (place.name as Body | undefined) ?? {},
            language,
            text.trim() === '' ? undefined : text.trim(),
          );
          return withField(
            body,
            'place',
            withField(place, 'name', Object.keys(names).length === 0 ? undefined : names),
          );
        },
      };
    }),
    {
      key: 'place.point',
      name: named(['Latitude, longitude', 'Широта, довгота']),
      width: 24,
      read: (body) => {
        const point = (body.place as FuzzyPlace | undefined)?.point;
        return point === undefined ? '' : `${point.latitude}, ${point.longitude}`;
      },
      write: (body, text) =>
        withField(
          body,
          'place',
          withField({ ...NO_PLACE, ...(body.place as Body | undefined) }, 'point', pointIn(text)),
        ),
    },
    {
      key: 'place.shape',
      name: named(['Line or area (WKT)', 'Лінія або ділянка (WKT)']),
      width: 24,
      read: (body) => {
        const shape = shapeOf((body.place as FuzzyPlace | undefined) ?? NOWHERE);
        return shape === undefined ? '' : wktOf(shape);
      },
      write: (body, text) =>
        withField(
          body,
          'place',
          withField({ ...NO_PLACE, ...(body.place as Body | undefined) }, 'shape', shapeIn(text)),
        ),
    },
    partColumn('place', 'precision', ['Place precision', 'Точність місця'], 14, NO_PLACE),
  ];
}

const NOWHERE: FuzzyPlace = { precision: 'unknown' };

function shapeIn(text: string): PlaceShape | undefined {
  if (text.trim() === '') return undefined;
  const read = readShape(text);
  if ('unread' in read) throw new CellRefused('value-impossible');
  return read.shape;
}

function pointIn(text: string): { latitude: number; longitude: number } | undefined {
  if (text.trim() === '') return undefined;
  const parts = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (parts === null) throw new CellRefused('value-impossible');
  return { latitude: Number(parts[1]), longitude: Number(parts[2]) };
}

const TAGS: Column = {
  key: 'tags',
  name: named(['Tags', 'Позначки']),
  width: 24,
  read: (body) => ((body.tags as string[] | undefined) ?? []).join('; '),
  write: (body, text) => {
    const tags = [
      ...new Set(
        text
          .split(';')
          .map((each) => each.trim())
          .filter((each) => each !== ''),
      ),
    ];
    return withField(body, 'tags', tags.length === 0 ? undefined : tags);
  },
};

/** Figures are ranges with units and groups; a cell cannot hold one, so that they are shown alone. */
function shown(key: string, name: Names, width: number, read: (body: Body) => string): Column {
  return { key, name: named(name), width, read };
}

function countsText(counts: unknown): string {
  return ((counts as Harm[] | undefined) ?? [])
    .map(({ outcome, group, count }) => {
      const range = [count.low, count.best, count.high].map((each) => each ?? '?').join('–');
      return `${outcome}${group === undefined ? '' : ` (${group.code})`}: ${range} ${count.unit}`;
    })
    .join('; ');
}

const NAMES: Column = {
  key: 'names',
  name: named(['Names', 'Імена та назви']),
  width: 40,
  read: (body) => ((body.names as { text: string }[] | undefined) ?? []).map(({ text }) => text).join('; '),
  write: (body, text) => {
    const before = (body.names as { text: string }[] | undefined) ?? [];
    const texts = text
      .split(';')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    // A name that is there already keeps its language and script.
    const names = texts.map((each) => before.find((name) => name.text === each) ?? { text: each });
    return withField(body, 'names', names.length === 0 ? undefined : names);
  },
};

/** The sheets of a workbook that comes back. Fields of identity are in none. */
export const SHEETS: readonly SheetForm[] = [
  {
    kind: 'incident',
    name: named(['Incidents', 'Події']),
    columns: [
      textColumn('title', ['Title', 'Назва'], 50, true),
      plainCode('status', 'incident-status', ['Status', 'Стан']),
      ...timeColumns(),
      ...placeColumns(),
      shown('counts', ['Figures (not edited here)', 'Кількості (тут не редагуються)'], 34, (body) =>
        countsText(body.counts),
      ),
      textColumn('summary', ['Summary', 'Короткий опис'], 60),
      textColumn('context', ['Context', 'Обставини'], 40),
      TAGS,
    ],
  },
  {
    kind: 'act',
    name: named(['Acts', 'Діяння']),
    columns: [
      shown('incident', ['Incident (not edited here)', 'Подія (тут не редагується)'], 38, (body) =>
        String(body.incident ?? ''),
      ),
      codeColumn('type', 'act-type', ['Act', 'Діяння'], true),
      codeColumn('method', 'method', ['Method', 'Спосіб'], false),
      codeColumn('object', 'object', ['Object', 'Об’єкт'], false),
      ...timeColumns(),
      plainCode('endStatus', 'end-status', ['Status at the end', 'Стан наприкінці']),
      textColumn('statedReason', ['Stated reason', 'Названа причина'], 40),
      shown('harm', ['Harm (not edited here)', 'Шкода (тут не редагується)'], 34, (body) => countsText(body.harm)),
      TAGS,
    ],
  },
  {
    kind: 'actor',
    name: named(['Actors', 'Дійові особи']),
    columns: [plainCode('actorType', 'actor-type', ['Kind of actor', 'Вид дійової особи'], true), NAMES, TAGS],
  },
];
