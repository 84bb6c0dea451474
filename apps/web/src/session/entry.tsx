import { type InputHTMLAttributes, type RefObject, useId } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './form.module.css';

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: WordId;
  help?: WordId | undefined;
  field?: RefObject<HTMLInputElement | null>;
  /** Whether what stands in the field is what the trouble beside the form is about. */
  wrong?: boolean;
}

/** A label, what helps to fill the field, and the field; in plain elements, for pages that open on the slowest line. */
export function Entry({ label, help, field, wrong = false, ...input }: Props) {
  const { say } = useWords();
  const id = useId();
  return (
    <div className={styles.entry}>
      <label htmlFor={id} className={styles.label}>
        {say(label)}
      </label>
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {say(help)}
        </p>
      )}
      <input
        ref={field}
        id={id}
        className={styles.field}
        aria-describedby={help && `${id}-help`}
        aria-invalid={wrong}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        // A dialog that opens with this field begins at it, not at its title.
        data-first={input.autoFocus || undefined}
        {...input}
      />
    </div>
  );
}

/** What went wrong, for the eye and said aloud. */
export function Problem({ text }: { text: string }) {
  return (
    <p role="alert" className={styles.problem}>
      {text && (
        <>
          <Glyph name="alarm" />
          <span>{text}</span>
        </>
      )}
    </p>
  );
}
