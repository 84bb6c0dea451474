import { useAuthor } from '../panel/author.ts';
import { Counts } from '../value/counts.tsx';
import { LevelBlocks } from '../value/level.tsx';
import { PlaceWords } from '../value/place.tsx';
import { RecordName } from '../value/record-name.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { shortDay, shortMoment } from './days.ts';
import { FlagMark } from './flag-mark.tsx';
import { usePeopleNames } from './people-names.ts';
import type { OwnField, Row } from './shapes.ts';

interface Props {
  row: Row;
  /** Name of a column. */
  column: string;
  fields: ReadonlyMap<string, OwnField>;
}

/** What stands in one column of one row; empty where nothing is recorded, or nothing that the reader may see. */
export function Cell({ row, column, fields }: Props) {
  if (column.startsWith('custom:')) return <OwnValue row={row} field={fields.get(column.slice('custom:'.length))} />;
  switch (column) {
    case 'tags':
      return row.body.tags?.join(', ');
    case 'assigned':
      return <Assigned ids={row.body.assigned} />;
    case 'due':
      return <Day day={row.body.due} />;
    case 'sensitivity':
      return <Code scheme="sensitivity" code={row.body.sensitivity} />;
    case 'compartment':
      return row.compartment;
    case 'changed':
      return <Changed at={row.at} />;
    case 'author':
      return <Author row={row} />;
    case 'flags':
      return <FlagMark flags={row.body.flags} />;
    default:
      return <KindCell row={row} column={column} />;
  }
}

function KindCell({ row, column }: Omit<Props, 'fields'>) {
  switch (row.kind) {
    case 'incident':
      if (column === 'time') return <TimeWords time={row.body.time} />;
      if (column === 'place') return <PlaceWords place={row.body.place} />;
      if (column === 'counts') return <Counts counts={row.body.counts} compact />;
      return column === 'status' ? <Code scheme="incident-status" code={row.body.status} /> : null;
    case 'act':
      return <ActCell row={row} column={column} />;
    case 'actor':
      if (column === 'actorType') return <Code scheme="actor-type" code={row.body.actorType} />;
      if (column === 'sourceCode') return row.body.sourceCode;
      return column === 'otherNames'
        ? (row.body.names ?? [])
            .slice(1)
            .map(({ text }) => text)
            .join(' · ')
        : null;
    case 'item':
      return <ItemCell row={row} column={column} />;
    case 'statement':
      if (column === 'reliability') return <Graded scheme="reliability" code={row.body.reliability} />;
      if (column === 'credibility')
        return <Graded scheme="credibility" code={row.body.credibility && String(row.body.credibility)} />;
      return column === 'about' && row.body.about?.[0] ? <RecordName id={row.body.about[0].record} /> : null;
  }
}

function ActCell({ row, column }: { row: Extract<Row, { kind: 'act' }>; column: string }) {
  const label = useVocabulary();
  const { body } = row;
  if (column === 'time') return <TimeWords time={body.time} />;
  if (column === 'place') return <PlaceWords place={body.place} />;
  if (column === 'method' || column === 'object') {
    const coding = body[column];
    return coding ? label(coding.scheme, coding.code, coding) : null;
  }
  if (column === 'harm') return <Counts counts={body.harm} compact />;
  if (column === 'level') return <LevelBlocks body={waiting(body)} />;
  return column === 'endStatus' ? <Code scheme="end-status" code={body.endStatus} /> : null;
}

/** A proposal waits where it goes beyond the level that stands. */
function waiting({ level = 0, proposal }: Extract<Row, { kind: 'act' }>['body']) {
  return { level, ...(proposal && proposal.level > level ? { proposal } : {}) };
}

function ItemCell({ row, column }: { row: Extract<Row, { kind: 'item' }>; column: string }) {
  const { body } = row;
  if (column === 'itemKind') return <Code scheme="item-kind" code={body.itemKind} />;
  if (column === 'triage') return <Code scheme="triage" code={body.triage?.state} />;
  if (column === 'graphic') return <Code scheme="graphic" code={body.graphic} />;
  return column === 'captureClass' ? <Code scheme="capture-class" code={body.captureClass} /> : null;
}

function Code({ scheme, code }: { scheme: string; code: string | undefined }) {
  const label = useVocabulary();
  return code ? label(scheme, code) : null;
}

/** Grades are known by their marks (A–F, 1–6), with the word beside it. */
function Graded({ scheme, code }: { scheme: string; code: string | undefined | 0 }) {
  const label = useVocabulary();
  return code ? `${code} · ${label(scheme, code)}` : null;
}

function Assigned({ ids = [] }: { ids?: readonly string[] | undefined }) {
  const nameOf = usePeopleNames();
  return ids.map(nameOf).join(', ');
}

function Day({ day }: { day: string | undefined }) {
  const { language } = useWords();
  return day ? shortDay(day, language) : null;
}

function Changed({ at }: { at: string }) {
  const { language } = useWords();
  return <time dateTime={at}>{shortMoment(at, language)}</time>;
}

function Author({ row }: { row: Row }) {
  const author = useAuthor();
  const nameOf = usePeopleNames();
  const name = nameOf(row.author);
  return name === row.author ? author(row.author) : name;
}

function OwnValue({ row, field }: { row: Row; field: OwnField | undefined }) {
  const { say, language } = useWords();
  const value = field && row.body.custom?.[field.key];
  if (value === undefined) return null;
  if (typeof value === 'boolean') return say(value ? 'library.yes' : 'library.no');
  const word = (code: string) => field?.options?.find((option) => option.code === code)?.label[language] ?? code;
  if (Array.isArray(value)) return value.map(word).join(', ');
  if (typeof value === 'number') return value.toLocaleString(language);
  return field?.type === 'choice' ? word(value) : value;
}

/** Whether a column of a row has nothing to say, so that a stack of lines can do without it. */
export function isBare(row: Row, column: string): boolean {
  const body = row.body as Readonly<Record<string, unknown>>;
  if (column === 'otherNames') return row.kind !== 'actor' || (row.body.names ?? []).length < 2;
  const filled = (value: unknown) => value !== undefined && value !== null && !(Array.isArray(value) && !value.length);
  // What is no field of the record is told of every one: its compartment, its author.
  return OF_FIELDS.has(column) && !filled(body[column]);
}

const OF_FIELDS: ReadonlySet<string> = new Set(
  'tags assigned due flags status sourceCode triage graphic captureClass reliability credibility about endStatus'.split(
    ' ',
  ),
);
