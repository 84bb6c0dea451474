import { Link } from '@tanstack/react-router';
import type { Incident } from '../api/shapes.ts';
import { Counts } from '../value/counts.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import styles from './cards.module.css';
import { FlagMark } from './flag-mark.tsx';
import { titleOf } from './title.ts';

/** For phones: the same incidents, each a short stack of lines. */
export function IncidentCards({ incidents }: { incidents: readonly Incident[] }) {
  return (
    <ul className={styles.cards}>
      {incidents.map((incident) => (
        <li key={incident.id} className={styles.card}>
          <Card incident={incident} />
        </li>
      ))}
    </ul>
  );
}

function Card({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { time, place, counts, flags } = incident.body;
  return (
    <>
      <p className={styles.head}>
        <span>{incident.reference}</span>
        <FlagMark flags={flags} />
      </p>
      <Link to="/incidents/$id" params={{ id: incident.id }} className={styles.title}>
        {titleOf(incident, say)}
      </Link>
      <p>
        <TimeWords time={time} />
      </p>
      <p>
        <PlaceWords place={place} />
      </p>
      <div>
        <Counts counts={counts} />
      </div>
    </>
  );
}
