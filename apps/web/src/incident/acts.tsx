import type { ReactNode } from 'react';
import type { Act } from '../api/shapes.ts';
import { Counts } from '../value/counts.tsx';
import { LevelBlocks } from '../value/level.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { actSentence } from './act-sentence.ts';
import styles from './acts.module.css';
import { actorName } from './naming.ts';
import { Section } from './section.tsx';
import { type Surroundings, tiedTo } from './surroundings.ts';

/** What was done, one sentence per act; each opens into its parts. */
export function Acts({ known }: { known: Surroundings }) {
  const { say } = useWords();
  if (known.acts.length === 0) return null;
  return (
    <Section title={say('acts')} count={known.acts.length}>
      <ul className={styles.acts}>
        {known.acts.map((act) => (
          <li key={act.id}>
            <ActLine act={act} known={known} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ActLine({ act, known }: { act: Act; known: Surroundings }) {
  const words = useWords();
  const label = useVocabulary();
  return (
    <details className={styles.act}>
      <summary className={styles.summary}>
        <span className={styles.sentence}>
          {actSentence(act, known, label, words)}
          {act.body.harm?.length ? (
            <>
              {'; '}
              <Counts counts={act.body.harm} />
            </>
          ) : null}
        </span>
        <LevelBlocks body={act.body} />
      </summary>
      <Parts act={act} known={known} />
    </details>
  );
}

function Parts({ act, known }: { act: Act; known: Surroundings }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { time, place, method, statedReason, endStatus, basis } = act.body;
  const victims = tiedTo(known, act.id, 'victim-of').map(({ actor }) => actorName(actor, label, language));
  return (
    <dl className={styles.parts}>
      <Part name={say('column.reference')}>{act.reference}</Part>
      <Part name={say('column.time')}>{time && <TimeWords time={time} />}</Part>
      <Part name={say('column.place')}>{place && <PlaceWords place={place} />}</Part>
      <Part name={say('act.method')}>{method && label(method.scheme, method.code, method)}</Part>
      <Part name={say('act.victims')}>{victims.join(', ')}</Part>
      <Part name={say('act.statedReason')}>{statedReason}</Part>
      <Part name={say('act.endStatus')}>{endStatus && label('end-status', endStatus)}</Part>
      <Part name={say('act.basis')}>{basis?.length ? say('act.basisCount', { n: basis.length }) : ''}</Part>
    </dl>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className={styles.part}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
