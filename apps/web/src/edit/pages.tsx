import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { AnyRecord, Incident } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { Choice } from './controls.tsx';
import { beginDraft, useDraft } from './draft.ts';
import type { FormKind } from './form-kinds.ts';
import { ChangedMeanwhile, Restored } from './meanwhile.tsx';
import type { Body } from './merge.ts';
import styles from './notices.module.css';
import { actorParts, INCIDENT_PARTS, NEW_STATEMENT_PARTS, STATEMENT_PARTS } from './parts.ts';
import { type Part, RecordForm } from './record-form.tsx';
import { leads, writableBy } from './rights.ts';
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
  const { data, error, refetch } = useQuery(record<AnyRecord>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  if (data.kind !== 'incident' && data.kind !== 'statement' && data.kind !== 'actor') return <Trouble error={null} />;
  return <Edit key={id} kind={data.kind} record={data} incident={incident} />;
}

interface EditProps {
  kind: FormKind;
  record: AnyRecord;
  incident: string;
}

function Edit({ kind, record, incident }: EditProps) {
  const { say } = useWords();
  const leave = useReturn(incident);
  const base = { revision: record.revision, body: record.body as Body };
  const { draft, restored, change, discard } = useDraft(kind, record.id, () => beginDraft(kind, base));
  const saving = useSaving({
    kind,
    id: record.id,
    draft,
    change,
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
          <Untouchable record={record} />
        </>
      }
    />
  );
}

function usePartsOf(kind: FormKind, record: AnyRecord): readonly Part[] {
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

function Where({ incident, compartment }: { incident: string | null; compartment: string }) {
  const { say } = useWords();
  return (
    <p className={styles.where}>
      {incident ? (
        <Link to="/incidents/$id" params={{ id: incident }}>
          <Glyph name="back" size={14} /> {say('edit.toIncident')}
        </Link>
      ) : (
        <Link to="/incidents">
          <Glyph name="back" size={14} /> {say('area.incidents')}
        </Link>
      )}
      {compartment && <span>{compartment}</span>}
    </p>
  );
}

/** Leads back to the incident, or to the list. */
function useReturn(incident: string | null): () => void {
  const navigate = useNavigate();
  return () => {
    if (incident) void navigate({ to: '/incidents/$id', params: { id: incident } });
    else void navigate({ to: '/incidents' });
  };
}

/** Begins an incident. */
export function NewIncidentPage() {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const navigate = useNavigate();
  const leave = useReturn(null);
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const fresh = () => beginDraft('incident', { revision: 0, body: {} }, { compartment: first?.id ?? '' });
  const { draft, restored, change, discard } = useDraft('incident', 'new incident', fresh);
  const saving = useSaving({
    kind: 'incident',
    id: null,
    draft,
    change,
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
              onChange={(compartment) => change({ ...draft, compartment })}
            />
          )}
        </>
      }
    />
  );
}

/** The fields of an incident that a statement can be about, beside the whole. */
const ABOUT = ['', 'time', 'place', 'counts'] as const;

/** Writes down what a source says about an incident. */
export function NewStatementPage() {
  const { id } = getRouteApi('/incidents/$id/statements/new').useParams();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <NewStatement key={id} incident={data} />;
}

function NewStatement({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { who } = useVisit();
  const leave = useReturn(incident.id);
  const compartment = who.compartments.find(({ name }) => name === incident.compartment)?.id ?? incident.compartment;
  const fresh = () => beginDraft('statement', { revision: 0, body: {} }, { compartment });
  const { draft, restored, change, discard } = useDraft('statement', `statement ${incident.id}`, fresh);
  const about = (draft.forms.about as string | undefined) ?? '';
  const saving = useSaving({
    kind: 'statement',
    id: null,
    draft,
    change,
    complete: (body) => ({ ...body, about: [{ record: incident.id, ...(about ? { field: about } : {}) }] }),
    onSaved: () => {
      discard(fresh());
      leave();
    },
  });
  return (
    <RecordForm
      kind="statement"
      id={null}
      title={say('edit.newStatement')}
      parts={NEW_STATEMENT_PARTS}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={leave}
      where={<Where incident={incident.id} compartment={incident.compartment} />}
      above={
        <>
          <p>
            {incident.reference} · {incident.body.title}
          </p>
          {restored && <Restored onDiscard={() => discard(fresh())} />}
          <Choice
            label={say('edit.about')}
            options={ABOUT.map((field) => ({ value: field, label: say(`edit.about.${field || 'whole'}`) }))}
            value={about}
            onChange={(field) => change({ ...draft, forms: { ...draft.forms, about: field } })}
          />
        </>
      }
    />
  );
}
