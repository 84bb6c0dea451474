import { useEffect, useRef } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { Backups } from './preview.tsx';
import type { Result } from './shapes.ts';

/** What was erased just now, what could not be, and which backups hold it until when. */
export function WhatWasDone({ result }: { result: Result }) {
  const { say } = useWords();
  const { erasure, disclosures, records, files, keptFiles, scrubbed, notDone, backups } = result;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <section className={styles.result}>
        <h2 ref={heading} tabIndex={-1} className={styles.quiet}>
          {say('erasure.result')}
        </h2>
        <p>{say('erasure.result.sum', { n: disclosures, records })}</p>
        {files > 0 && <p>{say('erasure.result.files', { n: files })}</p>}
        {keptFiles > 0 && <p>{say('erasure.result.kept', { n: keptFiles })}</p>}
        <p>
          {say(
            scrubbed
              ? erasure.complete
                ? 'erasure.result.scrubbed'
                : 'erasure.result.partly'
              : 'erasure.result.unscrubbed',
          )}
        </p>
        {notDone.map((sentence) => (
          <p key={sentence} className={styles.undone}>
            <Glyph name="notice" size={14} /> {sentence}
          </p>
        ))}
      </section>
      <Backups backups={backups} />
    </>
  );
}
