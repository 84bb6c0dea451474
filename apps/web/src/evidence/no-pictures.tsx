import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import styles from './no-pictures.module.css';

/**
 * Why no picture can be shown: its address could not be had, or, without an error, the operator has not set up the other
 * host from which foreign files are shown.
 */
export function NoPictures({ error }: { error: unknown }) {
  const { say } = useWords();
  if (error) return <Trouble error={error} />;
  return <Note text={say('evidence.noFilesHost')} />;
}

/** The address was had and nothing that can be shown came from it. */
export function NotFetched() {
  const { say } = useWords();
  return <Note text={say('evidence.notFetched')} />;
}

function Note({ text }: { text: string }) {
  return (
    <p className={styles.note}>
      <Glyph name="notice" />
      <span>{text}</span>
    </p>
  );
}
