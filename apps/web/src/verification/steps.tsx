import '../words/verification.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { AnyRecord } from '../api/shapes.ts';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { usePeopleNames } from '../library/people-names.ts';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { PlaceWords } from '../value/place.tsx';
import { RecordName } from '../value/record-name.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { focusSoon } from './focus.ts';
import { type About, about } from './questions.ts';
import { StepForm } from './step-form.tsx';
import styles from './steps.module.css';

/** How a record was verified, step by step; what found nothing stands there as well. */
export function VerificationSteps({ record }: { record: AnyRecord }) {
  const { say } = useWords();
  const { who } = useVisit();
  const [writing, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const steps = useQuery(about(record.id, 'step'));
  if (steps.isPending) return <Waiting />;
  if (steps.error) return <Trouble error={steps.error} again={steps.refetch} />;
  return (
    <div className={styles.steps}>
      {steps.data.length === 0 && <p className={styles.soft}>{say('verification.noSteps')}</p>}
      <ol className={styles.list}>
        {steps.data.map((step) => (
          <li key={step.id}>
            <OneStep step={step} />
          </li>
        ))}
      </ol>
      {writing ? (
        <StepForm
          record={record}
          onDone={() => {
            setWriting(false);
            focusSoon(opener);
          }}
        />
      ) : (
        mayWrite(who, record.compartment) && (
          <Button
            ref={opener}
            className={styles.open}
            size="compact-sm"
            variant="default"
            onClick={() => setWriting(true)}
          >
            {say('verification.addStep')}
          </Button>
        )
      )}
    </div>
  );
}

const SIGNS: Readonly<Record<string, GlyphName>> = { established: 'calm', narrowed: 'calm', contradicted: 'alarm' };

function OneStep({ step }: { step: About['step'] }) {
  const { say } = useWords();
  const label = useVocabulary();
  const nameOf = usePeopleNames();
  const {
    technique,
    question,
    compared,
    with: references = [],
    outcome,
    place,
    time,
    finding,
    confidence,
    by,
    at,
  } = step.body;
  return (
    <article className={styles.step} data-outcome={outcome}>
      <h3>
        <Glyph name={SIGNS[outcome] ?? 'notice'} /> {label('step-technique', technique)}:{' '}
        {label('step-outcome', outcome)}
      </h3>
      <dl>
        {question && <Part name={say('verification.question')}>{question}</Part>}
        <Part name={say('verification.compared')}>{compared}</Part>
        {references.length > 0 && (
          <Part name={say('verification.with')}>
            <ul>
              {references.map((each) => (
                <li key={JSON.stringify(each)}>
                  {each.item && <RecordName id={each.item} />} {each.what}{' '}
                  {each.url && <code className={styles.address}>{each.url}</code>}
                </li>
              ))}
            </ul>
          </Part>
        )}
        {place && (
          <Part name={say('column.place')}>
            <PlaceWords place={place} />
          </Part>
        )}
        {time && (
          <Part name={say('column.time')}>
            <TimeWords time={time} />
          </Part>
        )}
        {finding && <Part name={say('verification.finding')}>{finding}</Part>}
        <Part name={say('verification.confidence')}>{label('confidence', confidence)}</Part>
      </dl>
      <p className={styles.soft}>
        {nameOf(by)} · <Moment at={at} /> · {step.reference}
      </p>
    </article>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
