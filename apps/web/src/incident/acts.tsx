import { Link as RouteLink } from '@tanstack/react-router';
import { useState } from 'react';
import type { Act } from '../api/shapes.ts';
import { isBegun } from '../edit/drafts.ts';
import { useVisit } from '../frame/visit.tsx';
import { Counts } from '../value/counts.tsx';
import { LevelBlocks } from '../value/level.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { ActParts } from './act-parts.tsx';
import { actSentence } from './act-sentence.ts';
import styles from './acts.module.css';
import { isCapped } from './assessment.ts';
import { Section } from './section.tsx';
import { useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';

/** How many acts are drawn at once; the others come by a button, so that a page of hundreds stays quick. */
const AT_ONCE = 60;

/** What was done, one sentence per act; each opens into its parts. */
export function Acts({ known }: { known: Surroundings }) {
  const { say } = useWords();
  const session = useEditingSession();
  const [most, setMost] = useState(AT_ONCE);
  if (known.acts.length === 0 && !session?.mayEdit) return null;
  const add = session?.mayEdit && (
    <RouteLink to="/incidents/$id/acts/new" params={{ id: session.incident.id }} className={styles.add}>
      {say('facts.act.add')}
    </RouteLink>
  );
  return (
    <Section title={say('acts')} count={known.acts.length} action={add}>
      {known.acts.length === 0 && <p className={styles.none}>{say('facts.act.none')}</p>}
      <ul className={styles.acts}>
        {known.acts.slice(0, most).map((act) => (
          <li key={act.id}>
            <ActLine act={act} known={known} />
          </li>
        ))}
      </ul>
      {known.acts.length > most && (
        <button type="button" className={styles.more} onClick={() => setMost(most + AT_ONCE)}>
          {say('facts.showMore', { n: known.acts.length - most })}
        </button>
      )}
    </Section>
  );
}

function ActLine({ act, known }: { act: Act; known: Surroundings }) {
  const words = useWords();
  const label = useVocabulary();
  const { who } = useVisit();
  // A change that was begun and not saved stands open again.
  const [open, setOpen] = useState(() => isBegun(who.account.id, act.id));
  const sentence = actSentence(act, known, label, words);
  return (
    <details className={styles.act} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.sentence}>
          {sentence}
          {act.body.harm?.length ? (
            <>
              {'; '}
              <Counts counts={act.body.harm} />
            </>
          ) : null}
        </span>
        <LevelBlocks body={act.body} capped={isCapped(act, known)} />
      </summary>
      {open && <ActParts act={act} known={known} sentence={sentence} />}
    </details>
  );
}
