import type { Incident } from '../api/shapes.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './stage-bar.module.css';

/** How far the work on an incident has come, under its title. */
export function StageBar({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { status } = incident.body;
  if (!status) return null;
  return (
    <p className={styles.stage}>
      <span className={styles.name}>{say('field.status')}</span> {label('incident-status', status)}
    </p>
  );
}
