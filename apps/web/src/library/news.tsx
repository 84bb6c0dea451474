import { useQueryClient } from '@tanstack/react-query';
import { useLive } from '../live/live.tsx';
import { useWords } from '../words/words.ts';
import styles from './news.module.css';

/** What came since the list was read. Rows do not jump: the reader says when. */
export function News() {
  const { say } = useWords();
  const client = useQueryClient();
  const { news, more, taken } = useLive();
  const n = news.size;

  async function show() {
    taken();
    await client.invalidateQueries({ queryKey: ['library'] });
    void client.invalidateQueries({ queryKey: ['facets'] });
    document.getElementById('main')?.scrollTo({ top: 0 });
  }

  return (
    <output className={styles.place}>
      {(n > 0 || more) && (
        <span className={styles.news}>
          <span>{n > 0 ? say('news.count', { n }) : say('news.maybe')}</span>
          <button type="button" className={styles.show} onClick={() => void show()}>
            {say('news.show')}
          </button>
        </span>
      )}
    </output>
  );
}
