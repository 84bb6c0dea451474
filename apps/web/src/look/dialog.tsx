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
export function Dialog({ title: heading, onLeave, children }: Props) {
  const { say } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would begin at the cross. Whoever reads on begins at what is asked, or at the first decision.
    const first = element?.querySelector<HTMLElement>('[autofocus], [data-first]') ?? title.current;
    first?.focus();
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
        <h2 id={id} ref={title} tabIndex={-1}>
          {heading}
        </h2>
      </header>
      {children}
      {onLeave && (
        <button type="button" className={styles.close} aria-label={say('dialog.close')} onClick={onLeave}>
          <Glyph name="close" />
        </button>
      )}
    </dialog>
  );
}
