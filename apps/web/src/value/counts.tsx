import { describeCount } from '@cairn/model';
import type { Harm } from '../api/shapes.ts';
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
  const outcome = label('outcome', harm.outcome);
  const whose = harm.group ? ` (${label(harm.group.scheme, harm.group.code, harm.group)})` : '';
  if (harm.count.anomalies?.length) {
    return (
      <span className={styles.count}>
        {outcome}
        {whose}: <StruckFigures count={harm.count} />
      </span>
    );
  }
  return (
    <span className={styles.count}>
      {describeCount(harm.count, language, outcome)}
      {whose}
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
          {index > 0 && (
            <span className={styles.stroke} aria-hidden="true">
              {' ⁄⁄ '}
            </span>
          )}
          {say(`counts.${which}`, { n: count[which] })}
        </span>
      ))}
      <span className="for-readers"> {say('counts.contradict')}</span>
    </span>
  );
}
