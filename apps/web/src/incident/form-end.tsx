import { Button } from '@mantine/core';
import { useWords } from '../words/words.ts';
import styles from './form-end.module.css';

interface Props {
  /** What the button that saves is called. */
  save: string;
  /** Of the saving: `changed` when somebody else was faster. */
  state: string;
  /** Whether something is still missing. */
  missing?: boolean;
  onLeave: () => void;
}

/** How a small form within a page ends: save, leave as it was, and what went wrong, said aloud. */
export function FormEnd({ save, state, missing = false, onLeave }: Props) {
  const { say } = useWords();
  return (
    <>
      <div className={styles.does}>
        <Button type="submit" size="sm" variant="filled" loading={state === 'busy'} disabled={missing}>
          {save}
        </Button>
        <Button size="sm" variant="default" onClick={onLeave}>
          {say('facts.giveBack')}
        </Button>
      </div>
      <p role="alert" className={styles.trouble}>
        {state === 'changed' && say('facts.level.changed')}
        {state === 'refused' && say('facts.undo.refused')}
      </p>
    </>
  );
}
