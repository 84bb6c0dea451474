import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Incident } from '../api/shapes.ts';
import { isBegun } from '../edit/drafts.ts';
import { ErasedNote } from '../erasure/note.tsx';
import { erased } from '../erasure/questions.ts';
import { useVisit } from '../frame/visit.tsx';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Counts } from '../value/counts.tsx';
import { fieldName } from '../value/field-name.ts';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import styles from './header.module.css';
import { InEditing, InlineConflict } from './inline.tsx';
import { type Inline, useInline } from './inline-state.ts';
import { OwnValues } from './own-values.tsx';
import { useEditingSession } from './session.tsx';
import { StageBar } from './stage-bar.tsx';
import type { Surroundings } from './surroundings.ts';

interface Props {
  incident: Incident;
  known: Surroundings;
}

/** What is edited together, at one place of the header. */
const PLACES = {
  title: ['title'],
  time: ['time', 'moreTimes'],
  place: ['place', 'morePlaces'],
  counts: ['counts'],
  summary: ['summary'],
  context: ['context'],
  codes: ['codes'],
  tags: ['tags'],
  custom: ['custom'],
  sensitivity: ['sensitivity'],
  notes: ['notes'],
} as const satisfies Record<string, readonly string[]>;

type PlaceName = keyof typeof PLACES;

/** Title with reference; time, place and counts, each of which answers "who says so?" and is edited where it stands. */
export function IncidentHeader({ incident, known }: Props) {
  const { say } = useWords();
  const mayEdit = useEditingSession()?.mayEdit ?? false;
  const inline = useInline('incident', incident, PLACES);
  const { title } = incident.body;
  const gone = useQuery(erased(incident.id)).data ?? [];
  const titleGone = title === undefined && gone.some(({ claim }) => claim === 'body.title');
  return (
    <header className={styles.header}>
      <p className={styles.reference}>
        <Link to="/library" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('area.incidents')}
        </Link>
        <span>{incident.reference}</span>
        <span>{incident.compartment}</span>
      </p>
      {inline.restored && (
        <p className={styles.restored}>
          <Glyph name="notice" /> {say('facts.restored')}
        </p>
      )}
      <div className={styles.title}>
        {inline.open.has('title') && <h1 className="for-readers">{titleOf(incident, say)}</h1>}
        <InEditing inline={inline} place="title" fields={PLACES.title} name={say('column.title')}>
          <h1>{titleGone ? say('incident.erased.title') : titleOf(incident, say)}</h1>
        </InEditing>
        {mayEdit && (
          <div className={styles.may}>
            <EditLink incident={incident} />
            <Link to="/erasure/new" search={{ record: incident.id }} className={styles.erase}>
              {say('incident.erase')}
            </Link>
          </div>
        )}
      </div>
      <StageBar incident={incident} />
      <Facts incident={incident} known={known} inline={inline} />
      <ForTheTeam incident={incident} inline={inline} />
      <ErasedNote record={incident.id} />
      <InlineConflict inline={inline} />
    </header>
  );
}

