import type { Coding, Harm, KindName, WordLanguage } from '@cairn/model';
import type { Bundle, Judged } from './bundle.ts';
import { type Cell, type Column, KindColumns, labelOf, plainCell } from './columns.ts';

/** One table of an export: what its columns are called and mean, and the rows that a bundle gives. */
export interface Sheet {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly Column[];
  rows(bundle: Bundle, language: WordLanguage): Iterable<readonly Cell[]>;
}

const HEAD: readonly Column[] = [
  { name: 'reference', meaning: 'short reference within the compartment' },
  { name: 'id', meaning: 'id of the record; it never changes' },
  { name: 'revision', meaning: 'number of the revision that left' },
  { name: 'changed', meaning: 'time of that revision, UTC' },
];

const TAIL: readonly Column[] = [
  {
    name: 'contradicted',
    meaning: 'what contradicts this record: field: statement; more in the table "contradictions"',
  },
  { name: 'held_back', meaning: 'fields that have a value and did not leave, with why' },
];

const NAMES: Readonly<Partial<Record<KindName, string>>> = {
  incident: 'incidents',
  act: 'acts',
  actor: 'actors',
  item: 'items',
  statement: 'statements',
};

/** The tables of an export of one kind, the found records first. */
export function sheetsFor(kind: KindName): Sheet[] {
  const own = kindSheet(kind, NAMES[kind] ?? kind, 'the records that were found', ({ main }) => main);
  if (kind !== 'incident' && kind !== 'act') return [own];
  const acts = kindSheet('act', 'acts', 'what was done in the incidents', (bundle) => bundle.acts);
  const statements = kindSheet('statement', 'statements', 'what sources say about them', (bundle) => bundle.statements);
  return [own, ...(kind === 'incident' ? [acts] : []), COUNTS, INVOLVED, statements, CONTRADICTIONS];
}

function kindSheet(
  kind: KindName,
  name: string,
  meaning: string,
  rowsOf: (bundle: Bundle) => readonly Judged[],
): Sheet {
  const fields = new KindColumns(kind);
  return {
    name,
    meaning,
    columns: [...HEAD, ...fields.columns, ...TAIL],
    *rows(bundle, language) {
      for (const { record, held, body, fields: stays, contradictions } of rowsOf(bundle)) {
        if (held !== null) continue;
        const contradicted = contradictions.map(({ field }) => field || 'all').join('; ');
        const staying = [...stays].map(([field, why]) => `${field}: ${why}`).join('; ');
        yield [...headOf(record), ...fields.cells(body, language), contradicted || null, staying || null];
      }
    },
  };
}

function headOf({ reference, id, revision, at }: Judged['record']): Cell[] {
  return [reference, id, revision, at];
}

const COUNTS: Sheet = {
  name: 'counts',
  meaning: 'figures of incidents and acts, one row each; units are never added up with one another',
  columns: [
    ...HEAD.slice(0, 2),
    { name: 'kind', meaning: 'incident or act' },
    { name: 'outcome', meaning: 'code' },
    { name: 'outcome_label', meaning: 'what happened to them' },
    { name: 'group', meaning: 'code of the group of victims' },
    { name: 'low', meaning: 'least' },
    { name: 'best', meaning: 'most likely' },
    { name: 'high', meaning: 'most' },
    { name: 'unit', meaning: 'persons, acts or objects' },
    { name: 'basis', meaning: 'what the figure rests on' },
    { name: 'anomalies', meaning: 'figures that cannot all be right, kept as the source gave them' },
  ],
  *rows({ main, acts }, language) {
    for (const { record, held, body } of [...main, ...acts]) {
      if (held !== null) continue;
      for (const { outcome, group, count } of (body.counts ?? body.harm ?? []) as Harm[]) {
        const { low = null, best = null, high = null, unit, basis = null, anomalies = [] } = count;
        const what = [record.kind, outcome, labelOf('outcome', outcome, language), group?.code ?? null];
        yield [record.reference, record.id, ...what, low, best, high, unit, basis, anomalies.join('; ') || null];
      }
    }
  },
};

const INVOLVED: Sheet = {
  name: 'involved',
  meaning: 'links of actors to incidents and acts; names only where they may leave',
  columns: [
    ...HEAD,
    { name: 'role', meaning: 'code of the relation' },
    { name: 'role_label', meaning: 'the relation in words' },
    { name: 'actor_reference', meaning: '' },
    { name: 'actor_id', meaning: '' },
    { name: 'actor_names', meaning: 'empty where they may not leave' },
    { name: 'actor_type', meaning: 'code' },
    { name: 'of_id', meaning: 'incident or act' },
    { name: 'degree', meaning: 'code of the degree of involvement' },
    { name: 'level', meaning: 'level of proof, 0 to 6' },
    { name: 'level_words', meaning: '' },
  ],
  *rows({ links, actors }, language) {
    for (const { record, held, body } of links) {
      if (held !== null) continue;
      const actor = actors.get(String(body.from)) ?? actors.get(String(body.to));
      const named = actor?.held === null ? actor : undefined;
      const names = ((named?.body.names ?? []) as { text: string }[]).map(({ text }) => text).join('; ');
      const level = body.level === undefined ? null : Number(body.level);
      yield [
        ...headOf(record),
        plainCell(body.type),
        labelOf('link-type', String(body.type ?? ''), language),
        named?.record.reference ?? null,
        named?.record.id ?? null,
        names || null,
        plainCell(named?.body.actorType),
        plainCell(named?.record.id === body.to ? body.from : body.to),
        (body.degree as Coding | undefined)?.code ?? null,
        level,
        level === null ? null : labelOf('proof-level', String(level), language),
      ];
    }
  },
};

const CONTRADICTIONS: Sheet = {
  name: 'contradictions',
  meaning: 'what speaks against a value that left; a value does not leave without it',
  columns: [
    { name: 'record_reference', meaning: 'the record that is contradicted' },
    { name: 'record_id', meaning: '' },
    { name: 'field', meaning: 'empty: the record as a whole' },
    { name: 'held', meaning: 'the value that left' },
    { name: 'said', meaning: 'the value that is said instead' },
    { name: 'statement_reference', meaning: 'empty where the statement may not be shown' },
    { name: 'reliability', meaning: 'of the source, A to F; only where it may leave' },
    { name: 'credibility', meaning: 'of the information, 1 to 6; only where it may leave' },
  ],
  *rows({ main, acts, statements }) {
    const said = new Map(statements.map((each) => [each.record.id, each]));
    for (const { record, held, body, contradictions } of [...main, ...acts]) {
      if (held !== null) continue;
      for (const { field, statement, value, shown } of contradictions) {
        const by = said.get(statement);
        yield [
          record.reference,
          record.id,
          field,
          plainCell(body[field]),
          plainCell(value),
          shown ? (by?.record.reference ?? null) : null,
          plainCell(by?.body.reliability),
          plainCell(by?.body.credibility),
        ];
      }
    }
  },
};
