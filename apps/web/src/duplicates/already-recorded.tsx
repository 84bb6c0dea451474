import '../words/relations.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './already-recorded.module.css';
import { type Checked, candidates } from './questions.ts';
import { Reasons } from './reasons.tsx';

/** After a pause in typing. */
const PAUSE = 700;

/**
 * Records that may be the same as what is being written, once there is enough of it to compare. It warns and hinders nothing.
 *
 * @param checked the body as far as it is written; identities do not belong in it
 */
export function AlreadyRecorded({ checked }: { checked: Checked }) {
  const { say } = useWords();
  const asked = usePaused(checked);
  const { title, names } = asked.body as { title?: unknown; names?: unknown };
  const enough =
    asked.compartment !== '' && (typeof title === 'string' ? title.trim().length > 3 : Array.isArray(names));
  const { data = [] } = useQuery({ ...candidates(asked), enabled: enough });
  return (
    <div role="status">
      {enough && data.length > 0 && (
        <section className={styles.note}>
          <p className={styles.head}>
            <Glyph name="notice" /> {say('duplicates.check')}
          </p>
          <p className={styles.help}>{say('duplicates.checkHelp')}</p>
          <ul className={styles.found}>
            {data.slice(0, 4).map(({ id, reference, title: name, reasons }) => (
              <li key={id}>
                <a
                  href={`/${asked.kind}s/${id}${asked.kind === 'actor' ? '/relations' : ''}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  {reference} · {name}
                </a>
                <Reasons reasons={reasons} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What stood still for a while. */
function usePaused(checked: Checked): Checked {
  const text = JSON.stringify(checked);
  const [still, setStill] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(still) as Checked;
}
