import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

interface Props {
  title: string;
  /** Null where how many there are is told by the parts. */
  count: number | null;
  /** What can be done here, beside the heading. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the page under its heading, with how many things it holds. */
export function Section({ title, count, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.title}>
        <h2 id={id}>
          {title} <span className={styles.count}>{count}</span>
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
