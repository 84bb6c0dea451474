import { Link } from '@tanstack/react-router';
import type { Incident } from '../api/shapes.ts';
import { Counts } from '../value/counts.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import { FlagMark } from './flag-mark.tsx';
import styles from './table.module.css';
import { titleOf } from './title.ts';

/** For wide screens: one line per incident, dense, the whole row a link. */
export function IncidentTable({ incidents }: { incidents: readonly Incident[] }) {
  const { say } = useWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.reference}>
            {say('column.reference')}
          </th>
          <th scope="col" className={styles.time}>
            {say('column.time')}
          </th>
          <th scope="col">{say('column.title')}</th>
          <th scope="col" className={styles.place}>
            {say('column.place')}
          </th>
          <th scope="col" className={styles.counts}>
            {say('column.counts')}
          </th>
          <th scope="col" className={styles.flags}>
            {say('column.flags')}
          </th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Row key={incident.id} incident={incident} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { time, place, counts, flags } = incident.body;
  const title = titleOf(incident, say);
  return (
    <tr className={styles.row}>
      <td className={styles.reference}>{incident.reference}</td>
      <td>
        <TimeWords time={time} />
      </td>
      <th scope="row" className={styles.title} title={title}>
        <Link to="/incidents/$id" params={{ id: incident.id }} className={styles.link}>
          {title}
        </Link>
      </th>
      <td>
        <PlaceWords place={place} />
      </td>
      <td>
        <Counts counts={counts} compact />
      </td>
      <td>
        <FlagMark flags={flags} />
      </td>
    </tr>
  );
}
