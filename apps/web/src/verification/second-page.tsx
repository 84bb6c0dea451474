import '../words/records.ts';
import '../words/facts.ts';
import '../words/verification.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { record, related } from '../api/questions.ts';
import type { Act, Incident } from '../api/shapes.ts';
import { CodingField } from '../edit/coding-field.tsx';
import { Long } from '../edit/controls.tsx';
import { useVisit } from '../frame/visit.tsx';
import { StatementBlock } from '../incident/statements.tsx';
import { surroundings } from '../incident/surroundings.ts';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import { guardedAs, useChanging } from './change.ts';
import { about } from './questions.ts';
import styles from './second-page.module.css';

const route = getRouteApi('/incidents/$id/acts/$act/second');

const SCHEMES = { type: 'act-type', method: 'method', object: 'object' } as const;

/** The same act coded once more, from what sources say alone: the first coding is not shown until this one stands. */
export function SecondCodingPage() {
  const { id, act } = route.useParams();
  const incident = useQuery(record<Incident>(id));
  const coded = useQuery(record<Act>(act));
  const around = useQuery(related(id));
  const codings = useQuery(about(act, 'second-coding'));
  const failed = [incident, coded, around, codings].find(({ error }) => error);
  if (failed) return <Trouble error={failed.error} again={failed.refetch} />;
  if (!incident.data || !coded.data || !around.data || !codings.data) return <Waiting />;
  return (
    <Page
      incident={incident.data}
      act={coded.data}
      around={surroundings(incident.data, around.data)}
      coders={codings.data.map(({ body }) => body.coder)}
    />
  );
}

interface Props {
  incident: Incident;
  act: Act;
  around: ReturnType<typeof surroundings>;
  coders: readonly string[];
}

function Page({ incident, act, around, coders }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const named = new Set((act.body.basis ?? []).map(({ statementId }) => statementId));
  const statements = around.statements.filter(({ id }) => named.size === 0 || named.has(id));
  const done = coders.includes(who.account.id);
  return (
    <div className={styles.page}>
      <p className={styles.soft}>
        <Link to="/incidents/$id" params={{ id: incident.id }}>
          {incident.reference}
        </Link>{' '}
        · {act.reference}
      </p>
      <h1>{say('verification.second')}</h1>
      <p>{say('verification.secondWhy')}</p>
      <section className={styles.sources}>
        <p className={styles.soft}>
          <TimeWords time={incident.body.time} /> · <PlaceWords place={incident.body.place} />
        </p>
        {statements.length === 0 && <p className={styles.soft}>{say('verification.secondNothing')}</p>}
        {statements.map((statement) => (
          <StatementBlock key={statement.id} statement={statement} known={around} editFrom={null} />
        ))}
      </section>
      {act.author === who.account.id || act.author === who.account.name ? (
        <p role="note">{say('verification.samePerson')}</p>
      ) : done ? (
        <p role="note">
          {say('verification.secondDone')} <Link to="/agreement">{say('verification.agreement')}</Link>
        </p>
      ) : (
        <SecondForm act={act} />
      )}
    </div>
  );
}

function SecondForm({ act }: { act: Act }) {
  const { say } = useWords();
  const { who } = useVisit();
  const [codes, setCodes] = useState({ type: '', method: '', object: '' });
  const [remarks, setRemarks] = useState('');
  const { busy, trouble, add } = useChanging();

  async function save(event: FormEvent) {
    event.preventDefault();
    const fields = Object.fromEntries(
      Object.entries(codes)
        .filter(([, code]) => code !== '')
        .map(([field, code]) => [field, { scheme: SCHEMES[field as keyof typeof SCHEMES], code }]),
    );
    const body = {
      about: act.id,
      coder: who.account.id,
      fields,
      ...(remarks.trim() === '' ? {} : { remarks: remarks.trim() }),
      ...guardedAs(act),
    };
    await add('second-coding', act.compartment, body, say('verification.second'));
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      {(['type', 'method', 'object'] as const).map((field) => (
        <CodingField
          key={field}
          label={say(`verification.coded.${field}`)}
          scheme={SCHEMES[field]}
          value={codes[field]}
          required={field === 'type'}
          onChange={(code) => setCodes({ ...codes, [field]: code })}
        />
      ))}
      <Long label={say('verification.remarks')} value={remarks} onChange={setRemarks} />
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div>
        <Button type="submit" loading={busy} disabled={codes.type === ''}>
          {say('verification.saveSecond')}
        </Button>
      </div>
    </form>
  );
}
