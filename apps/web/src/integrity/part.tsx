import type { ReactNode } from 'react';
import { Glyph } from '../look/glyph.tsx';
import styles from './part.module.css';

export type State = 'calm' | 'notice' | 'alarm' | 'plain';

/** One section of the integrity page; framed where it must not be overlooked. */
export function Part({ title, framed = false, children }: { title: string; framed?: boolean; children: ReactNode }) {
  return (
    <section className={styles.part} data-framed={framed || undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A sentence with the sign of its state beside it. */
export function Line({ state, children }: { state: State; children: ReactNode }) {
  return (
    <p className={styles.line} data-state={state}>
      {state !== 'plain' && <Glyph name={state} />}
      <span>{children}</span>
    </p>
  );
}

/** What somebody at the command line types. */
export function Command({ children }: { children: string }) {
  return <code>npx cairn {children}</code>;
}

export function List({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}

/** Somebody outside: who, where, how it stands. */
export function Outsider({ name, address, children }: { name: string; address?: string | null; children: ReactNode }) {
  return (
    <li>
      <p>
        <span className={styles.name}>{name}</span> {address && <span className={styles.soft}>{address}</span>}
      </p>
      {children}
    </li>
  );
}

export function Fingerprint({ label, value }: { label: string; value: string }) {
  return (
    <p className={styles.soft}>
      {label}: <span className={styles.mono}>{value}</span>
    </p>
  );
}
