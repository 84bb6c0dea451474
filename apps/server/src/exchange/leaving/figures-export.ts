import type { DeparturePurpose } from '@cairn/model';
import { whoAmI } from '../../access/index.ts';
import type { Instance } from '../../database/index.ts';
import { type Figures, type FiguresQuestion, figures } from '../../monitoring/index.ts';
import { Forbidden, Invalid, type Session } from '../../record/types.ts';
import type { Cell } from './columns.ts';
import { csvRow } from './csv-cells.ts';
import { Departure } from './register.ts';

export interface FiguresWish extends FiguresQuestion {
  /** `csv` is the table; a `plot` is drawn by the page from the same figures, and entered here before. */
  readonly format: 'csv' | 'plot';
  readonly purpose: Exclude<DeparturePurpose, 'handover'>;
  readonly recipient: string;
  /** Codes of warnings that are accepted. */
  readonly accept: readonly string[];
}

/** Fewer than this many in a cell, and whoever knows one of them knows who is counted. */
const FEW = 3;

/**
 * Figures as they leave: entered in the register first, then written with unit, method and query, so that no number stands
 * without what it counts.
 *
 * @throws Forbidden for readers, who take nothing out
 * @throws Invalid while small numbers would leave the team and nobody has accepted that
 */
export async function exportFigures(
  instance: Instance,
  session: Session,
  wish: FiguresWish,
): Promise<{ departure: string; chunks: AsyncGenerator<Uint8Array> }> {
  const { compartments } = await whoAmI(instance, session);
  const concerned = compartments.filter(
    ({ id }) => wish.query.compartment === undefined || id === wish.query.compartment,
  );
  if (concerned.length === 0 || concerned.some(({ role }) => role === 'reader'))
    throw new Forbidden('Readers take nothing out.', 'Ask a contributor or a lead of the compartment.');
  const shown = await figures(instance, session, wish);
  const few = wish.purpose !== 'own-work' && smallest(shown) < FEW;
  if (few && !wish.accept.includes('small-numbers'))
    throw new Invalid([
      {
        path: '/accept',
        code: 'small-numbers',
        message: 'does not have small-numbers: a row counts one or two, and whoever knows of them knows who is meant',
      },
    ]);
  const departure = new Departure(instance, {
    by: session.author,
    compartments: concerned.map(({ id }) => id),
    purpose: wish.purpose,
    recipient: wish.recipient,
    format: `figures-${wish.format}`,
    query: `${shown.query}#count=${shown.unit}&by=${shown.by}`,
    chosen: [],
    included: [],
    warnings: few ? ['small-numbers'] : [],
    terms: '',
    records: {},
  });
  await departure.begin();
  return { departure: departure.id, chunks: departure.through(bytesOf(shown), () => ({ levels: [], records: {} })) };
}

function smallest({ rows }: Figures): number {
  const numbers = rows.flatMap(({ n, persons }) =>
    persons === undefined ? [n ?? 0] : persons.map(({ best }) => best),
  );
  return Math.min(Infinity, ...numbers.filter((n) => n > 0));
}

async function* bytesOf(shown: Figures): AsyncGenerator<Uint8Array> {
  for (const row of figureTable(shown)) yield Buffer.from(csvRow(row), 'utf8');
}

/** The table that leaves: what is counted, the rows, the whole, and what has to be read with them. */
export function* figureTable({ unit, by, rows, total, notes, method, query, at }: Figures): Generator<readonly Cell[]> {
  const told = [
    ...rows.map(({ key, ...rest }) => ({ key: key ?? '(not given)', ...rest })),
    { key: '(all, counted once)', ...total },
  ];
  if (unit === 'persons') {
    yield [by, 'unit', 'outcome', 'low', 'best', 'high', 'records', 'without_best', 'without_upper_bound'];
    for (const { key, persons = [] } of told)
      for (const each of persons)
        yield [key, unit, each.outcome, each.low, each.best, each.high, each.records, each.withoutBest, each.openAbove];
  } else {
    yield [by, 'unit', 'count'];
    for (const { key, n = 0 } of told) yield [key, unit, n];
  }
  yield [];
  yield ['documented minimum, no estimate'];
  yield ['as recorded', at];
  yield ['query', query];
  for (const { code, n } of notes) yield ['note', code, n];
  if (method !== null) {
    yield ['method note', method.reference, method.revision];
    for (const [part, text] of Object.entries(method.body)) if (typeof text === 'string') yield ['method', part, text];
  }
}
