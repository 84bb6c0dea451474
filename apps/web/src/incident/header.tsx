import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Incident } from '../api/shapes.ts';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Counts } from '../value/counts.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import styles from './header.module.css';
import type { Surroundings } from './surroundings.ts';
import { VoiceStones } from './voice-stones.tsx';
import { type Voice, voices } from './voices.ts';

interface Props {
  incident: Incident;
  known: Surroundings;
}

/** Title with reference; time, place and counts, each of which answers "who says so?" when chosen. */
export function IncidentHeader({ incident, known }: Props) {
  const { say } = useWords();
  const { time, place, counts, summary, context } = incident.body;
  return (
    <header className={styles.header}>
      <p className={styles.reference}>
        <Link to="/incidents" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('area.incidents')}
        </Link>
        <span>{incident.reference}</span>
        <span>{incident.compartment}</span>
      </p>
      <h1>{titleOf(incident, say)}</h1>
      <dl className={styles.facts}>
        <Fact field="time" name={say('column.time')} voices={voices(incident, known, 'time')}>
          <TimeWords time={time} />
        </Fact>
        <Fact field="place" name={say('column.place')} voices={voices(incident, known, 'place')}>
          <PlaceWords place={place} />
        </Fact>
        <Fact field="counts" name={say('column.counts')} voices={voices(incident, known, 'counts')}>
          <Counts counts={counts} />
        </Fact>
      </dl>
      {summary && <p className={styles.prose}>{summary}</p>}
      {context && <p className={styles.prose}>{context}</p>}
    </header>
  );
}

interface FactProps {
  field: string;
  name: string;
  voices: readonly Voice[];
  children: ReactNode;
}

function Fact({ field, name, voices: speaking, children }: FactProps) {
  const { say } = useWords();
  const navigate = useNavigate({ from: '/incidents/$id' });
  return (
    <div className={styles.fact}>
      <dt>
        {name} <VoiceStones voices={speaking} />
      </dt>
      <dd>
        {children}
        <button
          type="button"
          className={styles.ask}
          aria-label={say('who.askAbout', { field: name })}
          onClick={() => void navigate({ search: { panel: 'who', field }, replace: true })}
        >
          {say('who.ask')}
        </button>
      </dd>
    </div>
  );
}
