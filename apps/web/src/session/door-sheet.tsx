import { type ReactNode, useEffect, useRef } from 'react';
import { Mark } from '../look/mark.tsx';
import { LanguageSwitch } from '../words/language-switch.tsx';
import styles from './door-sheet.module.css';

/** What every page before the workspace stands on. It names Cairn and nobody: neither who runs it nor what it holds. */
export function DoorSheet({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const page = useRef<HTMLElement>(null);
  // Whoever listens or uses the keyboard begins each step at its heading, unless it has a field that waits for them.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const heading = page.current?.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }, []);
  return (
    <main ref={page} className={styles.page}>
      <div className={styles.sheet} data-wide={wide}>
        <div className={styles.mark}>
          <Mark size={44} />
        </div>
        {children}
      </div>
      <LanguageSwitch />
    </main>
  );
}
