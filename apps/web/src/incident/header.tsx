import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Incident } from '../api/shapes.ts';
import { draftOf } from '../edit/drafts.ts';
import { ErasedNote } from '../erasure/note.tsx';
import { erased } from '../erasure/questions.ts';
import { useVisit } from '../frame/visit.tsx';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Counts } from '../value/counts.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './header.module.css';
import type { Surroundings } from './surroundings.ts';
import { VoiceStones } from './voice-stones.tsx';
import { type Voice, voices } from './voices.ts';

interface Props {
  incident: Incident;
  known: Surroundings;
  mayEdit: boolean;
}

/** Title with reference; time, place and counts, each of which answers "who says so?" when chosen. */
export function IncidentHeader({ incident, known, mayEdit }: Props) {
  const { say } = useWords();
  const { title, time, place, counts, summary, context } = incident.body;
  const gone = useQuery(erased(incident.id)).data ?? [];
  const titleGone = title === undefined && gone.some(({ claim }) => claim === 'body.title');
  return (
    <header className={styles.header}>
      <p className={styles.reference}>
        <Link to="/incidents" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('area.incidents')}
        </Link>
        <span>{incident.reference}</span>
        <span>{incident.compartment}</span>
      </p>
      <div className={styles.title}>
        <h1>{titleGone ? say('incident.erased.title') : titleOf(incident, say)}</h1>
        {mayEdit && (
          <div className={styles.may}>
            <EditLink incident={incident} />
            <Link to="/erasure/new" search={{ record: incident.id }} className={styles.erase}>
              {say('incident.erase')}
            </Link>
          </div>
        )}
      </div>
      <dl className={styles.facts}>
        <Fact field="time" name={say('column.time')} voices={voices(incident, known, 'time')}>
          <TimeWords time={time} />
        </Fact>
        <Fact field="place" name={say('column.place')} voices={voices(incident, known, 'place')}>
          <PlaceWords place={place} />
        </Fact>
        <Fact field="counts" name={say('column.counts')} voices={voices(incident, known, 'counts')}>
          <Counts counts={counts} />
        </Fact>
      </dl>
      {summary && <p className={styles.prose}>{summary}</p>}
      {context && <p className={styles.prose}>{context}</p>}
      <ForTheTeam incident={incident} />
      <ErasedNote record={incident.id} />
    </header>
  );
}

/** Leads to the form, and says so where a change was begun there and not saved. */
function EditLink({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { who } = useVisit();
  const begun = draftOf(who.account.id, incident.id) !== undefined;
  return (
    <Link to="/incidents/$id/edit" params={{ id: incident.id }} className={styles.edit}>
      {say(begun ? 'records.continue' : 'records.edit')}
    </Link>
  );
}

/** What the team notes for itself: how far the work is, who may read, what is to be remembered. */
function ForTheTeam({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { status, sensitivity, notes } = incident.body;
  if (!status && !sensitivity && !notes) return null;
  return (
    <dl className={styles.team}>
      {status && (
        <div>
          <dt>{say('field.status')}</dt>
          <dd>{label('incident-status', status)}</dd>
        </div>
      )}
      {sensitivity && (
        <div>
          <dt>{say('field.sensitivity')}</dt>
          <dd>{label('sensitivity', sensitivity)}</dd>
        </div>
      )}
      {notes && (
        <div className={styles.notes}>
          <dt>{say('field.notes')}</dt>
          <dd>{notes}</dd>
        </div>
      )}
    </dl>
  );
}

interface FactProps {
  field: string;
  name: string;
  voices: readonly Voice[];
  children: ReactNode;
}

function Fact({ field, name, voices: speaking, children }: FactProps) {
  const { say } = useWords();
  const navigate = useNavigate({ from: '/incidents/$id' });
  return (
    <div className={styles.fact}>
      <dt>
        {name} <VoiceStones voices={speaking} />
      </dt>
      <dd>
        {children}
        <button
          type="button"
          className={styles.ask}
          aria-label={say('who.askAbout', { field: name })}
          onClick={() => void navigate({ search: { panel: 'who', field }, replace: true })}
        >
          {say('who.ask')}
        </button>
      </dd>
    </div>
  );
}
