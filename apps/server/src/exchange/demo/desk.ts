import type { Book } from './book.ts';
import type { Team } from './decisions.ts';
import type { Stage } from './stage.ts';
import type { Tale } from './teller.ts';

interface Given {
  readonly record: Stage['record'];
  readonly tales: readonly Tale[];
  /** Accounts of whoever looks at the demonstration: some of the work is theirs. */
  readonly visitors: readonly string[];
}

/** Work that waits on the desks of the team and of whoever looks on: incidents that are assigned, some past their day, and questions. */
export async function waitingWork(book: Book, team: Team, { record, tales, visitors }: Given): Promise<void> {
  const open = tales.filter(({ incident }) => isOpen(book.body(incident.id).status)).slice(-9);
  const assigned = [team.field.author, ...visitors].slice(0, 20);
  await book.write(
    team.lead,
    open.slice(0, 6).map(({ incident }, i) => {
      const due = DAYS[i];
      return book.revise(incident.id, { assigned, ...(due === undefined ? {} : { due }) });
    }),
    'Shared out for the week',
  );
  const asked = [team.lead.author, ...visitors].slice(0, 20);
  await book.write(
    team.field,
    open
      .slice(6)
      .map(({ incident }, i) =>
        record('comment', { about: incident.id, text: QUESTIONS[i] ?? QUESTIONS[0], mentions: asked }),
      ),
    'Asked a colleague',
  );
}

/** Two are past, the others have no day. */
const DAYS = ['2025-03-05', '2025-03-12'] as const;

const QUESTIONS = [
  'The second witness names another hour. Should we ask once more, or keep both?',
  'Is this the same convoy as the one at the weir road?',
  'Хто може глянути на план лікарні? Здається, поверх не той.',
] as const;

/** Whether people work on an incident: one that is set aside or was reviewed is on nobody's desk. */
function isOpen(status: unknown): boolean {
  return status === 'open' || status === 'needs-help';
}
