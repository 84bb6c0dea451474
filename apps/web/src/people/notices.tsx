import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { post } from '../api/client.ts';
import { NOTICES_SEEN, notices, useProposals } from '../frame/waiting.ts';
import { Glyph } from '../look/glyph.tsx';
import { useAuthor } from '../panel/author.ts';
import { Moment } from '../panel/moment.tsx';
import { useWords, type WordId } from '../words/words.ts';
import { useChange } from './change.ts';
import { Decision } from './decision.tsx';
import styles from './notices.module.css';
import type { Appointment } from './shapes.ts';
import { joinNotices, type ToldNotice } from './told-notices.ts';

const KNOWN: Record<string, WordId> = {
  'lead-appointed': 'people.notice.lead-appointed',
  'lead-proposed': 'people.notice.lead-proposed',
  'lead-refused': 'people.notice.lead-refused',
  'factor-reset': 'people.notice.factor-reset',
  travel: 'people.notice.travel',
  readmitted: 'people.notice.readmitted',
  'operator-change': 'people.notice.operator-change',
};

/** How many lines are on the screen before one asks for the rest. */
const SHOWN = 2;

/** What the members of my compartments are told, and proposals that wait for me: quiet lines at the top. */
export function Notices() {
  const { say } = useWords();
  const notes = useQuery(notices).data;
  const mine = useProposals();
  const client = useQueryClient();
  const newest = notes?.[0]?.at;
  useEffect(() => {
    if (newest) client.setQueryData(NOTICES_SEEN, newest);
  }, [client, newest]);
  // A proposal that waits for the reader says the same with its buttons.
  const asked = new Set(mine.map(({ compartment }) => compartment.id));
  const told = joinNotices(
    (notes ?? []).filter(({ what, compartment }) => what !== 'lead-proposed' || !asked.has(compartment.id)),
  );
  if (told.length === 0 && mine.length === 0) return null;
  return (
    <div className={styles.notices}>
      {mine.map((appointment) => (
        <Proposal key={appointment.id} appointment={appointment} />
      ))}
      {told.slice(0, SHOWN).map((notice) => (
        <Line key={keyOf(notice)} notice={notice} />
      ))}
      {told.length > SHOWN && (
        <details className={styles.earlier}>
          <summary>{say('people.notices.earlier', { n: told.length - SHOWN })}</summary>
          {told.slice(SHOWN).map((notice) => (
            <Line key={keyOf(notice)} notice={notice} />
          ))}
        </details>
      )}
    </div>
  );
}

const keyOf = ({ at, what, compartment, who }: ToldNotice) => [at, what, compartment.id, ...who].join(' ');

function Line({ notice: { at, what, compartment, who, by } }: { notice: ToldNotice }) {
  const { say } = useWords();
  const author = useAuthor();
  const names = (list: readonly string[]) => list.map(author).join(', ') || say('people.someone');
  const word = KNOWN[what];
  const words = { who: names(who), by: names(by), compartment: compartment.name };
  return (
    <div className={styles.notice}>
      <Glyph name="notice" />
      <p>{word ? say(word, words) : `${what} · ${compartment.name}`}</p>
      <Moment at={at} />
    </div>
  );
}

/** A lead that an administrator proposes where none is left; a reviewer of the compartment says yes or no. */
function Proposal({ appointment }: { appointment: Appointment }) {
  const { say } = useWords();
  const { id, name, compartment, proposedBy } = appointment;
  const path = `/api/v1/appointments/${encodeURIComponent(id)}`;
  const approval = useChange(() => post(`${path}/approve`), [[]]);
  const refusal = useChange(() => post(`${path}/refuse`), [['appointments']]);
  const words = { name, compartment: compartment.name, by: proposedBy };
  return (
    <div className={styles.notice} data-asks>
      <Glyph name="notice" />
      <p>{say('people.appointment.asks', words)}</p>
      <div className={styles.choice}>
        <Decision
          verb={say('people.appointment.approve')}
          consequence={<p>{say('people.appointment.approve.consequence', words)}</p>}
          busy={approval.busy}
          error={approval.error}
          onDecide={async () => (await approval.run(undefined)) !== null}
        />
        <Decision
          verb={say('people.appointment.refuse')}
          consequence={<p>{say('people.appointment.refuse.consequence', words)}</p>}
          busy={refusal.busy}
          error={refusal.error}
          onDecide={async () => (await refusal.run(undefined)) !== null}
        />
      </div>
    </div>
  );
}
