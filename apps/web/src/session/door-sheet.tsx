import type { ReactNode } from 'react';
import { Mark } from '../look/mark.tsx';
import { LanguageSwitch } from '../words/language-switch.tsx';
import styles from './door-sheet.module.css';

/** What every page before the workspace stands on. It names Cairn and nobody: neither who runs it nor what it holds. */
export function DoorSheet({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main className={styles.page}>
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
