import '../words/people.ts';
import '../words/records.ts';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../api/client.ts';
import { record as recordQuestion } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useChange } from '../people/change.ts';
import { Refusal } from '../people/refusal.tsx';
import { useWords } from '../words/words.ts';
import { type Choice, queryOf } from './choice.ts';
import { FieldChoice } from './field-choice.tsx';
import styles from './page.module.css';
import { Ask } from './request.tsx';
import type { Preview, Query } from './shapes.ts';

const route = getRouteApi('/erasure/new');

/** Asks for an erasure: what, a look at every place that it would take, the reason. */
export function NewErasurePage() {
  const { say } = useWords();
  const { record } = route.useSearch();
  return (
    <div className={styles.page}>
      <header>
        <Link to="/erasure" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('erasure.title')}
        </Link>
        <h1>{say('erasure.new')}</h1>
      </header>
      <p className={styles.about}>{say('erasure.new.about')}</p>
      {record ? <OfRecord id={record} /> : <Form record={undefined} />}
    </div>
  );
}

function OfRecord({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(recordQuestion<AnyRecord>(id));
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  return <Form key={id} record={data} />;
}

function Form({ record }: { record: AnyRecord | undefined }) {
  const { say } = useWords();
  const { who } = useVisit();
  const [choice, setChoice] = useState<Choice>({
    whole: false,
    fields: [],
    others: [],
    value: '',
    compartment: record ? '' : (who.compartments[0]?.id ?? ''),
  });
  const [looked, setLooked] = useState<{ query: Query; preview: Preview } | null>(null);
  const { run, busy, error } = useChange((query: Query) => post<Preview>('/api/v1/erasures/preview', query), []);
  const query = queryOf(record?.id, choice);
  // Whoever changes what is meant looks anew: nobody asks for what was not on the screen.
  const change = (next: Choice) => {
    setChoice(next);
    setLooked(null);
  };

  async function look() {
    if (!query || busy) return;
    const done = await run(query);
    if (done) setLooked({ query, preview: done.answer });
  }

  return (
    <div className={styles.form}>
      {record && <FieldChoice record={record} choice={choice} onChange={change} />}
      {!record && who.compartments.length > 1 && (
        <NativeSelect
          label={say('admin.compartment')}
          value={choice.compartment}
          onChange={(event) => change({ ...choice, compartment: event.currentTarget.value })}
          data={who.compartments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextInput
        label={say('erasure.value')}
        description={say('erasure.value.help')}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        value={choice.value}
        onChange={(event) => change({ ...choice, value: event.currentTarget.value })}
      />
      <Refusal error={error} />
      <Ask
        key={looked ? 'seen' : 'unseen'}
        looked={looked}
        ready={query !== null}
        busy={busy}
        onLook={() => void look()}
      />
    </div>
  );
}
