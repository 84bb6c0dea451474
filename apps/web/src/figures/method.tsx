import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { patch, post, Refused } from '../api/client.ts';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import styles from './method.module.css';
import { type Figures, METHOD_PARTS, type MethodPart } from './shapes.ts';

interface Props {
  method: Figures['method'];
  compartment: string | undefined;
}

/** How the team's figures come about, in its own words; without them, what is missing. Whoever may write may write it. */
export function Method({ method, compartment }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const [writing, setWriting] = useState(false);
  const writable = writableBy(who);
  const place = compartment ?? (writable.length === 1 ? writable[0]?.id : undefined);
  const mayWrite = place !== undefined && writable.some(({ id }) => id === place);
  return (
    <section className={styles.method}>
      <h2>{say('figures.method')}</h2>
      {writing && place !== undefined ? (
        <MethodForm method={method} compartment={place} onDone={() => setWriting(false)} />
      ) : (
        <>
          {method === null ? <p className={styles.soft}>{say('figures.method.none')}</p> : <Written method={method} />}
          {mayWrite && (
            <Button variant="default" className={styles.open} onClick={() => setWriting(true)}>
              {say(method === null ? 'figures.method.write' : 'figures.method.change')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Written({ method }: { method: NonNullable<Figures['method']> }) {
  const { say } = useWords();
  return (
    <>
      <p>
        {method.body.title}{' '}
        <span className={styles.soft}>
          {say('figures.method.version', { reference: method.reference, n: method.revision })}
        </span>
      </p>
      <dl>
        {METHOD_PARTS.map((part) =>
          method.body[part] ? (
            <div key={part}>
              <dt>{say(`figures.method.${part}`)}</dt>
              <dd>{method.body[part]}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  );
}

function MethodForm({
  method,
  compartment,
  onDone,
}: {
  method: Figures['method'];
  compartment: string;
  onDone: () => void;
}) {
  const { say } = useWords();
  const client = useQueryClient();
  const [texts, setTexts] = useState<Partial<Record<'title' | MethodPart, string>>>(method?.body ?? {});
  const [trouble, setTrouble] = useState('');

  async function save(event: FormEvent) {
    event.preventDefault();
    const body = Object.fromEntries(
      (['title', ...METHOD_PARTS] as const).map((part) => [part, texts[part]?.trim() || null]),
    );
    const given = Object.fromEntries(Object.entries(body).filter(([, text]) => text !== null));
    const reason = say('figures.method.save');
    try {
      if (method === null) await post('/api/v1/records', { kind: 'method-note', compartment, body: given, reason });
      else await patch(`/api/v1/records/${method.id}`, { revision: method.revision, body, reason });
      await client.invalidateQueries({ queryKey: ['figures'] });
      onDone();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setTrouble(error.status === 0 ? say('figures.download.silent') : error.message);
    }
  }

  const set = (part: 'title' | MethodPart, text: string) => setTexts({ ...texts, [part]: text });
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextInput
        label={say('figures.method.title')}
        required
        withAsterisk={false}
        maxLength={1000}
        value={texts.title ?? ''}
        onChange={(event) => set('title', event.currentTarget.value)}
      />
      {METHOD_PARTS.map((part) => (
        <Textarea
          key={part}
          label={say(`figures.method.${part}`)}
          autosize={false}
          rows={3}
          value={texts[part] ?? ''}
          onChange={(event) => set(part, event.currentTarget.value)}
        />
      ))}
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div className={styles.buttons}>
        <Button type="submit">{say('figures.method.save')}</Button>
        <Button variant="default" onClick={onDone}>
          {say('figures.method.cancel')}
        </Button>
      </div>
    </form>
  );
}
