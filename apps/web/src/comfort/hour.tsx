import '../words/comfort.ts';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { watchSent } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { GuideLink } from './guide-link.tsx';
import styles from './hour.module.css';
import { type HourStep, remember, STEPS, useHour } from './hour-memory.ts';
import { stepsOfPlace, stepsOfSent } from './hour-steps.ts';

/** Where each step is done. */
const WHERE: Record<HourStep, string> = {
  triage: '/triage',
  incident: '/library',
  who: '/library',
  grade: '/library?kind=statement',
  place: '/library',
  review: '/library?status=open',
  duplicate: '/duplicates',
  export: '/library',
  figures: '/figures',
};

/** Notices by itself what was done, wherever on the page it happened. */
function useNoticing(account: string, done: readonly HourStep[]): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const note = (steps: readonly HourStep[]) => {
      if (steps.some((step) => !done.includes(step))) remember(account, { done: [...new Set([...done, ...steps])] });
    };
    note(stepsOfPlace({ pathname, search }));
    return watchSent((sent) => note(stepsOfSent(sent)));
  }, [account, done, pathname, search]);
}

/** A day's work once around, as a list that ticks itself. */
export function Hour({ account }: { account: string }) {
  const { say } = useWords();
  const { done, folded } = useHour(account);
  useNoticing(account, done);
  const all = done.length === STEPS.length;
  return (
    <section className={styles.hour} aria-label={say('hour.title')}>
      <p className={styles.head}>
        <strong>{say('hour.title')}</strong>
        <span role="status">{all ? say('hour.all') : say('hour.done', { n: done.length, total: STEPS.length })}</span>
        {all && <GuideLink>{say('hour.rest')}</GuideLink>}
        <button
          type="button"
          className={styles.button}
          aria-expanded={!folded}
          onClick={() => remember(account, { folded: !folded })}
        >
          {say(folded ? 'hour.unfold' : 'hour.fold')}
        </button>
        <button
          type="button"
          className={styles.away}
          aria-label={say('hour.dismiss')}
          title={say('hour.dismiss')}
          onClick={() => remember(account, { wish: 'away' })}
        >
          <Glyph name="close" size={14} />
        </button>
      </p>
      {!folded && (
        <>
          <p className={styles.lead}>
            {say('hour.lead')} <GuideLink />
          </p>
          <ol className={styles.steps}>
            {STEPS.map((step) => (
              <li key={step} className={styles.step} data-done={done.includes(step)}>
                <Glyph name={done.includes(step) ? 'calm' : 'notice'} />
                <div>
                  {done.includes(step) && <span className="for-readers">{say('hour.stepDone')} </span>}
                  <Link to={WHERE[step]} className={styles.name}>
                    {say(`hour.${step}`)}
                  </Link>
                  <p className={styles.how}>{say(`hour.how.${step}`)}</p>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
