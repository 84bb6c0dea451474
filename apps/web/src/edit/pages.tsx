import '../words/facts.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router';
import { record as one } from '../api/questions.ts';
import type { AnyRecord, Incident } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { alongWith, isReviewed } from '../incident/session.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { AboutField } from './about-field.tsx';
import { useReturn, Where } from './around.tsx';
import { Choice } from './controls.tsx';
import { beginDraft, useDraft } from './draft.ts';
import { firstBody, inCompartment } from './first-stage.ts';
import { ChangedMeanwhile, Restored } from './meanwhile.tsx';
import type { Body } from './merge.ts';
import { patchBetween } from './merge.ts';
import styles from './notices.module.css';
import { actorParts, INCIDENT_PARTS, STATEMENT_PARTS } from './parts.ts';
import { PossibleDuplicates, useDuplicateCheck } from './possible-duplicates.tsx';
import { type Part, RecordForm } from './record-form.tsx';
import { leads, writableBy } from './rights.ts';
import { same } from './same.ts';
import { useSaving } from './saving.ts';

/** Changes an incident. */
export function EditIncidentPage() {
  const { id } = getRouteApi('/incidents/$id/edit').useParams();
  return <EditPage id={id} incident={id} />;
}

/** Changes a statement or an actor around an incident, to which one returns. */
export function EditAroundPage() {
  const { id, record } = getRouteApi('/incidents/$id/records/$record').useParams();
  return <EditPage id={record} incident={id} />;
}

function EditPage({ id, incident }: { id: string; incident: string }) {
  const { data, error, refetch } = useQuery(one<AnyRecord>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  // Acts and the rest are changed where they stand.
  if (data.kind !== 'incident' && data.kind !== 'statement' && data.kind !== 'actor')
    return <Navigate to="/incidents/$id" params={{ id: incident }} replace />;
  return <Edit key={id} kind={data.kind} record={data} incident={incident} />;
}

interface EditProps {
  kind: 'incident' | 'statement' | 'actor';
  record: AnyRecord;
  incident: string;
}

function Edit({ kind, record, incident }: EditProps) {
  const { say } = useWords();
  const { who } = useVisit();
  const around = useQuery(one<Incident>(incident)).data;
  const reviewed = record.kind === 'incident' && isReviewed(record);
  const leave = useReturn(incident);
  const base = { revision: record.revision, body: record.body as Body };
  const { draft, restored, change, discard } = useDraft(kind, record.id, () => beginDraft(kind, base));
  const saving = useSaving({
    kind,
    id: record.id,
    draft,
    change,
    complete(body, from) {
      if (record.kind !== 'incident' || !same(body.status, from.base.body.status)) return body;
      return { ...body, ...alongWith(record, Object.keys(patchBetween(from.base.body, body)), who.account.id) };
    },
    ...(reviewed ? {} : { defaultReason: (fields) => say('facts.reason.changed', { fields }) }),
    onSaved: () => {
      discard(draft);
      leave();
    },
  });
  return (
    <RecordForm
      kind={kind}
      id={record.id}
      title={say(`edit.title.${kind}`, { reference: record.reference })}
      parts={usePartsOf(kind, record)}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={leave}
      where={<Where incident={incident} compartment={record.compartment} />}
      above={
        <>
          {restored && <Restored onDiscard={() => discard(beginDraft(kind, base))} />}
          <ChangedMeanwhile record={record} draft={draft} onTakeIn={saving.takeIn} />
          {reviewed && (
            <p className={styles.notice}>
              <Glyph name="notice" />
              <span>{say('facts.along.reopens')}</span>
            </p>
          )}
          <Untouchable record={record} />
        </>
      }
      incident={incident}
      {...(kind === 'statement' && around
        ? {
            between: <AboutField incident={around} draft={draft} change={change} problems={saving.problems} />,
          }
        : {})}
    />
  );
}

function usePartsOf(kind: EditProps['kind'], record: AnyRecord): readonly Part[] {
  const { who } = useVisit();
  if (kind === 'incident') return INCIDENT_PARTS;
  if (kind === 'statement') return STATEMENT_PARTS;
  return actorParts('identity' in record.body || leads(who, record.compartment));
}

/** What of a record stands as it is while the rest is changed. */
function Untouchable({ record }: { record: AnyRecord }) {
  const { say } = useWords();
  if (record.kind !== 'statement' || !record.body.text) return null;
  return (
    <div className={styles.quote}>
      <blockquote lang={record.body.language}>{record.body.text}</blockquote>
      <p className={styles.where}>{say('edit.wordsStay')}</p>
    </div>
  );
}

/** Begins an incident. */
export function NewIncidentPage() {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const navigate = useNavigate();
  const leave = useReturn(null);
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const fresh = () => beginDraft('incident', { revision: 0, body: firstBody(first) }, { compartment: first?.id ?? '' });
  const { draft, restored, change, discard } = useDraft('incident', 'new incident', fresh);
  const alike = useDuplicateCheck();
  const saving = useSaving({
    kind: 'incident',
    id: null,
    draft,
    change,
    defaultReason: () => say('facts.reason.entered'),
    before: (body, { compartment }) => alike.clears('incident', compartment, body),
    onSaved: ({ id }) => {
      discard(fresh());
      void navigate({ to: '/incidents/$id', params: { id } });
    },
  });
  if (compartments.length === 0) return <p className={styles.notice}>{say('edit.nowhere')}</p>;
  return (
    <RecordForm
      kind="incident"
      id={null}
      title={say('edit.newIncident')}
      parts={INCIDENT_PARTS}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={leave}
      where={<Where incident={null} compartment="" />}
      below={<PossibleDuplicates found={alike.found} />}
      above={
        <>
          {restored && <Restored onDiscard={() => discard(fresh())} />}
          {compartments.length > 1 && (
            <Choice
              label={say('compartment')}
              help={say('edit.compartmentHelp')}
              options={compartments.map(({ id, name, code }) => ({
                value: id,
                label: code ? `${code} · ${name}` : name,
              }))}
              value={draft.compartment}
              onChange={(chosen) => {
                const found = compartments.find(({ id }) => id === chosen);
                if (found) change(inCompartment(draft, found));
              }}
            />
          )}
        </>
      }
    />
  );
}
