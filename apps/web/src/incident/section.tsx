import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** A part of the page under its heading, with how many things it holds. */
export function Section({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.title}>
        {title} <span className={styles.count}>{count}</span>
      </h2>
      {children}
    </section>
  );
}
