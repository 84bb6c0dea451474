import { useQuery } from '@tanstack/react-query';
import { revisions } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { StatementBlock } from '../incident/statements.tsx';
import type { Surroundings } from '../incident/surroundings.ts';
import { VoiceStones } from '../incident/voice-stones.tsx';
import { type Voice, voices } from '../incident/voices.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { useWords } from '../words/words.ts';
import { useAuthor } from './author.ts';
import { Moment } from './moment.tsx';
import styles from './who-says-so.module.css';

interface Props {
  incident: Incident;
  known: Surroundings;
  field: string | undefined;
}

/** The statements that speak about this record or one field of it, and since when the record says so. */
export function WhoSaysSo({ incident, known, field }: Props) {
  const { say } = useWords();
  const speaking = voices(incident, known, field);
  return (
    <>
      <h2 className={styles.title}>{field ? say('who.field', { field: fieldName(field, say) }) : say('who.record')}</h2>
      {speaking.length === 0 ? (
        <p className={styles.none}>{say('who.nobody')}</p>
      ) : (
        <ul className={styles.statements}>
          {speaking.map((voice) => (
            <li key={voice.statement.id}>
              <StatementBlock statement={voice.statement} known={known} editFrom={null} />
              {field && <Asserted voice={voice} field={field} />}
            </li>
          ))}
        </ul>
      )}
      {field && <Since incident={incident} field={field} />}
    </>
  );
}

function Asserted({ voice, field }: { voice: Voice; field: string }) {
  const { say } = useWords();
  if (voice.stance === 'context') return null;
  return (
    <div className={styles.asserted}>
      <p>
        <VoiceStones voices={[voice]} /> {say(voice.stance === 'same' ? 'who.same' : 'who.other')}
      </p>
      <FieldValue field={field} value={voice.asserted} />
    </div>
  );
}

function Since({ incident, field }: { incident: Incident; field: string }) {
  const { say } = useWords();
  const author = useAuthor();
  const { data } = useQuery(revisions(incident.id));
  const last = data
    ?.filter((revision) => revision.changes.some((change) => change.field === field))
    .reduce<(typeof data)[number] | null>(
      (latest, each) => (latest && latest.revision > each.revision ? latest : each),
      null,
    );
  if (!last) return null;
  return (
    <div className={styles.since}>
      <h3>{say('who.since')}</h3>
      <p>{say('who.sinceRevision', { revision: last.revision, author: author(last.author) })}</p>
      <Moment at={last.at} />
    </div>
  );
}
