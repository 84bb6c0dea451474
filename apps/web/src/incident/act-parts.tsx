import { frozenFields } from '@cairn/model';
import { Link as RouteLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Act } from '../api/shapes.ts';
import { TermMeaning } from '../edit/definition.tsx';
import { Counts } from '../value/counts.tsx';
import { fieldName } from '../value/field-name.ts';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './acts.module.css';
import { Ask } from './ask.tsx';
import { BasisWords } from './basis-words.tsx';
import { InEditing, InlineConflict } from './inline.tsx';
import { type Inline, useInline } from './inline-state.ts';
import { LevelSetting } from './level-setting.tsx';
import { OwnValues } from './own-values.tsx';
import { useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';
import { Ties } from './ties.tsx';

const PLACES = {
  type: ['type', 'omission'],
  object: ['object'],
  method: ['method'],
  time: ['time'],
  place: ['place'],
  harm: ['harm'],
  statedReason: ['statedReason'],
  endStatus: ['endStatus'],
  basis: ['basis'],
  tags: ['tags'],
  custom: ['custom'],
  sensitivity: ['sensitivity'],
  notes: ['notes'],
} as const satisfies Record<string, readonly string[]>;

type PlaceName = keyof typeof PLACES;

/** The parts of one act, each with who speaks for it, edited where it stands; whom it hit and who did it. */
export function ActParts({ act, known, sentence }: { act: Act; known: Surroundings; sentence: string }) {
  const { say } = useWords();
  const inline = useInline('act', act, PLACES);
  const frozen = frozenFields('act', act.body as never).includes('type');
  const values = useValues(act, known);
  const places = Object.keys(PLACES) as PlaceName[];
  const shown = places.filter((place) => values[place] || inline.open.has(place));
  return (
    <div className={styles.parts}>
      <dl className={styles.list}>
        <div className={styles.part}>
          <dt>{say('column.reference')}</dt>
          <dd>
            {act.reference} <Ask record={act} known={known} name={`${sentence} ${act.reference}`} />
          </dd>
        </div>
        {shown.map((place) => (
          <Part key={place} act={act} known={known} inline={inline} place={place} frozen={frozen && place === 'type'}>
            {values[place]}
          </Part>
        ))}
        <div className={styles.part}>
          <dt>{say('facts.field.level')}</dt>
          <dd>
            <LevelSetting record={act} known={known} name={sentence} />
          </dd>
        </div>
      </dl>
      <Offers inline={inline} places={places.filter((place) => !shown.includes(place))} of={sentence} />
      <Ties act={act} known={known} type="victim-of" />
      <Ties act={act} known={known} type="perpetrator-of" />
      <SecondCodingLink act={act} />
      <InlineConflict inline={inline} />
    </div>
  );
}

/** The way to code the act anew from its sources alone. */
function SecondCodingLink({ act }: { act: Act }) {
  const { say } = useWords();
  const session = useEditingSession();
  if (!session?.mayEdit) return null;
  return (
    <p className={styles.second}>
      <RouteLink to="/incidents/$id/acts/$act/second" params={{ id: session.incident.id, act: act.id }}>
        {say('verification.second')}
      </RouteLink>
    </p>
  );
}

/** What each place shows; nothing where the field stands empty. */
function useValues(act: Act, known: Surroundings): Record<PlaceName, ReactNode> {
  const { say } = useWords();
  const label = useVocabulary();
  const { type, omission, method, object, time, place, harm, statedReason, endStatus, basis } = act.body;
  const { tags, custom, sensitivity, notes } = act.body;
  const coded = (coding: typeof type) =>
    coding && (
      <span className={styles.coded}>
        {label(coding.scheme, coding.code, coding)}
        <TermMeaning scheme={coding.scheme} code={coding.code} />
      </span>
    );
  return {
    type: type && (
      <>
        {coded(type)}
        {omission && <span>{say('facts.field.omission')}</span>}
      </>
    ),
    object: coded(object),
    method: coded(method),
    time: time && <TimeWords time={time} />,
    place: place && <PlaceWords place={place} />,
    harm: harm?.length ? <Counts counts={harm} /> : null,
    statedReason,
    endStatus: endStatus && label('end-status', endStatus),
    basis: basis?.length ? <BasisWords basis={basis} known={known} /> : null,
    tags: tags?.length ? tags.join(', ') : null,
    custom: custom && <OwnValues kind="act" compartment={act.compartment} custom={custom} />,
    sensitivity: sensitivity && label('sensitivity', sensitivity),
    notes,
  };
}

/** For the team alone: no source speaks of them. */
const UNSAID: ReadonlySet<string> = new Set(['basis', 'tags', 'custom', 'sensitivity', 'notes']);

interface PartProps {
  act: Act;
  known: Surroundings;
  inline: Inline;
  place: PlaceName;
  frozen: boolean;
  children: ReactNode;
}

function Part({ act, known, inline, place, frozen, children }: PartProps) {
  const { say } = useWords();
  const name = fieldName(place, say);
  const named = `${name} ${act.reference}`;
  return (
    <div className={styles.part} data-open={inline.open.has(place) || undefined}>
      <dt>
        {name} {!UNSAID.has(place) && <Ask record={act} known={known} field={place} name={named} />}
      </dt>
      <dd>
        {frozen ? (
          <>
            {children}
            <p className={styles.frozen}>{say('facts.frozen')}</p>
          </>
        ) : (
          <InEditing inline={inline} place={place} fields={PLACES[place]} name={named}>
            {children}
          </InEditing>
        )}
      </dd>
    </div>
  );
}

/** Parts that stand empty, each one key away. */
function Offers({ inline, places, of }: { inline: Inline; places: readonly PlaceName[]; of: string }) {
  const { say } = useWords();
  const session = useEditingSession();
  if (!session?.mayEdit || places.length === 0) return null;
  return (
    <p className={styles.offers}>
      {places.map((place) => (
        <button
          key={place}
          type="button"
          aria-label={`${say('facts.addField', { field: fieldName(place, say) })}, ${of}`}
          onClick={() => inline.begin(place, PLACES[place])}
        >
          {say('facts.addField', { field: fieldName(place, say) })}
        </button>
      ))}
    </p>
  );
}
