import { useNavigate } from '@tanstack/react-router';
import type { AnyRecord } from '../api/shapes.ts';
import { useWords } from '../words/words.ts';
import styles from './ask.module.css';
import type { Surroundings } from './surroundings.ts';
import { VoiceStones } from './voice-stones.tsx';
import { voices } from './voices.ts';

interface Props {
  record: AnyRecord;
  known: Surroundings;
  /** The field that is asked about; without it the record as a whole. */
  field?: string;
  name: string;
}

/** The stones of who speaks about a field, and the question that opens the panel beside the page. */
export function Ask({ record, known, field, name }: Props) {
  const { say } = useWords();
  const navigate = useNavigate({ from: '/incidents/$id' });
  const about = record.kind === 'incident' ? {} : { about: record.id };
  return (
    <span className={styles.asking}>
      <VoiceStones voices={voices(record, known, field)} />
      <button
        type="button"
        className={styles.ask}
        aria-label={say('who.askAbout', { field: name })}
        onClick={() =>
          void navigate({ search: { panel: 'who', ...(field ? { field } : {}), ...about }, replace: true })
        }
      >
        {say('who.ask')}
      </button>
    </span>
  );
}
