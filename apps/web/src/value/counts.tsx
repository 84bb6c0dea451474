import { countAnomalies, describeCount, type Harm } from '@cairn/model';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './counts.module.css';

/** Counts as ranges with their unit; figures that contradict each other stand struck against each other instead. */
export function Counts({ counts }: { counts: readonly Harm[] | undefined }) {
  const { say } = useWords();
  if (!counts?.length) return <span className={styles.absent}>{say('counts.none')}</span>;
  return (
    <span className={styles.counts}>
      {counts.map((harm) => (
        <OneCount key={JSON.stringify(harm)} harm={harm} />
      ))}
    </span>
  );
}

function OneCount({ harm }: { harm: Harm }) {
  const { language } = useWords();
  const label = useVocabulary();
  const { outcome, group, count } = harm;
  return (
    <span className={styles.count}>
      {countAnomalies(count).length > 0 ? (
        <>
          {label('outcome', outcome)}: <StruckFigures count={count} />
        </>
      ) : (
        describeCount(count, language, outcome)
      )}
      {group && ` (${label(group.scheme, group.code, group)})`}
    </span>
  );
}

/** The source's own figures, none corrected: low, best and high with strokes between them. */
export function StruckFigures({ count }: { count: Harm['count'] }) {
  const { say } = useWords();
  const figures = (['low', 'best', 'high'] as const).filter((which) => count[which] !== undefined);
  return (
    <span className={styles.struck} title={say('counts.contradict')}>
      {figures.map((which, index) => (
        <span key={which}>
          {index > 0 && <span className={styles.stroke} aria-hidden="true" />}
          {say(`counts.${which}`, { n: count[which] })}
        </span>
      ))}
      <span className="for-readers"> {say('counts.contradict')}</span>
    </span>
  );
}
