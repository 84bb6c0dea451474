import { useQuery, useQueryClient } from '@tanstack/react-query';
import { bothClocks } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import styles from './add-page.module.css';
import { knownUploads } from './fingerprints.ts';
import { sizeWords } from './measures.ts';
import { useQueue } from './my-queue.ts';
import { uploads } from './questions.ts';
import { discardUpload } from './queue.ts';
import form from './small-form.module.css';

/** Uploads that began before this page was loaded: browsers keep no files, so they wait until the same are chosen again. */
export function Unfinished() {
  const { say, language } = useWords();
  const client = useQueryClient();
  const { entries } = useQueue();
  const { data = [] } = useQuery(uploads);
  const here = new Set(entries.map(({ upload }) => upload));
  const left = data.filter(({ id }) => !here.has(id));
  const known = knownUploads();
  const resumable = left.filter(({ id }) => known.has(id));
  if (left.length === 0) return null;

  async function drop() {
    await Promise.all(left.map(({ id }) => discardUpload(id)));
    await client.invalidateQueries({ queryKey: ['uploads'] });
  }
  return (
    <section className={`${styles.box} ${styles.notice}`} aria-label={say('upload.unfinished')}>
      <h2>{say('upload.unfinishedCount', { n: left.length })}</h2>
      <p>{say(resumable.length > 0 ? 'upload.chooseAgain' : 'upload.fromElsewhere')}</p>
      <ul className={styles.rows}>
        {left.slice(0, SHOWN).map(({ id, bytes, received, created, expires }) => (
          <li key={id} className={styles.state}>
            <span>
              {say('upload.received', { got: sizeWords(received, language), all: sizeWords(bytes, language) })}
            </span>
            <span>{say('upload.begun', { at: bothClocks(created, language).kyiv })}</span>
            <span>{say('upload.until', { at: bothClocks(expires, language).kyiv })}</span>
          </li>
        ))}
      </ul>
      {left.length > SHOWN && <p className={styles.state}>{say('upload.andMore', { n: left.length - SHOWN })}</p>}
      <div>
        <button type="button" className={form.quiet} onClick={() => void drop()}>
          {say('upload.discard')}
        </button>
      </div>
    </section>
  );
}

const SHOWN = 10;
