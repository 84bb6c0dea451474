import { useState } from 'react';
import type { Act, Actor, Link } from '../api/shapes.ts';
import { TermMeaning } from '../edit/definition.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import { BasisWords } from './basis-words.tsx';
import { InEditing, InlineConflict } from './inline.tsx';
import { useInline } from './inline-state.ts';
import { LevelSetting } from './level-setting.tsx';
import { actorName } from './naming.ts';
import { useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';
import { TieForm } from './tie-form.tsx';
import styles from './ties.module.css';
import { Withdraw } from './withdraw.tsx';

export type TieType = 'victim-of' | 'perpetrator-of';

/** How many are drawn at once. */
const AT_ONCE = 20;

interface Props {
  act: Act;
  known: Surroundings;
  type: TieType;
}

/** Whom an act hit, or who is said to have done it: each a claim of its own, with what it rests on and its level. */
export function Ties({ act, known, type }: Props) {
  const { say } = useWords();
  const session = useEditingSession();
  const [adding, setAdding] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  const ties = known.links.filter(({ body }) => body.type === type && body.to === act.id && !body.withdrawn);
  if (ties.length === 0 && !session?.mayEdit) return null;
  return (
    <section className={styles.ties} aria-label={say(`facts.tie.${type}`)}>
      <h3>
        {say(`facts.tie.${type}`)} <span className={styles.count}>{ties.length}</span>
      </h3>
      <ul className={styles.list}>
        {ties.slice(0, most).map((link) => (
          <Tie key={link.id} link={link} known={known} />
        ))}
      </ul>
      {ties.length > most && (
        <button type="button" className={styles.quiet} onClick={() => setMost(most + AT_ONCE)}>
          {say('facts.showMore', { n: ties.length - most })}
        </button>
      )}
      {session?.mayEdit && !adding && (
        <button
          type="button"
          className={styles.quiet}
          aria-label={`${say(`facts.tie.add.${type}`)}, ${act.reference}`}
          onClick={() => setAdding(true)}
        >
          {say(`facts.tie.add.${type}`)}
        </button>
      )}
      {adding && <TieForm act={act} type={type} onDone={() => setAdding(false)} />}
    </section>
  );
}

const PLACES = { degree: ['degree'], time: ['time'], basis: ['basis'] } as const;

function Tie({ link, known }: { link: Link; known: Surroundings }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const session = useEditingSession();
  const inline = useInline('link', link, PLACES);
  const { degree, time, basis = [] } = link.body;
  const actor = known.byId.get(link.body.from ?? '');
  const name = actor?.kind === 'actor' ? actorName(actor as Actor, label, language) : say('links.elsewhere');
  const isDone = link.body.type === 'perpetrator-of';
  return (
    <li className={styles.tie}>
      <p className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.reference}>{link.reference}</span>
        <Ask record={link} known={known} name={name} />
      </p>
      {(isDone || degree || inline.open.has('degree')) && (
        <InEditing inline={inline} place="degree" fields={PLACES.degree} name={`${say('facts.field.degree')}, ${name}`}>
          <span className={styles.degree}>
            {degree ? label(degree.scheme, degree.code, degree) : say('facts.tie.noDegree')}
            <TermMeaning scheme="degree" code={degree?.code} />
          </span>
        </InEditing>
      )}
      {(time || inline.open.has('time')) && (
        <InEditing inline={inline} place="time" fields={PLACES.time} name={`${say('column.time')}, ${name}`}>
          <TimeWords time={time} />
        </InEditing>
      )}
      <InEditing inline={inline} place="basis" fields={PLACES.basis} name={`${say('act.basis')}, ${name}`}>
        <div className={styles.basis}>
          <span className={styles.of}>{say('act.basis')}:</span> <BasisWords basis={basis} known={known} />
        </div>
      </InEditing>
      <LevelSetting record={link} known={known} name={name} />
      {session?.mayEdit && <Withdraw link={link} name={name} />}
      <InlineConflict inline={inline} />
    </li>
  );
}