/** Leads to the form with every field at once, and says so where a change was begun there and not saved. */
function EditLink({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { who } = useVisit();
  const begun = isBegun(who.account.id, incident.id);
  return (
    <Link to="/incidents/$id/edit" params={{ id: incident.id }} className={styles.edit}>
      {say(begun ? 'records.continue' : 'records.edit')}
    </Link>
  );
}

interface PartProps {
  incident: Incident;
  known: Surroundings;
  inline: Inline;
}

function Facts({ incident, known, inline }: PartProps) {
  const { say } = useWords();
  const { time, place, moreTimes = [], morePlaces = [], counts, summary, context, codes = [] } = incident.body;
  const label = useVocabulary();
  const fact = { incident, known, inline };
  return (
    <>
      <dl className={styles.facts}>
        <Fact {...fact} place="time" name={say('column.time')}>
          <TimeWords time={time} />
          {moreTimes.map((each) => (
            <TimeWords key={JSON.stringify(each)} time={each} />
          ))}
        </Fact>
        <Fact {...fact} place="place" name={say('column.place')}>
          <PlaceWords place={place} />
          {morePlaces.map((each) => (
            <PlaceWords key={JSON.stringify(each)} place={each} />
          ))}
        </Fact>
        <Fact {...fact} place="counts" name={say('column.counts')}>
          <Counts counts={counts} />
        </Fact>
      </dl>
      <Prose {...fact} place="summary" name={say('field.summary')} text={summary} />
      <Prose {...fact} place="context" name={say('field.context')} text={context} />
      {(codes.length > 0 || inline.open.has('codes')) && (
        <Fact {...fact} place="codes" name={say('field.codes')} plain>
          <span>{codes.map((each) => label(each.scheme, each.code, each)).join(', ')}</span>
        </Fact>
      )}
    </>
  );
}

interface FactProps extends PartProps {
  place: PlaceName;
  name: string;
  plain?: boolean;
  children: ReactNode;
}

function Fact({ incident, known, inline, place, name, plain = false, children }: FactProps) {
  const fields = PLACES[place];
  const inner = (
    <InEditing inline={inline} place={place} fields={fields} name={name}>
      <span className={styles.values}>{children}</span>
    </InEditing>
  );
  if (plain)
    return (
      <div className={styles.line}>
        <span className={styles.name}>{name}</span>
        <Ask record={incident} known={known} field={fields[0]} name={name} />
        {inner}
      </div>
    );
  return (
    <div className={styles.fact} data-open={inline.open.has(place) || undefined}>
      <dt>
        {name} <Ask record={incident} known={known} field={fields[0]} name={name} />
      </dt>
      <dd>{inner}</dd>
    </div>
  );
}

/** A running text. Where there is none, it is offered below with the other fields that stand empty. */
function Prose({ text, ...given }: Omit<FactProps, 'children' | 'plain'> & { text: string | undefined }) {
  const { incident, known, inline, place, name } = given;
  if (!text && !inline.open.has(place)) return null;
  return (
    <div className={styles.text}>
      <p className={styles.name}>
        {name} <Ask record={incident} known={known} field={PLACES[place][0]} name={name} />
      </p>
      <InEditing inline={inline} place={place} fields={PLACES[place]} name={name}>
        <p className={styles.prose}>{text}</p>
      </InEditing>
    </div>
  );
}

/** What the team notes for itself: who may read, by which words it is found, what is to be remembered. */
function ForTheTeam({ incident, inline }: Omit<PartProps, 'known'>) {
  const { say } = useWords();
  const label = useVocabulary();
  const { sensitivity, notes, tags = [], custom } = incident.body;
  const lines: readonly [PlaceName, string, ReactNode][] = [
    ['sensitivity', say('field.sensitivity'), sensitivity && label('sensitivity', sensitivity)],
    ['tags', say('facts.field.tags'), tags.length > 0 && <Tags tags={tags} />],
    [
      'custom',
      say('facts.field.custom'),
      custom && <OwnValues kind="incident" compartment={incident.compartment} custom={custom} />,
    ],
    ['notes', say('field.notes'), notes && <span className={styles.notes}>{notes}</span>],
  ];
  return (
    <>
      <dl className={styles.team}>
        {lines
          .filter(([place, , value]) => value || inline.open.has(place))
          .map(([place, name, value]) => (
            <div key={place} data-open={inline.open.has(place) || undefined}>
              <dt>{name}</dt>
              <dd>
                <InEditing inline={inline} place={place} fields={PLACES[place]} name={name}>
                  {value}
                </InEditing>
              </dd>
            </div>
          ))}
      </dl>
      <Empty incident={incident} inline={inline} />
    </>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={styles.tags}>
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
}

/** Fields that stand empty, each one key away. */
function Empty({ incident, inline }: Omit<PartProps, 'known'>) {
  const { say } = useWords();
  const session = useEditingSession();
  const offered = (['summary', 'context', 'codes', 'tags', 'custom', 'sensitivity', 'notes'] as const).filter(
    (place) => !inline.open.has(place) && isEmpty(incident.body[place]),
  );
  if (!session?.mayEdit || offered.length === 0) return null;
  return (
    <p className={styles.empty}>
      {offered.map((place) => (
        <button key={place} type="button" onClick={() => inline.begin(place, PLACES[place])}>
          {say('facts.addField', { field: fieldName(place, say) })}
        </button>
      ))}
    </p>
  );
}

const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
