import '../words/people.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { Decide } from './decide.tsx';
import { useNames } from './names.ts';
import styles from './page.module.css';
import previewStyles from './preview.module.css';
import { Backups, PreviewOf } from './preview.tsx';
import { erasure as question } from './questions.ts';
import { WhatWasDone } from './result.tsx';
import type { ErasureShown, Result } from './shapes.ts';
import { StateOf } from './state.tsx';

const route = getRouteApi('/erasure/$id');

/** One request: who asks, why, every place it takes; for the second person the decision, and afterwards what was done. */
export function ErasurePage() {
  const { say } = useWords();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(question(id));
  const [result, setResult] = useState<Result | null>(null);
  return (
    <div className={styles.page}>
      <header>
        <Link to="/erasure" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('erasure.title')}
        </Link>
        <h1>{say('erasure.one')}</h1>
      </header>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data && (
        <>
          <Facts shown={data} />
          {!data.erasure.complete && (
            <p className={previewStyles.warning} data-mood="alarm">
              <Glyph name="alarm" />
              <span>{say('erasure.partly')}</span>
            </p>
          )}
          {result && <WhatWasDone result={result} />}
          {data.erasure.state === 'requested' && data.preview && (
            <section className={styles.part}>
              <h2>{say('erasure.preview')}</h2>
              <PreviewOf preview={data.preview} />
            </section>
          )}
          {data.erasure.state === 'requested' && <Decide erasure={data.erasure} onDone={setResult} />}
          {data.erasure.state === 'done' && !result && <Erased shown={data} />}
        </>
      )}
    </div>
  );
}

function Facts({ shown: { erasure } }: { shown: ErasureShown }) {
  const { say } = useWords();
  const nameOf = useNames(erasure.compartment);
  const { state, requestedBy, requestedAt, reason, decidedBy, decidedAt } = erasure;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{say('people.state')}</dt>
        <dd>
          <StateOf state={state} />
        </dd>
      </div>
      <div>
        <dt>{say('erasure.requested')}</dt>
        <dd>
          {nameOf(requestedBy)} <Moment at={requestedAt} />
        </dd>
      </div>
      <div>
        <dt>{say('people.reason')}</dt>
        <dd className={styles.reason}>{reason}</dd>
      </div>
      {decidedBy && decidedAt && (
        <div>
          <dt>{say('erasure.decidedBy')}</dt>
          <dd>
            {nameOf(decidedBy)} <Moment at={decidedAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What a done erasure took, by field and number of places, and where it lies still. */
function Erased({ shown: { erasure, backups } }: { shown: ErasureShown }) {
  const { say } = useWords();
  const records = new Set(erasure.targets.map(({ record }) => record)).size;
  const claims = [...new Set(erasure.targets.map(({ claim }) => claim.replace(/^body\./, '')))];
  return (
    <>
      <section className={styles.result}>
        <h2>{say('erasure.result')}</h2>
        <p>{say('erasure.result.sum', { n: erasure.targets.length, records })}</p>
        <p>{claims.map((claim) => fieldName(claim, say)).join(', ')}</p>
      </section>
      <Backups backups={backups} />
    </>
  );
}
