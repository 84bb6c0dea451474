import { type Harm, isSexualViolence, type Provenance, SINGLE_SOURCE_CAP, supportOf } from '@cairn/model';
import type { Change, Session } from '../../record/types.ts';
import type { Book } from './book.ts';
import type { Dice } from './random.ts';
import type { Tale } from './teller.ts';

/** The people of the demonstration, each with a session of their own. */
export interface Team {
  readonly lead: Session;
  readonly reviewer: Session;
  readonly field: Session;
}

/** What the team did with its records afterwards: levels that two people gave, corrections, links withdrawn. */
export async function decide(book: Book, dice: Dice, team: Team, tales: readonly Tale[]): Promise<void> {
  const proposed = tales.flatMap((tale) =>
    tale.acts.filter(({ body }) => body.proposal !== undefined).map((act) => ({ tale, act })),
  );
  const carried = proposed.filter(({ tale, act }) => carries(tale, act));
  const confirmed = carried.filter(() => dice.chance(0.8)).map(({ act }) => act);
  await confirmLevels(book, team, confirmed);
  await liftCaps(
    book,
    team,
    proposed
      .filter((each) => !carries(each.tale, each.act))
      .slice(0, 3)
      .map(({ act }) => act),
  );
  await holdResponsible(book, dice, team, tales, confirmed);
  await correct(book, dice, team, tales);
  await withdraw(book, team, tales);
  const lowered = confirmed[0];
  if (lowered !== undefined) await lower(book, team, lowered);
  await review(book, dice, team, tales);
}

/** Whether the sources of an act bear a level above the cap for a single one. */
function carries({ statements }: Tale, { body }: Change): boolean {
  const { sources, assessed } = supportOf(body.basis as Provenance[], statements);
  return sources > 1 || assessed || isSexualViolence(body.type);
}

const levelProposed = (body: Readonly<Record<string, unknown>>) => (body.proposal as { level: number }).level;

async function confirmLevels(book: Book, { reviewer }: Team, acts: readonly Change[]): Promise<void> {
  const confirmation = {
    by: reviewer.author,
    reasons: 'Read all statements and items again; the reasons hold, other explanations were weighed.',
  };
  const changes = acts.map(({ id }) => book.revise(id, { level: levelProposed(book.body(id)), confirmation }));
  await book.write(reviewer, changes, 'Level confirmed by a second person');
}

async function liftCaps(book: Book, { field, reviewer }: Team, acts: readonly Change[]): Promise<void> {
  const reasons =
    'The one source gave details that only a person on the spot could know, and asked to stay without a grade.';
  const asked = acts.map(({ id }) => book.revise(id, { capLiftProposal: { by: field.author, reasons } }));
  await book.write(field, asked, 'Lifting of the cap for a single source proposed');
  const by = reviewer.author;
  const lifted = acts.map(({ id }) =>
    book.revise(id, {
      level: levelProposed(book.body(id)),
      capLift: { by, reasons: 'Agreed, after speaking with the source once more.' },
      confirmation: { by, reasons: 'The account stands by itself.' },
    }),
  );
  await book.write(reviewer, lifted, 'Cap for a single source lifted by a second person');
}

/** Perpetrators of some confirmed acts: proposed by one, confirmed by another, a level below the act's at most. */
async function holdResponsible(
  book: Book,
  dice: Dice,
  { field, reviewer }: Team,
  tales: readonly Tale[],
  acts: readonly Change[],
): Promise<void> {
  const wanted = new Set(acts.filter(() => dice.chance(0.5)).map(({ id }) => id));
  const links = tales.flatMap((tale) =>
    tale.changes.filter(
      ({ kind, body }) =>
        kind === 'link' &&
        body.type === 'perpetrator-of' &&
        wanted.has(body.to as string) &&
        carries(tale, { body } as Change),
    ),
  );
  const proposal = {
    level: SINGLE_SOURCE_CAP + 1,
    by: field.author,
    reasons: 'Sources name the same party from different points of view; no other party was within reach.',
  };
  await book.write(
    field,
    links.map(({ id }) => book.revise(id, { proposal })),
    'Level proposed for a perpetrator',
  );
  const confirmation = {
    by: reviewer.author,
    reasons: 'Agreed; the contrary statement was weighed and does not fit the craters.',
  };
  await book.write(
    reviewer,
    links.map(({ id }) => book.revise(id, { level: proposal.level, confirmation })),
    'Level of a perpetrator confirmed by a second person',
  );
}

