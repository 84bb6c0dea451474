import '../words/desk.ts';
import '../words/records.ts';
import { URGENCIES, type Urgency } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useShortcuts } from '../comfort/shortcuts.ts';
import { Comparing, useComparing } from '../duplicates/comparing.tsx';
import { AnchorLamp } from '../frame/anchor-lamp.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { DeskLine } from './line.tsx';
import styles from './page.module.css';
import { desk, type Line } from './questions.ts';

/** What needs the reader: three columns by urgency, a line each with why and one thing to do. */
export function DeskPage() {
  const { say } = useWords();
  const { filter, who } = useVisit();
  const answer = useQuery(desk(filter.compartment));
  const page = useRef<HTMLDivElement>(null);

  const step = (by: number) => {
    const lines = [...(page.current?.querySelectorAll<HTMLElement>('[data-line] a') ?? [])];
    const at = lines.indexOf(document.activeElement as HTMLElement);
    lines[Math.max(0, Math.min(lines.length - 1, at < 0 ? 0 : at + by))]?.focus();
  };
  useShortcuts([
    { keys: 'j', does: say('desk.keys.next'), run: () => step(1) },
    { keys: 'k', does: say('desk.keys.before'), run: () => step(-1) },
  ]);
  const still = useComparing({ compartment: filter.compartment }, (left) => {
    if (left === 0) void answer.refetch();
  });
  const columns = answer.data;
  const count = columns ? URGENCIES.reduce((sum, urgency) => sum + columns[urgency].length, 0) : 0;
  return (
    <div className={styles.page} ref={page}>
      <h1>{say('area.desk')}</h1>
      {answer.isPending && <Waiting />}
      {answer.error && <Trouble error={answer.error} again={answer.refetch} />}
      <Comparing n={still.n} more={still.more} />
      {columns && count === 0 && <Quiet />}
      {columns && count > 0 && (
        <>
          <div className={styles.columns}>
            {URGENCIES.map((urgency) => (
              <Column key={urgency} urgency={urgency} lines={columns[urgency]} several={who.compartments.length > 1} />
            ))}
          </div>
          <p className={styles.integrity}>
            {say('desk.integrity')} <AnchorLamp />
          </p>
        </>
      )}
    </div>
  );
}

interface ColumnProps {
  urgency: Urgency;
  lines: readonly Line[];
  several: boolean;
}

function Column({ urgency, lines, several }: ColumnProps) {
  const { say } = useWords();
  return (
    <section className={styles.column} data-urgency={urgency} aria-labelledby={`desk-${urgency}`}>
      <h2 id={`desk-${urgency}`}>
        {say(`desk.column.${urgency}`)} <span className={styles.count}>{lines.length}</span>
      </h2>
      {lines.length === 0 ? (
        <p className={styles.nothing}>{say('desk.columnEmpty')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <DeskLine key={`${line.what} ${line.record} ${line.since}`} line={line} several={several} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Nothing to do: a quiet cairn, and whether the log stands. */
function Quiet() {
  const { say } = useWords();
  return (
    <div className={styles.quiet}>
      <Mark size={72} />
      <p>{say('desk.empty')}</p>
      <AnchorLamp />
    </div>
  );
}
