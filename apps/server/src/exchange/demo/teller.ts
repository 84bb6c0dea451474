import { countAnomalies, type Harm, type OtherRecord, type Provenance } from '@cairn/model';
import type { Change } from '../../record/types.ts';
import { problemText } from '../report.ts';
import { accuse, suffer } from './charges.ts';
import { drawCount, drawPlace, drawTime, type When, type Where } from './fuzzy.ts';
import { SPOTS, type Spot } from './land.ts';
import { THEATRES } from './people.ts';
import type { Plot, Told } from './plot.ts';
import type { Dice } from './random.ts';
import { type Body, coding, type Fill, type Ground, type Stage } from './stage.ts';
import { drawVoices } from './voices.ts';

/** What was told of one incident, before anything of it is written. */
export interface Tale {
  readonly plot: Plot;
  readonly when: When;
  /** Key of the place that the story has in mind. */
  readonly spot: string;
  readonly incident: Change;
  readonly acts: readonly Change[];
  readonly changes: readonly Change[];
  /** The records that level rules look at. */
  readonly statements: ReadonlyMap<string, OtherRecord>;
  readonly sheetRow: number | undefined;
}

/** Tells one incident with all that belongs to it. `sheetRow` is its row in the partner's sheet, where it comes from there. */
export function tell(stage: Stage, plot: Plot, sheetRow: number | undefined): Tale {
  const { dice, cast, record } = stage;
  const when = drawTime(dice, plot.hours);
  const party = cast.parties.get(dice.pick(plot.by))!;
  const where = drawPlace(dice, theatre(plot, party.key), plot.method?.includes('naval') === true);
  const harm = drawHarm(dice, plot);
  const fill = filler(when, where, [party.shortEn, party.shortUk], harm);
  const language = dice.chance(0.14) ? 1 : 0;
  const incident = record('incident', incidentBody(stage, plot, { when, where, harm, fill, language, sheetRow }));
  const changes: Change[] = [incident];
  const voices = drawVoices(stage, plot, { incident: incident.id, harm, when, where, fill, changes, sheetRow });
  const basis = voices.map(({ id }): Provenance => ({ statementId: id, recordedBy: stage.author }));
  const acts = drawActs(stage, plot, { incident: incident.id, harm, when, where, basis, changes });
  const act = acts[0]!;
  accuse(stage, { plot, party: party.key, act, basis, voices, changes, fill });
  suffer(stage, { plot, act, where, basis, changes });
  changes.push(...acts);
  // Links name acts, so they follow them.
  changes.sort((a, b) => rank(a) - rank(b));
  const statements = changes.filter(({ kind }) => kind === 'statement');
  const others = new Map(statements.map(({ id, kind, body }) => [id, { kind, body, author: stage.author }]));
  return { plot, when, spot: where.spot.key, incident, acts, changes, statements: others, sheetRow };
}

const ORDER: readonly Change['kind'][] = ['actor', 'item', 'incident', 'statement', 'act', 'link'];
const rank = ({ kind }: Change) => ORDER.indexOf(kind);

/** Where the party is about and the plot plays; where those do not meet, the plot decides. */
function theatre({ spots }: Plot, party: string): Spot[] {
  const about = SPOTS.filter(({ district }) => THEATRES[party]?.includes(district) ?? true);
  if (spots === undefined) return about;
  const both = about.filter(({ key }) => spots.includes(key));
  return both.length > 0 ? both : SPOTS.filter(({ key }) => spots.includes(key));
}

function drawHarm(dice: Dice, { harm = {}, victimGroup }: Plot): Harm[] {
  return Object.entries(harm).flatMap(([outcome, range]): Harm[] => {
    const count = drawCount(dice, outcome, range);
    const known = count.best ?? count.low;
    if (known === 0 && (count.high ?? 0) === 0) return [];
    const grouped = victimGroup !== undefined && count.unit === 'persons' && dice.chance(0.6);
    return [{ outcome, ...(grouped ? { group: coding('victim-group', victimGroup) } : {}), count } as Harm];
  });
}

function filler(when: When, where: Where, who: Told, harm: readonly Harm[]): Fill {
  const figure = (outcome: string, otherwise: string) => {
    const count = harm.find((each) => each.outcome === outcome)?.count;
    return String(count?.best ?? count?.low ?? otherwise);
  };
  return (told, language) =>
    told[language]
      .replaceAll('{at}', where.at[language])
      .replaceAll('{who}', who[language])
      .replaceAll('{hour}', when.hour[language])
      .replaceAll('{killed}', figure('killed', '0'))
      .replaceAll('{injured}', figure('injured', '0'))
      .replaceAll('{held}', figure('detained', '1'))
      .trim();
}

