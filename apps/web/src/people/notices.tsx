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
import type { Appointment, Notice } from './shapes.ts';

const KNOWN: Record<string, WordId> = {
  'lead-appointed': 'people.notice.lead-appointed',
  'lead-proposed': 'people.notice.lead-proposed',
  'lead-refused': 'people.notice.lead-refused',
  'factor-reset': 'people.notice.factor-reset',
  travel: 'people.notice.travel',
  readmitted: 'people.notice.readmitted',
  'operator-change': 'people.notice.operator-change',
};

/** What the members of my compartments are told, and proposals that wait for me: quiet lines at the top. */
export function Notices() {
  const told = useQuery(notices).data ?? [];
  const mine = useProposals();
  const client = useQueryClient();
  const newest = told[0]?.at;
  useEffect(() => {
    if (newest) client.setQueryData(NOTICES_SEEN, newest);
  }, [client, newest]);
  if (told.length === 0 && mine.length === 0) return null;
  return (
    <ul className={styles.notices}>
      {mine.map((appointment) => (
        <li key={appointment.id}>
          <Proposal appointment={appointment} />
        </li>
      ))}
      {told.map((notice) => (
        <li key={`${notice.at} ${notice.what} ${notice.compartment.id} ${notice.who[0]}`}>
          <Line notice={notice} />
        </li>
      ))}
    </ul>
  );
}

function Line({ notice: { at, what, compartment, who } }: { notice: Notice }) {
  const { say } = useWords();
  const author = useAuthor();
  const [name = say('people.someone'), ...by] = who.map(author);
  const word = KNOWN[what];
  const words = { who: name, by: by.join(', ') || say('people.someone'), compartment: compartment.name };
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
