import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Memory, sizeOf } from '../anchor/keeping.ts';
import { keptMemory } from '../anchor/memory.ts';
import { logMemory } from '../api/questions.ts';
import { Glyph } from '../look/glyph.tsx';
import { handOver } from '../panel/download.ts';
import { useWords } from '../words/words.ts';
import styles from './seen.module.css';

/** What this browser itself has seen of the log, while nothing contradicts it. */
export function Seen() {
  const { data, isError } = useQuery(logMemory);
  const memory = data ?? (isError ? keptMemory() : null);
  return memory || isError ? <Agreement memory={memory} compared={!isError} /> : null;
}

const entriesIn = (note: string) => Number(sizeOf(note));

function Agreement({ memory, compared }: { memory: Memory | null; compared: boolean }) {
  const { say } = useWords();
  return (
    <section className={styles.seen}>
      <h2>{say('seen.title')}</h2>
      {!compared && (
        <p className={styles.state} data-state="notice">
          <Glyph name="notice" />
          <span>{say('seen.uncompared')}</span>
        </p>
      )}
      {memory && (
        <>
          <p>
            <strong>{say('seen.count', { n: entriesIn(memory.note) })}</strong> {say('seen.agrees')}
          </p>
          <p>
            {say('seen.limits')} <code>npx cairn audit --against FILE</code>
          </p>
          <Download note={memory.note} />
        </>
      )}
    </section>
  );
}

interface Contradicted {
  memory: Memory;
  contradiction: NonNullable<Memory['contradiction']>;
}

/** What happened, what was kept, what to do; then both checkpoints, each as it was signed. */
export function Contradiction({ memory, contradiction: { why, note } }: Contradicted) {
  const { say } = useWords();
  return (
    <section className={styles.seen} data-state="alarm">
      <div role="alert" className={styles.told}>
        <h2 className={styles.state} data-state="alarm">
          <Glyph name="alarm" size={20} />
          {say('seen.alarm')}
        </h2>
        <p>{say(`seen.why.${why}`, { n: entriesIn(memory.note), now: entriesIn(note) })}</p>
      </div>
      <p>{say('seen.wasKept')}</p>
      <p>{say('seen.toDo')}</p>
      <Checkpoint title={say('seen.then')} note={memory.note} />
      <Checkpoint title={say('seen.now')} note={note} />
      <p>
        {say('seen.hold')} <code>npx cairn audit --against FILE</code>
      </p>
    </section>
  );
}

function Checkpoint({ title, note }: { title: string; note: string }) {
  return (
    <figure className={styles.checkpoint}>
      <figcaption>{title}</figcaption>
      <pre>{note.trimEnd()}</pre>
      <Download note={note} named={title} />
    </figure>
  );
}

/** Hands the signed note over, byte for byte, as `cairn audit --against` reads it. */
function Download({ note, named }: { note: string; named?: string }) {
  const { say } = useWords();
  const label = say('seen.download');
  return (
    <Button
      className={styles.download}
      variant="default"
      leftSection={<Glyph name="download" />}
      {...(named ? { 'aria-label': `${label}: ${named}` } : {})}
      onClick={() => handOver(`checkpoint-${sizeOf(note)}.txt`, note, 'text/plain')}
    >
      {label}
    </Button>
  );
}
