import '../words/map.ts';
import type { LibraryQuery } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useWords } from '../words/words.ts';
import { overTime, type Step } from './questions.ts';
import type { TimelineProps } from './shapes.ts';
import { daysBetween, withGaps } from './time-steps.ts';
import { TimelineBars } from './timeline-bars.tsx';
import styles from './toolbar.module.css';

const STEPS: readonly Step[] = ['day', 'month', 'year'];

/** A span that is wider than this many days shows months first, else days. */
const LONG = 124;

function stepFor({ from, to }: LibraryQuery): Step {
  if (from === undefined || to === undefined) return 'month';
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 > LONG ? 'month' : 'day';
}

/** When what a query finds happened, as bars that can be chosen; what has no time is counted beside them. */
export function Timeline({ query, onPeriod }: TimelineProps) {
  const { say } = useWords();
  const [step, setStep] = useState<Step>(() => stepFor(query));
  const found = useQuery(overTime(query, step));
  const bars = useMemo(() => withGaps(found.data?.bars ?? [], step), [found.data, step]);
  const chosen = { ...(query.from ? { from: query.from } : {}), ...(query.to ? { to: query.to } : {}) };
  const isChosen = query.from !== undefined || query.to !== undefined;
  return (
    <section className={styles.whole} aria-label={say('timeline.title')}>
      <div className={styles.bar}>
        {STEPS.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.tool}
            aria-pressed={each === step}
            onClick={() => setStep(each)}
          >
            {say(`timeline.${each}`)}
          </button>
        ))}
        {isChosen && (
          <button type="button" className={styles.tool} onClick={() => onPeriod(null)}>
            {say('timeline.noPeriod')}
          </button>
        )}
      </div>
      {found.error && <p role="alert">{say('map.notRead')}</p>}
      {found.data && bars.length === 0 && <p className={styles.hint}>{say('timeline.none')}</p>}
      {bars.length > 0 && (
        <TimelineBars
          bars={bars}
          step={step}
          chosen={isChosen ? chosen : null}
          onChoose={(one, other) => onPeriod(daysBetween(bars, one, other))}
        />
      )}
      {found.data && (
        <p className={styles.hint}>
          {say('timeline.counted')} {found.data.unknown > 0 && say('timeline.unknown', { n: found.data.unknown })}
        </p>
      )}
    </section>
  );
}