function incidentBody({ dice, author }: Stage, plot: Plot, ground: Ground & { language: 0 | 1 }): Body {
  const { when, where, harm, fill, language, sheetRow } = ground;
  // The n-th title and the n-th summary tell the same.
  const kind = dice.whole(0, plot.titles.length - 1);
  const title = fill(plot.titles[kind % plot.titles.length]!, language);
  const sensitivity = plot.sensitivity ?? dice.weighted({ public: 30, partner: 18, internal: 52 });
  const flags = sheetRow === undefined ? [] : flagsOf(dice, harm, sheetRow);
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    ...(dice.chance(0.96) ? { time: when.time } : {}),
    ...(dice.chance(0.97) ? { place: where.place } : {}),
    summary: fill(plot.summaries[kind % plot.summaries.length]!, language),
    ...(dice.chance(0.3) ? { context: CONTEXTS[dice.whole(0, CONTEXTS.length - 1)]![language] } : {}),
    ...stageOf(dice, author),
    ...(harm.length === 0 ? {} : { counts: harm }),
    ...(plot.context === undefined ? {} : { codes: [coding('attack-context', plot.context)] }),
    sensitivity,
    ...(dice.chance(0.08) ? { notes: dice.pick(NOTES) } : {}),
    ...(sheetRow === undefined ? {} : { external: sheetExternal(sheetRow) }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}

/** How far the work has come. What is reviewed and closed by now was first said to be ready; others did the rest later. */
function stageOf(dice: Dice, author: string): Body {
  const status = dice.weighted({ new: 12, triage: 10, open: 34, 'needs-help': 4, review: 36, 'set-aside': 4 });
  return status === 'review' ? { status, review: { readyBy: author } } : { status };
}

const CONTEXTS: readonly Told[] = [
  ['The front had stood still here for eleven days.', 'Фронт тут стояв на місці одинадцять днів.'],
  ['The town changed hands twice in the spring.', 'Навесні місто двічі переходило з рук у руки.'],
  [
    'A truce of three days had been announced and was read differently by the parties.',
    'Було оголошено триденне перемир’я, яке сторони розуміли по-різному.',
  ],
  ['Military traffic used the same road at night.', 'Уночі цією ж дорогою рухалися військові.'],
];

const NOTES = [
  'The source asks not to be called again before the harvest.',
  'Do not mention the choir: it would tell who spoke.',
  'Перевірити дату за церковним календарем.',
];

/** The row of the partner's sheet that carries the id of the row before it, by mistake. */
export const REPEATED_ROW = 12;

/** The id of a row in the partner's sheet. */
export function sheetId(row: number): string {
  return `R-${String(row === REPEATED_ROW ? row - 1 : row).padStart(3, '0')}`;
}

function sheetExternal(row: number): Body {
  return { dataset: 'vesna-sheet', id: sheetId(row), occurrence: row === REPEATED_ROW ? 2 : 1, role: 'incident' };
}

function flagsOf(dice: Dice, harm: readonly Harm[], row: number): Body[] {
  const broken = harm.filter(({ count }) => countAnomalies(count).length > 0);
  const flags: Body[] = broken.map(({ outcome, count }) => ({
    row,
    column: `${outcome}_low`,
    value: String(count.low),
    problem: problemText('count-order'),
  }));
  if (row === REPEATED_ROW) flags.push({ row, column: 'id', value: sheetId(row), problem: problemText('id-repeated') });
  if (dice.chance(0.25)) flags.push({ row, column: 'day', value: '', problem: problemText('day-missing') });
  if (dice.chance(0.2)) flags.push({ row, column: 'lat', value: '', problem: problemText('coordinates-missing') });
  if (dice.chance(0.2))
    flags.push({
      row,
      column: 'weapon',
      value: dice.pick(['Thunder', 'unk.', 'Other (see text)']),
      problem: problemText('category-unknown'),
    });
  return flags;
}

interface Doing {
  readonly incident: string;
  readonly harm: readonly Harm[];
  readonly when: When;
  readonly where: Where;
  readonly basis: readonly Provenance[];
  readonly changes: Change[];
}

function drawActs(
  { dice, record, author }: Stage,
  plot: Plot,
  { incident, harm, when, where, basis }: Doing,
): Change[] {
  const level = dice.weighted({ 0: 10, 1: 48, 2: 42 });
  const proposed = dice.chance(0.24)
    ? {
        proposal: {
          // Records reach level 3, what is above belongs to cases. It is thrown for all the same: the story after it stays.
          level: dice.pick([3]),
          by: author,
          reasons: dice.pick(basis.length > 1 ? REASONS : REASONS_FOR_ONE),
        },
      }
    : {};
  const first = record('act', {
    incident,
    type: coding('act-type', plot.act),
    ...(plot.method === undefined ? {} : { method: coding('method', dice.pick(plot.method)) }),
    ...(plot.object === undefined ? {} : { object: coding('object', dice.pick(plot.object)) }),
    ...(plot.omission === true ? { omission: true } : {}),
    ...(dice.chance(0.5) ? { time: when.time, place: where.place } : {}),
    ...(plot.statedReason !== undefined && dice.chance(0.7) ? { statedReason: plot.statedReason } : {}),
    ...(plot.endStatus === undefined
      ? {}
      : { endStatus: dice.pick([plot.endStatus, plot.endStatus, 'released', 'unknown']) }),
    ...(harm.length === 0 ? {} : { harm }),
    level: Number(level),
    ...proposed,
    basis,
    sensitivity: plot.sensitivity ?? 'internal',
  });
  if (plot.also === undefined || !dice.chance(0.4)) return [first];
  const { act, method, object } = plot.also;
  const second = record('act', {
    ...{
      incident,
      type: coding('act-type', act),
      level: Math.min(1, Number(level)),
      basis: basis.slice(0, 1),
      sensitivity: plot.sensitivity ?? 'internal',
    },
    ...(method === undefined ? {} : { method: coding('method', method) }),
    ...(object === undefined ? {} : { object: coding('object', object) }),
  });
  return [first, second];
}

const REASONS_FOR_ONE = [
  'One account, given twice with a week between; its details match what was found at the place.',
  'Одне свідчення, докладне й послідовне; знайдене на місці йому не суперечить.',
];

const REASONS = [
  'Two sources that do not know each other agree on place, hour and means.',
  'The register, the photographs and the account of the crew fit together; nothing found speaks against it.',
  'Джерела незалежні, подробиці збігаються, інші пояснення перевірено.',
];
