import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { integrity, logMemory } from '../api/questions.ts';
import { CONTRADICTED, comparisonOf, type Standing, standing } from '../integrity/standing.ts';
import { Glyph } from '../look/glyph.tsx';
import { ago } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import styles from './anchor-lamp.module.css';

const UNKNOWN: Standing = { state: 'notice', word: 'lamp.silent', values: {} };

/** Says at a glance whether somebody outside could notice a change; opens the page that explains it. */
export function AnchorLamp() {
  const { say, language } = useWords();
  const { data, isError } = useQuery(integrity);
  const seen = comparisonOf(useQuery(logMemory));
  if (!data && !isError && seen !== 'contradicts') return <span className={styles.lamp} />;
  const { state, word, values } = data
    ? standing(data, (time) => ago(time, language), seen)
    : seen === 'contradicts'
      ? CONTRADICTED
      : UNKNOWN;
  return (
    <Link to="/integrity" className={styles.lamp} data-state={state}>
      <Glyph name={state} />
      <span className={styles.words}>{say(word, values)}</span>
    </Link>
  );
}
