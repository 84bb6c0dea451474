import { countAnomalies } from '@cairn/model';
import type { Flag, Incident } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { StruckFigures } from '../value/counts.tsx';
import { useWords } from '../words/words.ts';
import { flagWords } from './flag-words.ts';
import styles from './flags.module.css';
import { Section } from './section.tsx';

/** What in the source's own row does not hold together, as the source wrote it. Nothing here has been repaired. */
export function Flags({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const flags = incident.body.flags ?? [];
  const struck = incident.body.counts?.filter(({ count }) => countAnomalies(count).length > 0) ?? [];
  if (flags.length === 0 && struck.length === 0) return null;
  return (
    <Section title={say('flags')} count={flags.length}>
      <p className={styles.kept}>{say('flags.kept')}</p>
      {struck.map(({ outcome, count }) => (
        <p key={outcome}>
          <StruckFigures count={count} />
        </p>
      ))}
      <ul className={styles.flags}>
        {flags.map((flag) => (
          <FlagLine key={JSON.stringify(flag)} flag={flag} />
        ))}
      </ul>
    </Section>
  );
}

function asWritten(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function FlagLine({ flag }: { flag: Flag }) {
  const { say } = useWords();
  const { row, column, value } = flag;
  const written = value === undefined || value === null || value === '' ? null : asWritten(value);
  return (
    <li className={styles.flag}>
      <Glyph name="flag" />
      <div>
        <p>{flagWords(flag, say)}</p>
        <p className={styles.where}>
          {row !== undefined && <span>{say('flags.row', { row })}</span>}
          {column && (
            <span>
              {say('flags.column')} <code>{column}</code>
            </span>
          )}
          <span>
            {say('flags.value')} {written === null ? say('flags.empty') : <code>{written}</code>}
          </span>
        </p>
      </div>
    </li>
  );
}
