import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Compartment } from '../api/shapes.ts';
import { Choice } from '../edit/controls.tsx';
import { send } from '../evidence/sending.ts';
import { useWords } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { formats, preview } from './questions.ts';
import type { Sent } from './shapes.ts';

interface Props {
  compartments: readonly Compartment[];
  compartment: string;
  onCompartment: (id: string) => void;
  onSent: (sent: Sent) => void;
}

/** One file is chosen, sent, and looked at. */
export function ChooseFile({ compartments, compartment, onCompartment, onSent }: Props) {
  const { say } = useWords();
  const { data } = useQuery(formats);
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<(() => void) | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => () => stop.current?.(), []);

  function take(file: File | undefined) {
    if (!file || share !== null) return;
    setError(null);
    setShare(0);
    let upload = '';
    stop.current = send({
      ...{ file, compartment, upload: undefined },
      onBegun: (id) => {
        upload = id;
      },
      onProgress: (sent) => setShare(file.size === 0 ? 1 : sent / file.size),
      onPiece: () => {},
      onDone: () => void look(upload, file.name),
      onTrouble: () => end(new Error('cut')),
    });
  }
  async function look(upload: string, name: string) {
    try {
      onSent({ upload, name, compartment, preview: await preview(upload, name, {}) });
    } catch (caught) {
      end(caught);
    }
  }
  function end(caught: unknown) {
    setError(caught);
    setShare(null);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  }
  return (
    <>
      {compartments.length > 1 && (
        <Choice
          label={say('compartment')}
          options={compartments.map(({ id, name, code }) => ({ value: id, label: code ? `${code} · ${name}` : name }))}
          value={compartment}
          onChange={onCompartment}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would have the browser's own frame; the button stands inside. */}
      <div
        role="group"
        aria-label={say('importing.zone')}
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        <p>{say('importing.drop')}</p>
        <Button onClick={() => input.current?.click()} loading={share !== null}>
          {say('importing.choose')}
        </Button>
        {share !== null && (
          <progress className={styles.bar} value={share} max={1} aria-label={say('importing.sending')} />
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx,.json"
          aria-label={say('importing.choose')}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <Failure error={error} />
      <section className={styles.box} aria-labelledby="known-formats">
        <h2 id="known-formats">{say('importing.known')}</h2>
        <p className={styles.soft}>{say('importing.knownAbout')}</p>
        <ul className={styles.formats}>
          {(data ?? []).map(({ name, title, publisher, terms }) => (
            <li key={name}>
              <strong>{title}</strong>{' '}
              <span className={styles.soft}>{[publisher, terms].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
          <li>
            <strong>{say('importing.anyTable')}</strong> <span className={styles.soft}>CSV, XLSX</span>
          </li>
          <li>
            <strong>{say('importing.ownBook')}</strong> <span className={styles.soft}>XLSX</span>
          </li>
        </ul>
      </section>
    </>
  );
}
