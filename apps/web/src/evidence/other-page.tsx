import '../words/evidence.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused } from '../api/client.ts';
import { record } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { Choice } from '../edit/controls.tsx';
import { beginDraft, useDraft } from '../edit/draft.ts';
import { Restored } from '../edit/meanwhile.tsx';
import styles from '../edit/notices.module.css';
import { RecordChoice } from '../edit/record-choice.tsx';
import { RecordForm } from '../edit/record-form.tsx';
import { leads, writableBy } from '../edit/rights.ts';
import { useSaving } from '../edit/saving.ts';
import { useVisit } from '../frame/visit.tsx';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { attach } from './belonging.ts';

/** Records something that comes without a file: a link, a paper, an object. */
export function AddOtherPage() {
  return <AddOther given={null} />;
}

/** The same, for an incident. */
export function AddOtherToIncidentPage() {
  const { id } = getRouteApi('/incidents/$id/evidence/other').useParams();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <AddOther key={id} given={data} />;
}

function AddOther({ given }: { given: Incident | null }) {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const navigate = useNavigate();
  const compartments = writableBy(who);
  const own = compartments.find(({ name }) => name === given?.compartment);
  const first = own ?? compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const [incident, setIncident] = useState(given?.id ?? '');
  const fresh = () => beginDraft('item', { revision: 0, body: {} }, { compartment: first?.id ?? '' });
  const { draft, restored, change, discard } = useDraft('item', given ? `new item of ${given.id}` : 'new item', fresh);
  const saving = useSaving({
    kind: 'item',
    id: null,
    draft,
    change,
    onSaved: async ({ id }) => {
      const { compartment, reason } = draft;
      discard(fresh());
      const attached =
        incident === '' || (await isAttached({ compartment, item: id, incident, reason: reason.trim() }));
      // The item is there. What was refused is asked for again on its own page.
      void navigate({ to: '/items/$id', params: { id }, search: attached ? {} : { attach: incident } });
    },
  });
  if (compartments.length === 0 || (given && !own)) return <p className={styles.notice}>{say('edit.nowhere')}</p>;
  const place = compartments.find(({ id }) => id === draft.compartment) ?? first;
  const identity = place !== undefined && leads(who, place.name);
  return (
    <RecordForm
      kind="item"
      id={null}
      title={say('evidence.addOther')}
      parts={[
        { title: 'edit.part.thing', help: 'edit.part.thingHelp', fields: ['itemKind', 'title', 'storagePlace'] },
        {
          title: 'edit.part.address',
          help: identity ? 'edit.part.addressHelp' : 'edit.part.addressPublicHelp',
          fields: identity ? ['publicUrl', 'url'] : ['publicUrl'],
        },
        {
          title: 'edit.part.obtained',
          fields: ['source', 'sourceCode', 'provenance', 'consent', 'conditions', 'licence'],
        },
        { title: 'edit.part.team', fields: ['sensitivity', 'notes'] },
      ]}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={() =>
        void navigate(given ? { to: '/incidents/$id/evidence', params: { id: given.id } } : { to: '/evidence' })
      }
      where={
        <p className={styles.where}>
          {given ? (
            <Link to="/incidents/$id/evidence" params={{ id: given.id }}>
              <Glyph name="back" size={14} /> {given.reference} {titleOf(given, say)}
            </Link>
          ) : (
            <Link to="/evidence">
              <Glyph name="back" size={14} /> {say('area.evidence')}
            </Link>
          )}
        </p>
      }
      above={
        <>
          {restored && <Restored onDiscard={() => discard(fresh())} />}
          {!given && compartments.length > 1 && (
            <Choice
              label={say('compartment')}
              help={say('edit.compartmentHelp')}
              options={compartments.map(({ id, name, code }) => ({
                value: id,
                label: code ? `${code} · ${name}` : name,
              }))}
              value={draft.compartment}
              onChange={(compartment) => {
                setIncident('');
                change({ ...draft, compartment });
              }}
            />
          )}
          <RecordChoice
            label={say('attachTo.belongs')}
            kind="incident"
            compartment={draft.compartment}
            value={incident}
            onChange={setIncident}
          />
        </>
      }
    />
  );
}

async function isAttached(given: Parameters<typeof attach>[0]): Promise<boolean> {
  try {
    await attach(given);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}
