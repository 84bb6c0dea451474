import '../words/evidence.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../words/words.ts';
import { itemList } from './questions.ts';
import styles from './strip.module.css';
import { Thumbnail } from './thumbnail.tsx';

const SHOWN = 8;

interface Props {
  incident: string;
  mayAdd: boolean;
}

/** The media of an incident as a covered strip that leads to their contact sheet. Nothing is uncovered here. */
export function MediaStrip({ incident, mayAdd }: Props) {
  const { say } = useWords();
  const { data } = useInfiniteQuery(itemList({ about: incident }));
  const items = data?.pages[0]?.items ?? [];
  const shown = items.filter(({ thumbnail }) => thumbnail).slice(0, SHOWN);
  const together = shown.flatMap(({ thumbnail }) => (thumbnail ? [thumbnail.item] : []));
  return (
    <div className={styles.strip}>
      {shown.length > 0 && (
        <Link
          to="/incidents/$id/evidence"
          params={{ id: incident }}
          className={styles.pictures}
          aria-label={say('strip.toSheet')}
        >
          {shown.map((item) => (
            <span key={item.id} className={styles.picture}>
              <Thumbnail item={item} together={together} open={false} colour={false} />
            </span>
          ))}
        </Link>
      )}
      <p className={styles.ways}>
        {items.length > 0 && (
          <Link to="/incidents/$id/evidence" params={{ id: incident }}>
            {say('strip.sheet')}
          </Link>
        )}
        {mayAdd && (
          <Link to="/incidents/$id/evidence/add" params={{ id: incident }}>
            {say('evidence.addFiles')}
          </Link>
        )}
      </p>
    </div>
  );
}
