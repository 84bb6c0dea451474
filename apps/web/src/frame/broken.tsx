import { Button } from '@mantine/core';
import { Glyph } from '../look/glyph.tsx';
import styles from '../look/trouble.module.css';
import { useWords } from '../words/words.ts';

/** Stands where a part of the page could not be fetched or shown. A part that did not arrive comes only with the whole page. */
export function Broken() {
  const { say } = useWords();
  return (
    <div className={styles.trouble} role="alert">
      <Glyph name="alarm" />
      <p>{say('trouble.broken')}</p>
      <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
        {say('trouble.anew')}
      </Button>
    </div>
  );
}
