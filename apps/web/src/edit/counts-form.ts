import { type Count, countAnomalies, type Harm } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { type Codec, fieldProblem, given, readFigure, reading } from './codec.ts';

export interface CountRow {
  /** Tells rows apart while they are added and taken away. */
  key: number;
  outcome: string;
  group: string;
  low: string;
  best: string;
  high: string;
  unit: string;
  /** The source's figures contradict one another and are kept as they are. */
  asGiven: boolean;
  /** What the row was made from, for what it does not show. */
  before?: Harm;
}

const text = (n: number | undefined) => (n === undefined ? '' : String(n));

let keys = 0;
export const emptyRow = (): CountRow => ({
  key: ++keys,
  outcome: '',
  group: '',
  low: '',
  best: '',
  high: '',
  unit: 'persons',
  asGiven: false,
});

function rowOf(harm: Harm, index: number): CountRow {
  const { outcome, group, count } = harm;
  return {
    key: -1 - index,
    outcome,
    group: group?.code ?? '',
    low: text(count.low),
    best: text(count.best),
    high: text(count.high),
    unit: count.unit,
    asGiven: (count.anomalies ?? []).length > 0,
    before: harm,
  };
}

function harmOf(row: CountRow, index: number, problems: FieldProblem[]): Harm {
  const at = `/counts/${index}`;
  const figures = given({
    low: readFigure(row.low, `${at}/count/low`, problems),
    best: readFigure(row.best, `${at}/count/best`, problems),
    high: readFigure(row.high, `${at}/count/high`, problems),
  });
  if (row.outcome === '') problems.push(fieldProblem(`${at}/outcome`, 'missing-field'));
  const { before } = row;
  const found: string[] = countAnomalies(figures);
  const foreign = (before?.count.anomalies ?? []).filter((each) => !ORDER.has(each));
  const anomalies = [...(row.asGiven ? found : []), ...foreign];
  const group =
    row.group === ''
      ? undefined
      : row.group === before?.group?.code
        ? before.group
        : { scheme: 'victim-group', code: row.group };
  const count = {
    ...figures,
    unit: row.unit,
    ...given({ basis: before?.count.basis, anomalies: anomalies.length > 0 ? anomalies : undefined }),
  } as Count;
  return { outcome: row.outcome, ...given({ group }), count } as Harm;
}

/** Anomalies that follow from the figures; importers list others, which stay. */
const ORDER: ReadonlySet<string> = new Set(['low>best', 'best>high', 'low>high', 'negative', 'not-whole']);

/** The anomalies that a row's figures show as they are typed now. */
export function rowAnomalies(row: CountRow): string[] {
  const ignored: FieldProblem[] = [];
  const { low, best, high } = harmOf({ ...row, before: undefined } as unknown as CountRow, 0, ignored).count;
  return countAnomalies(given({ low, best, high }));
}

export const countsCodec: Codec<Harm[], CountRow[]> = {
  toForm: (counts) => (counts ?? []).map(rowOf),
  toValue(rows) {
    const problems: FieldProblem[] = [];
    const counts = rows.map((row, index) => harmOf(row, index, problems));
    return reading(counts.length > 0 ? counts : undefined, problems);
  },
};

/** Harm done by one act: the same rows under another name. */
export const harmCodec: Codec<Harm[], CountRow[]> = {
  toForm: countsCodec.toForm,
  toValue(rows, before) {
    const { value, problems } = countsCodec.toValue(rows, before);
    return reading(
      value,
      problems.map(({ path, code }) => fieldProblem(path.replace('/counts', '/harm'), code)),
    );
  },
};
