import { useQuery } from '@tanstack/react-query';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { begin, formats } from './questions.ts';
import { Run } from './run.tsx';
import type { Sent } from './shapes.ts';

/** A file whose form is known: nothing is left to say of its columns. */
export function Fixed({ sent, onTable }: { sent: Sent; onTable: (() => void) | null }) {
  const { say } = useWords();
  const { data } = useQuery(formats);
  const format = data?.find(({ name }) => name === sent.preview.is);
  return (
    <>
      <section className={styles.box}>
        <h2>{say('importing.looksLike', { title: format?.title ?? sent.preview.is })}</h2>
        {format && <p className={styles.soft}>{say('importing.terms', { terms: format.terms })}</p>}
        {onTable && (
          <button type="button" className={styles.plain} onClick={onTable}>
            {say('importing.asTable')}
          </button>
        )}
      </section>
      <Run order={(dryRun) => begin(sent, dryRun, { format: sent.preview.is })} resetOn={sent.preview.is} />
    </>
  );
}
