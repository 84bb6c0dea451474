import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../words/words.ts';
import styles from './dialog.module.css';
import { Glyph } from './glyph.tsx';

interface Props {
  title: string;
  /**
   * Called when the person leaves: Escape, or the cross. The caller takes the dialog away. Without it the dialog stays
   * until what is in it has been done.
   */
  onLeave?: () => void;
  children: ReactNode;
}

/** A question over the page. The browser keeps the keyboard in it and gives it back to where it was. */
export function Dialog({ title, onLeave, children }: Props) {
  const { say } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onLeave?.();
      }}
    >
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {onLeave && (
          <button type="button" className={styles.close} aria-label={say('dialog.close')} onClick={onLeave}>
            <Glyph name="close" />
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}
