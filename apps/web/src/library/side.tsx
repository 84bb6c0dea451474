import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { Facets } from './facets.tsx';
import { Narrowing } from './narrowing.tsx';
import { useOwnFields } from './own-fields.ts';
import styles from './side.module.css';
import type { LibraryState } from './use-query.ts';
import { Views } from './views.tsx';

interface Props {
  library: LibraryState;
  columns: readonly string[];
  /** On narrow screens it comes from below, when it is asked for. */
  asSheet: boolean;
  open: boolean;
  onClose: () => void;
}

/** Saved views, filters and facets: beside the table, or as a sheet from below. */
export function Side({ library, columns, asSheet, open, onClose }: Props) {
  const { say } = useWords();
  const fields = useOwnFields();
  const own = [...fields.values()]
    .filter(({ kind, type }) => kind === library.query.kind && ['yes-no', 'choice', 'choices'].includes(type))
    .map(({ key }) => `custom:${key}`);
  if (asSheet && !open) return null;
  const parts = (
    <>
      <Views library={library} columns={columns} />
      <Narrowing library={library} {...(asSheet ? { onDone: onClose } : {})} />
      <Facets library={library} more={own} />
    </>
  );
  if (asSheet) return <Sheet onClose={onClose}>{parts}</Sheet>;
  return (
    <aside id="filters" className={styles.side} aria-label={say('filter.title')}>
      {parts}
    </aside>
  );
}

function Sheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { say } = useWords();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      id="filters"
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <h2 id={title}>{say('filter.title')}</h2>
        <button type="button" className={styles.close} aria-label={say('filter.close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      <div className={styles.parts}>{children}</div>
    </dialog>
  );
}
