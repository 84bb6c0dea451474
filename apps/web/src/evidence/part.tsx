import { type ReactNode, useId } from 'react';
import styles from './part.module.css';

interface Props {
  title: string;
  /** What can be done here, beside the heading. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a page under its heading. */
export function Part({ title, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

export interface Fact {
  name: string;
  value: ReactNode;
  /** Further words under the value. */
  more?: ReactNode;
}

/** Facts as names and values; nothing where there are none. */
export function Facts({ facts, machine = false }: { facts: readonly Fact[]; machine?: boolean }) {
  if (facts.length === 0) return null;
  return (
    <dl className={styles.facts} data-machine={machine}>
      {facts.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more && <div className={styles.more}>{more}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
