import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { Text } from './text.ts';

/** What a count counts; the three are never mixed in one number. */
export const COUNT_UNITS = ['persons', 'acts', 'objects'] as const;

/**
 * A number as a source gives it, with its range. Impossible figures are kept as given and named in `anomalies`:
 * correcting them would put our figure into the source's mouth.
 */
export const CountSchema = Type.Object(
  {
    low: Type.Optional(Type.Number()),
    best: Type.Optional(Type.Number()),
    high: Type.Optional(Type.Number()),
    unit: Type.Enum(COUNT_UNITS),
    basis: Type.Optional(Text),
    anomalies: Type.Optional(Type.Array(Text)),
  },
  { additionalProperties: false },
);

export type Count = Type.Static<typeof CountSchema>;

/** The anomalies that follow from the figures alone; importers may list others beside them. */
export const COUNT_ANOMALIES = ['low>best', 'best>high', 'low>high', 'negative', 'not-whole'] as const;

export type CountAnomaly = (typeof COUNT_ANOMALIES)[number];

const exceeds = (a: number | undefined, b: number | undefined) => a !== undefined && b !== undefined && a > b;

/** Which anomalies the figures show, in the order of {@link COUNT_ANOMALIES}; empty when low ≤ best ≤ high holds. */
export function countAnomalies({ low, best, high }: Pick<Count, 'low' | 'best' | 'high'>): CountAnomaly[] {
  const found: CountAnomaly[] = [];
  if (exceeds(low, best)) found.push('low>best');
  if (exceeds(best, high)) found.push('best>high');
  if (exceeds(low, high)) found.push('low>high');
  const given = [low, best, high].filter((figure) => figure !== undefined);
  if (given.some((figure) => figure < 0)) found.push('negative');
  if (given.some((figure) => !Number.isInteger(figure))) found.push('not-whole');
  return found;
}

/** One problem for each anomaly that the figures show and the count does not admit. */
export function countProblems(count: Count, path: string): Problem[] {
  const listed = count.anomalies ?? [];
  return countAnomalies(count)
    .filter((anomaly) => !listed.includes(anomaly))
    .map((anomaly) =>
      problem(
        `${path}/anomalies`,
        'count-anomaly',
        `These figures cannot all be right. Correct them, or keep them as the source gives them and add "${anomaly}" to anomalies.`,
      ),
    );
}
