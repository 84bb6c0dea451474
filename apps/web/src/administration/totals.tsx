import { useQuery } from '@tanstack/react-query';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { dayInWords } from '../people/day.ts';
import { doing } from '../people/doings.ts';
import told from '../people/told.module.css';
import { useWords } from '../words/words.ts';
import { totals } from './questions.ts';
import type { Total } from './shapes.ts';

/** How much was done on each day: figures only, neither people nor records. */
export function Totals() {
  const { say, language } = useWords();
  const { data, error, isPending, refetch } = useQuery(totals);
  const days = Map.groupBy(data ?? [], ({ day }: Total) => day.slice(0, 10));
  return (
    <div className={told.told}>
      <p className={told.about}>{say('admin.totals.about')}</p>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data?.length === 0 && <p>{say('admin.totals.nothing')}</p>}
      <ol className={told.list}>
        {[...days].map(([day, figures]) => (
          <li key={day}>
            <p>
              <b>{dayInWords(day, language)}</b>
            </p>
            <p>{figures.map(({ what, n }) => `${doing(what, say)}: ${n}`).join(' · ')}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
