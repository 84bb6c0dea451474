import type { Provenance } from '@cairn/model';
import type { Change } from '../../record/types.ts';
import type { Speaker } from './cast.ts';
import type { Where } from './fuzzy.ts';
import { HOUSES } from './people.ts';
import type { Plot, Told } from './plot.ts';
import { coding, type Fill, type Stage } from './stage.ts';
import { spoken } from './voices.ts';

const OTHER_SIDE: Readonly<Record<string, string>> = {
  orlava: 'tesk',
  brigade: 'ridge',
  'air-arm': 'tesk',
  columns: 'watch',
  tesk: 'orlava',
  ridge: 'brigade',
  watch: 'columns',
};

interface Charge {
  readonly plot: Plot;
  readonly party: string;
  readonly act: Change;
  readonly basis: readonly Provenance[];
  readonly voices: readonly Change[];
  readonly changes: Change[];
  readonly fill: Fill;
}

/** Who is said to have done it, what the accused answer, and what speaks for them. */
export function accuse(stage: Stage, charge: Charge): void {
  const { dice, cast, record } = stage;
  const { plot, party, act, basis, voices, changes } = charge;
  const level = Math.min(Number(act.body.level), dice.whole(0, 2));
  const degree = coding(
    'degree',
    dice.weighted({ direct: 40, suspected: 30, ordered: 6, assisted: 6, 'group-contribution': 8, unknown: 10 }),
  );
  const blame = (who: string, on: readonly Provenance[], at: number) =>
    changes.push(
      record('link', {
        from: cast.parties.get(who)!.id,
        to: act.id,
        type: 'perpetrator-of',
        degree,
        level: at,
        basis: on,
      }),
    );
  if (party !== 'unknown' || dice.chance(0.5)) blame(party, basis, level);
  const speaker = cast.offices.get(cast.parties.get(party)?.voice ?? '');
  if (plot.answer !== undefined && speaker !== undefined && dice.chance(0.42)) {
    const answer = speak(stage, charge, speaker, plot.answer, 'press');
    changes.push(
      record('link', {
        from: answer.id,
        to: voices[0]!.id,
        type: 'contradicts',
        basis: [{ statementId: answer.id }],
        level: 0,
      }),
    );
  }
  if (plot.clears === undefined || !dice.chance(0.34)) return;
  const clearing = speak(
    stage,
    charge,
    cast.offices.get(dice.pick(['observers', 'heron', 'rights-desk', 'prosecutor']))!,
    plot.clears,
  );
  changes.push(
    record('link', {
      from: clearing.id,
      to: act.id,
      type: 'contradicts',
      basis: [{ statementId: clearing.id }],
      level: 1,
    }),
  );
  const other = OTHER_SIDE[party];
  if (other !== undefined && dice.chance(0.5)) blame(other, [{ statementId: clearing.id }], 1);
}

function speak(
  { dice, record, texts }: Stage,
  { act, changes, fill }: Charge,
  speaker: Speaker,
  told: Told,
  text?: string,
): Change {
  const language = dice.chance(0.25) ? 1 : 0;
  const item =
    text === undefined || !dice.chance(0.4) ? {} : { item: texts.get(text)!, pinpoint: `line ${dice.whole(1, 3)}` };
  const statement = record('statement', {
    ...spoken(speaker, dice),
    ...{ text: fill(told, language), language: language === 1 ? 'uk' : 'en', ...item },
    about: [{ record: act.body.incident }, { record: act.id }],
  });
  changes.push(statement);
  return statement;
}

interface Suffering {
  readonly plot: Plot;
  readonly act: Change;
  readonly where: Where;
  readonly basis: readonly Provenance[];
  readonly changes: Change[];
}

/** Who suffered it, and at or against which house. */
export function suffer(stage: Stage, { plot, act, where, basis, changes }: Suffering): void {
  const { dice, cast, record } = stage;
  const link = (from: string, to: string, type: string) =>
    changes.push(
      record('link', { from, to, type, basis: basis.slice(0, 1), level: Math.min(1, Number(act.body.level)) }),
    );
  const victim = victimOf(stage, plot, where, changes);
  if (victim !== undefined) link(victim, act.id, 'victim-of');
  if (plot.facility === undefined || !dice.chance(0.6)) return;
  if ((HOUSES[plot.facility] ?? where.spot.district) !== where.spot.district) return;
  const house = cast.parties.get(plot.facility)!.id;
  if (plot.facilityLink === 'held-at' || plot.facilityLink === 'evacuated-via') {
    if (victim !== undefined) link(victim, house, plot.facilityLink);
  } else link(act.id, house, 'targets');
}

function victimOf({ dice, cast, record }: Stage, plot: Plot, where: Where, changes: Change[]): string | undefined {
  if (plot.victims === undefined) return undefined;
  if (plot.victims === 'residents') return cast.residents.get(where.spot.key);
  if (plot.victims === 'person') {
    if (!dice.chance(0.55)) return undefined;
    const person = record('actor', {
      actorType: 'private-individual',
      sensitivity: plot.sensitivity ?? 'internal',
      attributes: [{ name: 'age', value: dice.whole(9, 82) }],
    });
    changes.push(person);
    return person.id;
  }
  return cast.persons.get(plot.victims) ?? cast.parties.get(plot.victims)?.id;
}
