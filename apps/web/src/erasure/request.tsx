import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useChange } from '../people/change.ts';
import { Refusal } from '../people/refusal.tsx';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { PreviewOf } from './preview.tsx';
import { erasures } from './questions.ts';
import type { Erasure, Preview, Query } from './shapes.ts';

interface Props {
  looked: { query: Query; preview: Preview } | null;
  ready: boolean;
  busy: boolean;
  onLook: () => void;
}

/** First the look at every place, then the reason and the request; nothing is erased by asking. */
export function Ask({ looked, ready, busy, onLook }: Props) {
  const { say } = useWords();
  if (looked) return <Request {...looked} />;
  return (
    <div className={styles.actions}>
      <Button size="sm" disabled={!ready} loading={busy} onClick={onLook}>
        {say('erasure.look')}
      </Button>
    </div>
  );
}

function Request({ query, preview }: { query: Query; preview: Preview }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { run, busy, error } = useChange(
    (given: Query & { reason: string }) => post<Erasure>('/api/v1/erasures', given),
    [erasures.queryKey],
  );
  const empty = preview.places.length === 0;
  const possible = !empty && preview.unseen.length === 0;

  async function request(event: FormEvent) {
    event.preventDefault();
    if (busy || !possible || reason.trim() === '') return;
    const done = await run({ ...query, reason: reason.trim() });
    if (done) void navigate({ to: '/erasure/$id', params: { id: done.answer.id } });
  }

  return (
    <form className={styles.form} onSubmit={(event) => void request(event)}>
      <h2 ref={heading} tabIndex={-1} className={styles.quiet}>
        {say('erasure.preview')}
      </h2>
      {empty ? <p>{say('erasure.empty')}</p> : <PreviewOf preview={preview} searched={query.value !== undefined} />}
      {possible && (
        <>
          <Textarea
            label={say('people.reason')}
            description={say('erasure.reason.help')}
            required
            withAsterisk={false}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p>{say('erasure.request.consequence')}</p>
          <Refusal error={error} />
          <div className={styles.actions}>
            <Button type="submit" size="sm" loading={busy}>
              {say('erasure.request')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