/** Figures, times and titles that the team learned better later on. */
async function correct(book: Book, dice: Dice, { field, lead }: Team, tales: readonly Tale[]): Promise<void> {
  const visited = tales.filter(({ incident }) => incident.body.counts !== undefined && dice.chance(0.09));
  await book.write(
    field,
    visited.map(({ incident }) =>
      book.revise(incident.id, {
        counts: narrowed(book.body(incident.id).counts as Harm[]),
        status: 'review',
        review: { readyBy: field.author },
      }),
    ),
    'Figures narrowed after a second visit',
  );
  const dated = tales.filter(({ when }) => when.time.precision === 'few-days').slice(0, 12);
  await book.write(
    field,
    dated.map(({ incident, when }) =>
      book.revise(incident.id, {
        time: { start: new Date(when.at).toISOString().slice(0, 10), precision: 'day', tz: when.time.tz },
      }),
    ),
    'Day learned from the register',
  );
  const understood = tales.filter(
    ({ incident }) =>
      dice.chance(0.06) && incident.body.context === undefined && book.body(incident.id).status !== 'review',
  );
  await book.write(
    lead,
    understood.map(({ incident }) => book.revise(incident.id, { context: dice.pick(LEARNED) })),
    'Context added after reading the neighbouring incidents',
  );
}

/** Of what waits for a second person, half is reviewed by now, and most of that closed. */
async function review(book: Book, dice: Dice, { lead, reviewer }: Team, tales: readonly Tale[]): Promise<void> {
  const waiting = tales.filter(({ incident }) => book.body(incident.id).status === 'review' && dice.chance(0.55));
  await book.write(
    reviewer,
    waiting.map(({ incident }) => {
      const { readyBy } = book.body(incident.id).review as { readyBy: string };
      return book.revise(incident.id, { status: 'reviewed', review: { readyBy, reviewedBy: reviewer.author } });
    }),
    'Reviewed by a second person',
  );
  await book.write(
    lead,
    waiting.filter(() => dice.chance(0.8)).map(({ incident }) => book.revise(incident.id, { status: 'documented' })),
    'Closed for now',
  );
}

const LEARNED = [
  'The weir road was open that week, and both armies used it at night.',
  'The truce of the harvest days had ended the evening before.',
  'A post of one of the parties stood within sight; it was empty on the second visit.',
  'Того тижня в районі не було зв’язку, тому перші розповіді надійшли із запізненням.',
];

function narrowed(counts: readonly Harm[]): Harm[] {
  return counts.map((harm) => {
    const { unit, best, low, anomalies } = harm.count;
    const known = best ?? low;
    return known === undefined || anomalies !== undefined
      ? harm
      : { ...harm, count: { low: known, best: known, high: known + 1, unit, basis: 'Second visit' } };
  });
}

async function withdraw(book: Book, { reviewer }: Team, tales: readonly Tale[]): Promise<void> {
  const reasons = 'The clearing statement is the better source; the link named the wrong party.';
  const contested = tales.flatMap(({ changes }) => {
    const blames = changes.filter(({ kind, body }) => kind === 'link' && body.type === 'perpetrator-of');
    return blames.length > 1 ? blames.slice(0, 1) : [];
  });
  const open = contested.filter(({ id }) => Number(book.body(id).level) < SINGLE_SOURCE_CAP).slice(0, 4);
  await book.write(
    reviewer,
    open.map(({ id }) => book.revise(id, { withdrawn: { by: reviewer.author, reasons } })),
    'Link withdrawn',
  );
}

/** A level that two people gave, taken back by two people. */
async function lower(book: Book, { lead, reviewer }: Team, { id }: Change): Promise<void> {
  const proposal = { level: 1, by: reviewer.author, reasons: 'A source took back the decisive part of the account.' };
  await book.write(reviewer, [book.revise(id, { proposal })], 'Lower level proposed');
  const confirmation = { by: lead.author, reasons: 'What remains is one account from hearsay.' };
  await book.write(lead, [book.revise(id, { level: 1, confirmation })], 'Level lowered by a second person');
}
