import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { compared, type Memory, type Replaced } from '../anchor/keeping.ts';
import { readMemory, remember, stored } from '../anchor/memory.ts';
import { logMemory } from '../api/questions.ts';
import { Glyph } from '../look/glyph.tsx';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import styles from './seen.module.css';

/** The log goes on under another key than this browser knew: what that means, both keys, and what to do. */
export function KeyReplaced({ memory, replaced }: { memory: Memory; replaced: Replaced }) {
  const { say } = useWords();
  const client = useQueryClient();
  const done = () => {
    // Another tab may have kept something larger meanwhile, or seen yet another key.
    const before = stored();
    const kept = before && readMemory(before);
    if (kept?.key === memory.key) remember(compared(kept), before);
    void client.invalidateQueries({ queryKey: logMemory.queryKey });
  };
  return (
    <section className={`${styles.seen} ${styles.key}`}>
      <h2 className={styles.state} data-state="notice">
        <Glyph name="notice" />
        {say('seen.key')}
      </h2>
      <p>{say('seen.key.told')}</p>
      <p>{say('seen.key.ask')}</p>
      <dl>
        <Term name={say('seen.key.new')}>
          <code>{memory.key}</code>
        </Term>
        <Term name={say('seen.key.old')}>
          <code>{replaced.key}</code>
        </Term>
        <Term name={say('seen.key.since')}>
          <Moment at={replaced.since} />
        </Term>
        <Term name={say('seen.key.at')}>
          <Moment at={replaced.at} />
        </Term>
      </dl>
      <Button className={styles.download} variant="default" onClick={done}>
        {say('seen.key.compared')}
      </Button>
    </section>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
