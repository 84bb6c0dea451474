import { addCompartment, addUser, setMember } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { closeSession, newId, nextSourceCodes, openOperatorSession, operatorName } from '../record/index.ts';
import { type Change, Refusal } from '../record/types.ts';
import { between } from './demo/between.ts';
import { Book } from './demo/book.ts';
import { CODES_NEEDED, gather, structure } from './demo/cast.ts';
import { decide, type Team } from './demo/decisions.ts';
import { waitingWork } from './demo/desk.ts';
import { sheetText, storeTexts, TEXTS, type Text } from './demo/files.ts';
import { ATTACK_PLOTS } from './demo/plots-attacks.ts';
import { COMBAT_PLOTS } from './demo/plots-combat.ts';
import { DEFENDER_PLOTS } from './demo/plots-defenders.ts';
import { LIBERTY_PLOTS } from './demo/plots-liberty.ts';
import { PASSAGE_PLOTS } from './demo/plots-passage.ts';
import { Dice } from './demo/random.ts';
import type { Stage } from './demo/stage.ts';
import { administratorIds, administrators, hasBegun } from './demo/store.ts';
import { type Tale, tell } from './demo/teller.ts';
import { firstDeparture, methodNote } from './demo/told-outside.ts';

const PLOTS = [...ATTACK_PLOTS, ...COMBAT_PLOTS, ...LIBERTY_PLOTS, ...DEFENDER_PLOTS, ...PASSAGE_PLOTS];

/** The same seed, the same conflict. */
const SEED = 20_250_301;

export const DEMO_COMPARTMENT = { name: 'Vesna monitoring', code: 'VES' } as const;

/** Accounts of the demonstration. They have no password; whoever runs the machine can make a token for one of them. */
export const DEMO_ACCOUNTS = {
  lead: { email: 'lead@vesna.example', name: 'Lead of the demonstration', role: 'lead' },
  reviewer: { email: 'reviewer@vesna.example', name: 'Reviewer of the demonstration', role: 'reviewer' },
  field: { email: 'field@vesna.example', name: 'Field worker of the demonstration', role: 'contributor' },
} as const;

/** The demonstration was asked for where somebody has begun to work. */
export class NotEmpty extends Refusal {
  constructor() {
    super(
      'The demonstration fills an empty instance only, and this one holds records.',
      '',
      'Start without --demo, or with a new folder: npm start -- --demo --data demo-data',
    );
  }
}

/**
 * Fills an empty instance with an invented conflict: the same content each time, under random ids, in the compartment
 * {@link DEMO_COMPARTMENT}. Administrators who exist already become leads of it.
 *
 * @returns how many records were written
 * @throws NotEmpty when the instance holds records
 */
export async function seedDemo(instance: Instance): Promise<{ records: number }> {
  if (await hasBegun(instance.owner, DEMO_COMPARTMENT.code)) throw new NotEmpty();
  const { compartment, team } = await people(instance);
  try {
    return { records: await write(instance, compartment, team) };
  } finally {
    for (const session of Object.values(team)) await closeSession(instance, session);
  }
}

async function people(instance: Instance): Promise<{ compartment: string; team: Team }> {
  const by = operatorName();
  const others = await administrators(instance.owner);
  const [lead, reviewer, field] = [
    await addUser(instance, by, DEMO_ACCOUNTS.lead),
    await addUser(instance, by, DEMO_ACCOUNTS.reviewer),
    await addUser(instance, by, DEMO_ACCOUNTS.field),
  ];
  const { id, name } = await addCompartment(instance, by, { ...DEMO_COMPARTMENT, lead: lead.email });
  const join = (user: string, role: string) =>
    setMember(instance, by, { compartment: name, user, role, clearance: 'sealed' });
  await join(reviewer.email, DEMO_ACCOUNTS.reviewer.role);
  await join(field.email, DEMO_ACCOUNTS.field.role);
  for (const email of others) await join(email, 'lead');
  const [one, two, three] = [
    await openOperatorSession(instance, lead),
    await openOperatorSession(instance, reviewer),
    await openOperatorSession(instance, field),
  ];
  return { compartment: id, team: { lead: one, reviewer: two, field: three } };
}

async function write(instance: Instance, compartment: string, team: Team): Promise<number> {
  const dice = new Dice(SEED);
  const book = new Book(instance);
  const record = (kind: Change['kind'], body: Record<string, unknown>): Change => ({
    id: newId(),
    kind,
    compartment,
    base: 0,
    body,
  });
  const cast = gather(dice, record, await nextSourceCodes(instance, team.lead, compartment, CODES_NEEDED));
  const texts = new Map([...TEXTS.map(({ key }) => key), 'sheet'].map((key) => [key, newId()]));
  const stage: Stage = { dice, cast, record, texts, author: team.field.author };
  const tales = tellAll(stage);
  await book.write(team.lead, cast.changes, 'Actors of the conflict and sources of the team');
  await book.write(team.lead, await textItems(instance, compartment, texts, tales), 'Papers and tables received');
  const chart = record('item', {
    itemKind: 'paper',
    title: 'Chart of who answers to whom',
    captureClass: 'original',
    storagePlace: 'Steel cabinet 1, folder 1',
  });
  await book.write(team.lead, [chart, ...structure(cast, record, chart.id)], 'Who belongs to whom');
  for (const [week, changes] of byWeek(tales)) await book.write(team.field, changes, `Notes of the week of ${week}`);
  await book.write(team.field, between(stage, tales), 'How incidents hang together');
  // Only here: whoever starts without the demonstration does not wait for the program that draws.
  const { drawPictures } = await import('./demo/pictures.ts');
  await book.write(team.field, await drawPictures(instance, compartment, stage, tales), 'Pictures received');
  await decide(book, dice, team, tales);
  const { eveningBatch } = await import('./demo/evening.ts');
  await book.write(team.field, await eveningBatch(instance, compartment, stage, tales), 'Taken in to be sorted');
  const visitors = await administratorIds(instance.owner);
  await waitingWork(book, team, { record, tales, visitors });
  await methodNote(book, team, stage);
  await firstDeparture(instance, team, compartment);
  return book.records;
}

/** Every incident, in the order of the days on which they are told to have happened. */
function tellAll(stage: Stage): Tale[] {
  let rows = 0;
  const tales: Tale[] = [];
  for (const plot of PLOTS) {
    for (let time = 0; time < plot.times; time += 1) {
      tales.push(tell(stage, plot, stage.dice.chance(0.12) ? ++rows : undefined));
    }
  }
  return tales.toSorted((a, b) => a.when.at - b.when.at);
}

function byWeek(tales: readonly Tale[]): Map<string, Change[]> {
  const weeks = new Map<string, Change[]>();
  for (const { when, changes } of tales) {
    const monday = when.at - ((new Date(when.at).getUTCDay() + 6) % 7) * 86_400_000;
    const week = new Date(monday).toISOString().slice(0, 10);
    weeks.set(week, [...(weeks.get(week) ?? []), ...changes]);
  }
  return weeks;
}

async function textItems(
  instance: Instance,
  compartment: string,
  ids: ReadonlyMap<string, string>,
  tales: readonly Tale[],
): Promise<Change[]> {
  const texts: Text[] = [...TEXTS, sheetText(tales)];
  const stored = await storeTexts(instance, compartment, texts);
  return texts.map(({ key, title, captureClass, licence }) => ({
    ...{ id: ids.get(key)!, kind: 'item' as const, compartment, base: 0 },
    body: {
      itemKind: 'file',
      title,
      file: stored.get(key),
      captureClass,
      ...(licence === undefined ? {} : { licence }),
    },
  }));
}
