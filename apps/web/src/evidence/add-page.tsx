import '../words/evidence.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { record } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { Choice } from '../edit/controls.tsx';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import styles from './add-page.module.css';
import { BatchFields } from './batch-fields.tsx';
import { DropZone } from './drop-zone.tsx';
import { useQueue } from './my-queue.ts';
import { QueueList } from './queue-list.tsx';
import { TakenInList } from './taken-in-list.tsx';
import { useTakingIn } from './taking-in.ts';
import { Unfinished } from './unfinished.tsx';

/** Files come in, into one of one's compartments. */
export function AddFilesPage() {
  return <AddFiles incident={null} />;
}

/** Files come in and belong to an incident from the start. */
export function AddFilesToIncidentPage() {
  const { id } = getRouteApi('/incidents/$id/evidence/add').useParams();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <AddFiles incident={data} />;
}

function AddFiles({ incident }: { incident: Incident | null }) {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const given = compartments.find(({ name }) => name === incident?.compartment);
  const [chosen, setChosen] = useState(first?.id ?? '');
  const { queue, entries, form, setForm } = useQueue();
  const taking = useTakingIn(queue, entries);
  const compartment = incident ? (given?.id ?? '') : chosen;

  // Whoever signed in again goes on where the session ended.
  useEffect(() => {
    for (const { key, trouble, state } of queue.entries())
      if (state === 'failed' && trouble === 'session') queue.resume(key);
  }, [queue]);

  if (!compartment) return <p className={styles.nowhere}>{say('edit.nowhere')}</p>;
  const open = entries.filter(({ state }) => state !== 'recorded');
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Where incident={incident} />
        <h1>{say('evidence.addFiles')}</h1>
        {incident && (
          <p>{say('upload.belongs', { name: `${incident.reference} ${incident.body.title ?? ''}`.trim() })}</p>
        )}
      </header>
      {!incident && compartments.length > 1 && (
        <Choice
          label={say('compartment')}
          help={say('edit.compartmentHelp')}
          options={compartments.map(({ id, name, code }) => ({ value: id, label: code ? `${code} · ${name}` : name }))}
          value={compartment}
          onChange={setChosen}
        />
      )}
      <Unfinished />
      <DropZone onChosen={(files) => queue.add(files, compartment)} first={open.length === 0} />
      {open.length > 0 && <QueueList queue={queue} entries={open} />}
      {open.length > 0 && (
        <BatchFields
          form={form}
          onChange={setForm}
          taking={taking}
          waiting={open.length}
          onOrder={(item) => taking.order({ compartment, item, attachTo: incident?.id, reason: form.reason.trim() })}
        />
      )}
      <TakenInList entries={entries} onClear={() => queue.clearRecorded()} />
    </div>
  );
}

function Where({ incident }: { incident: Incident | null }) {
  const { say } = useWords();
  return (
    <p className={styles.where}>
      {incident ? (
        <Link to="/incidents/$id" params={{ id: incident.id }}>
          <Glyph name="back" size={14} /> {say('edit.toIncident')}
        </Link>
      ) : (
        <Link to="/evidence">
          <Glyph name="back" size={14} /> {say('area.evidence')}
        </Link>
      )}
      {incident && <span>{incident.compartment}</span>}
    </p>
  );
}
