import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { related } from '../api/questions.ts';
import type { AnyRecord, Item } from '../api/shapes.ts';
import { recordName } from '../incident/naming.ts';
import { Trouble } from '../look/trouble.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { AttachTo } from './attach-to.tsx';
import { tieOf } from './belonging.ts';
import { Detach } from './detach.tsx';
import styles from './lines.module.css';
import { Part } from './part.tsx';
import type { Evidence } from './shapes.ts';
import form from './small-form.module.css';

interface Props {
  item: Item;
  evidence: Evidence | undefined;
  mayEdit: boolean;
  /** An incident that it is to be attached to. */
  attachTo: string | undefined;
  onAttached: () => void;
}

/** Where else the item stands: the incidents it belongs to, and other items with the same bytes. */
export function Elsewhere({ item, evidence, mayEdit, attachTo, onAttached }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { data, error, refetch } = useQuery(related(item.id));
  const incidents = incidentsOf(item.id, data ?? []);
  const [attaching, setAttaching] = useState(attachTo !== undefined);
  const same = evidence?.sameFile ?? [];
  return (
    <Part
      title={say('elsewhere.incidents')}
      action={
        mayEdit &&
        !attaching && (
          <button type="button" className={form.quiet} onClick={() => setAttaching(true)}>
            {say('attachTo.open')}
          </button>
        )
      }
    >
      {attaching && (
        <AttachTo
          item={item}
          attached={new Set(incidents.map(({ id }) => id))}
          begin={attachTo ?? ''}
          onDone={() => {
            setAttaching(false);
            onAttached();
          }}
        />
      )}
      {error && <Trouble error={error} again={refetch} />}
      {data && incidents.length === 0 && <p>{say('elsewhere.noIncident')}</p>}
      <ul className={styles.lines}>
        {incidents.map((incident) => {
          const tie = tieOf(data ?? [], item.id, incident.id);
          return (
            <li key={incident.id} className={styles.what}>
              <Link to="/incidents/$id" params={{ id: incident.id }}>
                {recordName(incident, label, language)}
              </Link>
              <span>{incident.reference}</span>
              {mayEdit && tie && <Detach link={tie} name={incident.reference} />}
            </li>
          );
        })}
      </ul>
      {same.length > 0 && (
        <p>
          {say('elsewhere.same')}{' '}
          {same.map(({ item: other, reference }, at) => (
            <span key={other}>
              {at > 0 && ', '}
              <Link to="/items/$id" params={{ id: other }}>
                {reference}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Part>
  );
}

/** The incidents around an item that came with what is related to it. */
function incidentsOf(id: string, around: readonly AnyRecord[]): AnyRecord[] {
  return around.filter((each) => each.kind === 'incident' && each.id !== id);
}
