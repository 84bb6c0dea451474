import '@mantine/core/styles/Tabs.css';
import '../words/facts.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { record, related } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { PossibleDuplicatesLink, SameBanner } from '../duplicates/same-banner.tsx';
import { mayWrite } from '../edit/rights.ts';
import { WrittenInContext } from '../edit/written-in.ts';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Actors } from './actors.tsx';
import { Acts } from './acts.tsx';
import { Answers } from './answers.tsx';
import { Contradictions } from './contradictions.tsx';
import { Flags } from './flags.tsx';
import { IncidentHeader } from './header.tsx';
import { Items } from './items.tsx';
import { Links } from './links.tsx';
import styles from './page.module.css';
import { EditingSessionOf } from './session.tsx';
import { Statements } from './statements.tsx';
import { surroundings } from './surroundings.ts';
import { UndoBar } from './undo.tsx';
import { Where } from './where.tsx';
import { WithdrawnLinks } from './withdrawn-links.tsx';

const route = getRouteApi('/incidents/$id');

/**
 * One incident: header, acts, what sources say and where they contradict each other, links, items, flags; the panel beside
 * it answers for what is selected. Everything is edited where it stands.
 */
export function IncidentPage() {
  const { id } = route.useParams();
  const incident = useQuery(record<Incident>(id));
  const around = useQuery(related(id));
  const { who } = useVisit();
  if (incident.isPending) return <Waiting />;
  if (incident.error) return <Trouble error={incident.error} again={incident.refetch} />;
  const known = surroundings(incident.data, around.data ?? []);
  const mayEdit = mayWrite(who, incident.data.compartment);
  const editFrom = mayEdit ? id : null;
  return (
    <EditingSessionOf key={id} incident={incident.data} mayEdit={mayEdit}>
      <WrittenInContext value={{ compartment: incident.data.compartment, id, kind: 'incident', incident: id }}>
        <div className={styles.page}>
          <article className={styles.sheet}>
            <SameBanner id={id} mayEdit={mayEdit} />
            <PossibleDuplicatesLink id={id} />
            <IncidentHeader key={id} incident={incident.data} known={known} />
            <Where places={placesOf(incident.data.body)} />
            {around.isPending && <Waiting />}
            {around.error && <Trouble error={around.error} again={around.refetch} />}
            {around.data && (
              <>
                <Acts known={known} />
                <Statements known={known} editFrom={editFrom} />
                <Contradictions incident={incident.data} known={known} />
                <Actors known={known} editFrom={editFrom} />
                <Links incident={id} known={known} />
                <WithdrawnLinks incident={id} />
                <Items incident={id} known={known} mayAdd={mayEdit} />
              </>
            )}
            <Flags incident={incident.data} />
            <UndoBar />
          </article>
          <Answers incident={incident.data} known={known} />
        </div>
      </WrittenInContext>
    </EditingSessionOf>
  );
}

function placesOf({ place, morePlaces = [] }: Incident['body']) {
  return [...(place ? [place] : []), ...morePlaces];
}
