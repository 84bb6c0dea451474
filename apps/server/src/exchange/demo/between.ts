import type { Change } from '../../record/types.ts';
import type { Dice } from './random.ts';
import type { Stage } from './stage.ts';
import { REPEATED_ROW, type Tale } from './teller.ts';

const DAY = 86_400_000;

/** How incidents hang together: perhaps told twice, one in answer to another, an arrest and its trial. */
export function between({ dice, record }: Stage, tales: readonly Tale[]): Change[] {
  const first = (tale: Tale) => [...tale.statements.keys()][0]!;
  const linked = (from: Tale, to: Tale, type: string) =>
    record('link', {
      from: from.incident.id,
      to: to.incident.id,
      type,
      basis: [{ statementId: first(from) }],
      level: 1,
    });
  const twice = [...doublets(tales)].slice(0, 9).map(([a, b], index) =>
    record('link', {
      ...{ from: b.incident.id, to: a.incident.id, type: index < 7 ? 'possible-duplicate-of' : 'same-as' },
      reasons:
        index < 7
          ? 'Same place, same means, a few days apart; told by different sources.'
          : 'Both tell of one event: the photographs show the same wall, and the second source corrected its date.',
    }),
  );
  return [
    ...sheetTwins(tales).map(([a, b]) =>
      record('link', {
        from: b.incident.id,
        to: a.incident.id,
        type: 'possible-duplicate-of',
        reasons: 'Both rows of the partner’s sheet carry one id, with different content.',
      }),
    ),
    ...twice,
    ...pairs(dice, tales, 'border-shelling', 'shelling-homes', 5).map(([a, b]) => linked(a, b, 'retaliates-for')),
    ...pairs(dice, tales, 'protest', 'trial', 8).map(([a, b]) => linked(a, b, 'precedes')),
    ...pairs(dice, tales, 'smear', 'assault-defender', 4).map(([a, b]) => linked(a, b, 'precedes')),
    ...pairs(dice, tales, 'displacement', 'shelling-homes', 3).map(([a, b]) => linked(a, b, 'part-of')),
  ];
}

function sheetTwins(tales: readonly Tale[]): [Tale, Tale][] {
  const at = (row: number) => tales.find(({ sheetRow }) => sheetRow === row);
  const [one, two] = [at(REPEATED_ROW - 1), at(REPEATED_ROW)];
  return one === undefined || two === undefined ? [] : [[one, two]];
}

function* doublets(tales: readonly Tale[]): Generator<[Tale, Tale]> {
  for (const [index, a] of tales.entries()) {
    const b = tales
      .slice(index + 1)
      .find((each) => each.plot === a.plot && each.spot === a.spot && each.when.at - a.when.at <= 6 * DAY);
    if (b !== undefined) yield [a, b];
  }
}

function pairs(dice: Dice, tales: readonly Tale[], one: string, other: string, most: number): [Tale, Tale][] {
  const others = tales.filter(({ plot }) => plot.key === other);
  return tales
    .filter(({ plot }) => plot.key === one)
    .slice(0, most)
    .map((tale) => [tale, dice.pick(others)]);
}
