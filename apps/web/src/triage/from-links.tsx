import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Long } from '../edit/controls.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { Ready } from './from-files.tsx';
import styles from './new.module.css';
import { type NewBatch, takeLinks } from './questions.ts';
import type { LinksTaken } from './shapes.ts';

/** A list of addresses, one in a line. Nothing is fetched from them. */
export function FromLinks({ given }: { given: NewBatch }) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const lines = text.split('\n');
  const n = lines.filter((line) => line.trim() !== '').length;
  const taking = useMutation({ mutationFn: () => takeLinks({ ...given, links: lines }) });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (n > 0 && given.title !== '') taking.mutate();
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Long label={say('triage.links')} help={say('triage.linksHelp')} value={text} onChange={setText} />
      <div>
        <Button type="submit" variant="filled" disabled={n === 0 || n > 2000} loading={taking.isPending}>
          {say('triage.makeOfLinks', { n })}
        </Button>
      </div>
      {taking.error && <Trouble error={taking.error} />}
      {taking.data && <Outcome taken={taking.data} lines={lines} />}
    </form>
  );
}

function Outcome({ taken, lines }: { taken: LinksTaken; lines: readonly string[] }) {
  const { say } = useWords();
  const { batch, added, doubles, held, refused } = taken;
  return (
    <div className={styles.outcome} role="status">
      <p>{say('triage.links.added', { n: added })}</p>
      <ul>
        {doubles.map((line) => (
          <li key={line}>{say('triage.links.double', { line, text: lines[line - 1] ?? '' })}</li>
        ))}
        {held.map(({ line, item }) => (
          <li key={line}>
            {say('triage.links.held', { line })}{' '}
            <Link to="/items/$id" params={{ id: item }}>
              {lines[line - 1]}
            </Link>
          </li>
        ))}
        {refused.map(({ line, why }) => (
          <li key={line}>{say(`triage.links.${why}`, { line, text: lines[line - 1] ?? '' })}</li>
        ))}
      </ul>
      {batch && <Ready batch={batch} />}
    </div>
  );
}
