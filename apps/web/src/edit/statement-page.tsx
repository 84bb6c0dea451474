import '../words/facts.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { AboutField } from './about-field.tsx';
import { aboutRow } from './about-form.ts';
import { useCompartmentId, useReturn, Where } from './around.tsx';
import { beginDraft, useDraft } from './draft.ts';
import { Restored } from './meanwhile.tsx';
import { NEW_STATEMENT_PARTS } from './parts.ts';
import { RecordForm } from './record-form.tsx';
import { useSaving } from './saving.ts';

const route = getRouteApi('/incidents/$id/statements/new');

/** Writes down what a source says about an incident: its words, which fields it speaks about, and how it is graded. */
export function NewStatementPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <NewStatement key={id} incident={data} />;
}

function NewStatement({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { about = incident.id, field = '' } = route.useSearch();
  const leave = useReturn(incident.id);
  const compartment = useCompartmentId(incident.compartment);
  const fresh = () => {
    const begun = beginDraft('statement', { revision: 0, body: {} }, { compartment });
    return { ...begun, forms: { ...begun.forms, about: [aboutRow(about, field)] } };
  };
  const { draft, restored, change, discard } = useDraft('statement', `statement ${incident.id}`, fresh);
  const saving = useSaving({
    kind: 'statement',
    id: null,
    draft,
    change,
    defaultReason: () => say('facts.reason.entered'),
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
      incident={incident.id}
      where={<Where incident={incident.id} compartment={incident.compartment} />}
      above={
        <>
          <p>
            {incident.reference} · {incident.body.title}
          </p>
          {restored && <Restored onDiscard={() => discard(fresh())} />}
        </>
      }
      between={<AboutField incident={incident} draft={draft} change={change} problems={saving.problems} />}
    />
  );
}
