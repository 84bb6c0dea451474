import { Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { Comforts, FirstHour } from '../comfort/comforts.tsx';
import { LineDown } from '../live/line-down.tsx';
import { useWords } from '../words/words.ts';
import { useArrival } from './arrival.ts';
import styles from './frame.module.css';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** Left rail, top bar, main sheet. The right panel belongs to the page that fills it. */
export function Frame() {
  const { say } = useWords();
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {say('frame.skip')}
      </a>
      <Rail />
      <TopBar />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <LineDown />
        <FirstHour />
        <Outlet />
      </main>
      <Comforts />
    </div>
  );
}
