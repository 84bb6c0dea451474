import { Button } from '@mantine/core';
import { useWords, type WordId } from '../words/words.ts';
import styles from './form.module.css';
import { Refusal } from './refusal.tsx';

interface Props {
  /** What the form does, on its button. */
  verb: WordId;
  /** What follows from it. */
  consequence: WordId;
  error: unknown;
  busy: boolean;
  onClose: () => void;
}

/** The end of a form: what follows from it, what was refused, and the ways out. */
export function FormEnd({ verb, consequence, error, busy, onClose }: Props) {
  const { say } = useWords();
  return (
    <>
      <p>{say(consequence)}</p>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" loading={busy}>
          {say(verb)}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onClose}>
          {say('people.leave')}
        </Button>
      </div>
    </>
  );
}
