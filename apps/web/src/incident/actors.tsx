import { Link as RouteLink } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused, read } from '../api/client.ts';
import type { Actor, Identity } from '../api/shapes.ts';
import { Trouble } from '../look/trouble.tsx';
import { IdentityLines, IdentityMark } from '../value/identity.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './actors.module.css';
import { actorName } from './naming.ts';
import { Section } from './section.tsx';
import type { Surroundings } from './surroundings.ts';

interface Props {
  known: Surroundings;
  /** The incident to which one returns from editing; null where the reader may not edit. */
  editFrom: string | null;
}

/** Persons, groups and bodies around this incident, by what may be shown of them. */
export function Actors({ known, editFrom }: Props) {
  const { say } = useWords();
  if (known.actors.length === 0) return null;
  return (
    <Section title={say('actors')} count={known.actors.length}>
      <ul className={styles.actors}>
        {known.actors.map((actor) => (
          <ActorLine key={actor.id} actor={actor} editFrom={editFrom} />
        ))}
      </ul>
    </Section>
  );
}

function ActorLine({ actor, editFrom }: { actor: Actor; editFrom: string | null }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { actorType, identity } = actor.body;
  const name = actorName(actor, label, language);
  return (
    <li className={styles.actor}>
      <p className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.details}>
          {actorType && <span>{label('actor-type', actorType)}</span>}
          <span>{actor.reference}</span>
          {editFrom && (
            <RouteLink
              to="/incidents/$id/records/$record"
              params={{ id: editFrom, record: actor.id }}
              aria-label={say('records.editNamed', { name: `${name} ${actor.reference}` })}
            >
              {say('records.edit')}
            </RouteLink>
          )}
        </span>
      </p>
      {identity && <Guarded actor={actor} />}
    </li>
  );
}

/**
 * What identifies a person stays covered until it is asked for: someone may look over a shoulder. Asking reads the record
 * anew, so that the leads see who opened it.
 */
function Guarded({ actor }: { actor: Actor }) {
  const { say } = useWords();
  const [shown, setShown] = useState<Identity | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function open() {
    setError(null);
    try {
      const { body } = await read<Actor>(`/api/v1/records/${actor.id}`);
      setShown(body.identity ?? {});
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      setError(cause);
    }
  }

  return (
    <div className={styles.guarded}>
      <IdentityMark />
      <button
        type="button"
        className={styles.show}
        aria-expanded={shown !== null}
        aria-label={`${say(shown ? 'identity.hide' : 'identity.show')}: ${actor.reference}`}
        onClick={() => (shown ? setShown(null) : void open())}
      >
        {say(shown ? 'identity.hide' : 'identity.show')}
      </button>
      {error !== null && <Trouble error={error} />}
      {shown && <IdentityLines identity={shown} />}
    </div>
  );
}
