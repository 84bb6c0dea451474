import { countAnomalies, describeCount, type Harm } from '@cairn/model';
import { inSentence, useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './counts.module.css';

/** A line may be cut at its end; what is not zero should stand before the cut. */
function weightiestFirst(counts: readonly Harm[]): Harm[] {
  const isZero = ({ count }: Harm) => Number((count.high ?? count.best ?? count.low) === 0);
  return [...counts].sort((a, b) => isZero(a) - isZero(b));
}

interface CountsProps {
  counts: readonly Harm[] | undefined;
  /** Where a line is all there is: contradicting figures without their names, which the tooltip and listeners still get. */
  compact?: boolean;
}

/** Counts as ranges with their unit; figures that contradict each other stand struck against each other instead. */
export function Counts({ counts, compact = false }: CountsProps) {
  const { say } = useWords();
  if (!counts?.length) return <span className={styles.absent}>{say('counts.none')}</span>;
  return (
    <span className={styles.counts}>
      {(compact ? weightiestFirst(counts) : counts).map((harm) => (
        <OneCount key={JSON.stringify(harm)} harm={harm} compact={compact} />
      ))}
    </span>
  );
}

function OneCount({ harm, compact }: { harm: Harm; compact: boolean }) {
  const { language } = useWords();
  const label = useVocabulary();
  const { outcome, group, count } = harm;
  return (
    <span className={styles.count}>
      {countAnomalies(count).length > 0 ? (
        <>
          {label('outcome', outcome)}: <StruckFigures count={count} compact={compact} />
        </>
      ) : (
        describeCount(count, language, outcome)
      )}
      {group && ` (${inSentence(label(group.scheme, group.code, group))})`}
    </span>
  );
}

/** The source's own figures, none corrected: low, best and high with strokes between them. */
export function StruckFigures({ count, compact = false }: { count: Harm['count']; compact?: boolean }) {
  const { say, language } = useWords();
  const figures = (['low', 'best', 'high'] as const).flatMap((which) => {
    const n = count[which];
    return n === undefined ? [] : [{ which, figure: n.toLocaleString(language), named: say(`counts.${which}`, { n }) }];
  });
  const all = `${figures.map(({ named }) => named).join(', ')}. ${say('counts.contradict')}`;
  return (
    <span className={styles.struck} title={all}>
      <span aria-hidden="true">
        {figures.map(({ which, figure, named }, index) => (
          <span key={which}>
            {index > 0 && <span className={styles.stroke} />}
            {compact ? figure : named}
          </span>
        ))}
      </span>
      <span className="for-readers">{all}</span>
    </span>
  );
}
