import { Button } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { useLasting } from './links.ts';
import styles from './stage.module.css';
import type { Sort } from './uses.ts';

interface Props {
  sort: Sort;
  /** The thumbnail that lies under the cover, if there is one. */
  small: string | undefined;
  graphic: boolean;
  onUncover: () => void;
}

/** What stands where a picture or a recording would: nothing of it is loaded but a blur of its thumbnail. */
export function Cover({ sort, small, graphic, onUncover }: Props) {
  const { say } = useWords();
  return (
    <div className={styles.cover}>
      {small && <Blur small={small} />}
      <div className={styles.words}>
        <p>{say(graphic ? 'evidence.covered.graphic' : 'evidence.covered')}</p>
        <Button variant="default" onClick={onUncover}>
          {say(`evidence.uncover.${sort}`)}
        </Button>
        <p className={styles.note}>{say(sort === 'image' ? 'evidence.covered.next' : 'evidence.covered.nextSound')}</p>
      </div>
    </div>
  );
}

function Blur({ small }: { small: string }) {
  const { link, broken, onError } = useLasting([small], small);
  if (!link || broken || link.disposition !== 'inline') return null;
  return (
    <img className={styles.blur} src={link.url} alt="" draggable={false} data-covered onError={() => void onError()} />
  );
}
