import { getRouteApi } from '@tanstack/react-router';
import type { AnyRecord, Incident } from '../api/shapes.ts';
import { History } from '../panel/history.tsx';
import { Panel } from '../panel/panel.tsx';
import { Proof } from '../panel/proof.tsx';
import { WhoSaysSo } from '../panel/who-says-so.tsx';
import { Discussion } from '../verification/discussion.tsx';
import { VerificationSteps } from '../verification/steps.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './ask.module.css';
import { BringBack } from './bring-back-button.tsx';
import { recordName } from './naming.ts';
import { useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';

const route = getRouteApi('/incidents/$id');

interface Props {
  incident: Incident;
  known: Surroundings;
}

/** What the panel answers about an incident, or about an act or a link of it: who says so, its history, its proof. */
export function Answers({ incident, known }: Props) {
  const { say } = useWords();
  const { panel, field, about } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useEditingSession()?.mayEdit ?? false;
  const record: AnyRecord = known.byId.get(about ?? '') ?? incident;
  const kept = record === incident ? {} : { about: record.id };
  const whole = <About record={record} incident={incident} />;
  return (
    <Panel
      view={panel}
      onView={(view) =>
        void navigate({ search: view ? { panel: view, ...kept, ...(field ? { field } : {}) } : {}, replace: true })
      }
      views={[
        {
          name: 'who',
          title: say('panel.who'),
          content: (
            <>
              {whole}
              <WhoSaysSo record={record} incident={incident} known={known} field={field} />
            </>
          ),
        },
        {
          name: 'verification',
          title: say('verification.steps'),
          content: <VerificationSteps record={incident} />,
        },
        {
          name: 'discussion',
          title: say('verification.discussion'),
          content: (
            <>
              {whole}
              <Discussion record={record} field={field} />
            </>
          ),
        },
        {
          name: 'history',
          title: say('panel.history'),
          content: (
            <>
              {whole}
              <History
                record={record}
                {...(mayEdit
                  ? { bringBack: (given) => <BringBack key={given.field} record={record} {...given} /> }
                  : {})}
              />
            </>
          ),
        },
        {
          name: 'proof',
          title: say('panel.proof'),
          content: (
            <>
              {whole}
              <Proof record={record} />
            </>
          ),
        },
      ]}
    />
  );
}

/** Of which record the panel speaks, where it is not the incident; and the way back to the incident. */
function About({ record, incident }: { record: AnyRecord; incident: Incident }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const navigate = route.useNavigate();
  const { panel = 'who' } = route.useSearch();
  if (record === incident) return null;
  const name = recordName(record, label, language);
  return (
    <p className={styles.of}>
      <span>{name === record.reference ? name : `${name} · ${record.reference}`}</span>
      <button type="button" className={styles.ask} onClick={() => void navigate({ search: { panel }, replace: true })}>
        {say('facts.toIncident')}
      </button>
    </p>
  );
}
