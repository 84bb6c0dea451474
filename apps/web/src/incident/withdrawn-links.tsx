import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/client.ts';
import type { Link } from '../api/shapes.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { useAuthor } from '../panel/author.ts';
import { RecordName } from '../value/record-name.tsx';
import { inSentence, useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import links from './links.module.css';
import { useSaved } from './saved.ts';
import { useEditingSession } from './session.tsx';
import styles from './ties.module.css';

/** Ties that were said not to hold, with why and by whom; each can be brought back. Read only when asked for. */
export function WithdrawnLinks({ incident }: { incident: string }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['related', incident, 'withdrawn'],
    queryFn: async ({ signal }) =>
      (await read<{ records: Link[] }>(`/api/v1/records/${encodeURIComponent(incident)}/related?withdrawn=1`, signal))
        .records,
    enabled: open,
  });
  return (
    <details className={links.group} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('facts.withdrawn')}</summary>
      {data?.length === 0 && <p className={styles.why}>{say('facts.withdrawn.none')}</p>}
      <ul className={styles.list}>
        {data?.map((link) => (
          <Withdrawn key={link.id} link={link} />
        ))}
      </ul>
    </details>
  );
}

function Withdrawn({ link }: { link: Link }) {
  const { say } = useWords();
  const label = useVocabulary();
  const author = useAuthor();
  const session = useEditingSession();
  const settled = useSaved();
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');
  const { from = '', to = '', type = '', withdrawn } = link.body;

  async function bringBack() {
    setState('busy');
    try {
      const reason = session?.reason || say('facts.reason.linkBack');
      const after = await setFields(link, { withdrawn: undefined }, reason);
      settled(after, { record: after, before: { withdrawn } });
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  return (
    <li className={styles.tie}>
      <p className={styles.head}>
        <RecordName id={from} /> <span className={styles.of}>{inSentence(label('link-type', type))}</span>{' '}
        <RecordName id={to} /> <span className={styles.reference}>{link.reference}</span>
      </p>
      <p className={styles.why}>{withdrawn && `${author(withdrawn.by)}: ${withdrawn.reasons}`}</p>
      {session?.mayEdit && (
        <button
          type="button"
          className={styles.quiet}
          aria-label={`${say('facts.withdrawn.back')}: ${link.reference}`}
          disabled={state === 'busy'}
          onClick={() => void bringBack()}
        >
          {say('facts.withdrawn.back')}
        </button>
      )}
      <p role="alert" className={styles.trouble}>
        {state === 'changed' && say('facts.level.changed')}
        {state === 'refused' && say('facts.undo.refused')}
      </p>
    </li>
  );
}
