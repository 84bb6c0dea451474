import '../words/facts.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { useCompartmentId, useReturn, Where } from './around.tsx';
import { beginDraft, useDraft } from './draft.ts';
import { Restored } from './meanwhile.tsx';
import { ACT_PARTS } from './parts.ts';
import { RecordForm } from './record-form.tsx';
import { useSaving } from './saving.ts';

const route = getRouteApi('/incidents/$id/acts/new');

/** Enters an act of an incident: one kind of conduct, and what says so. Whom it hit and who did it are added to it then. */
export function NewActPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <NewAct key={id} incident={data} />;
}

function NewAct({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const leave = useReturn(incident.id);
  const compartment = useCompartmentId(incident.compartment);
  const fresh = () => beginDraft('act', { revision: 0, body: {} }, { compartment });
  const { draft, restored, change, discard } = useDraft('act', `act ${incident.id}`, fresh);
  const saving = useSaving({
    kind: 'act',
    id: null,
    draft,
    change,
    complete: (body) => ({ ...body, incident: incident.id }),
    defaultReason: () => say('facts.reason.entered'),
    onSaved: () => {
      discard(fresh());
      leave();
    },
  });
  return (
    <RecordForm
      kind="act"
      id={null}
      title={say('facts.act.new')}
      parts={ACT_PARTS}
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
    />
  );
}
