import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { put } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { useChange } from '../people/change.ts';
import { useWords } from '../words/words.ts';
import { Declined } from './declined.tsx';
import styles from './page.module.css';
import { delay } from './questions.ts';

/** How young an incident warns; a lead changes it. */
export function DelaySetting() {
  const { say } = useWords();
  const { who } = useVisit();
  const { data } = useQuery(delay);
  const leads = who.compartments.some(({ role }) => role === 'lead');
  if (data === undefined) return null;
  return (
    <section className={styles.part}>
      <h2>{say('departures.delay')}</h2>
      <p className={styles.about}>
        {data === 0 ? say('departures.delay.none') : say('departures.delay.now', { n: data })}
      </p>
      {leads && <Change key={data} hours={data} />}
    </section>
  );
}

function Change({ hours }: { hours: number }) {
  const { say } = useWords();
  const [text, setText] = useState(String(hours));
  const { run, busy, error } = useChange(
    (given: number) => put<{ hours: number }>('/api/v1/departures/delay', { hours: given }),
    [delay.queryKey],
  );
  const given = /^[0-9]{1,4}$/.test(text) && Number(text) <= 8760 ? Number(text) : null;

  function save(event: FormEvent) {
    event.preventDefault();
    if (given !== null && given !== hours && !busy) void run(given);
  }

  return (
    <form className={styles.delay} onSubmit={save}>
      <TextInput
        label={say('departures.delay.hours')}
        inputMode="numeric"
        maxLength={4}
        value={text}
        error={given === null ? say('departures.delay.wrong') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="default" loading={busy} disabled={given === null || given === hours}>
        {say('departures.delay.save')}
      </Button>
      <Declined error={error} />
    </form>
  );
}
