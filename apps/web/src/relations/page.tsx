import '../words/records.ts';
import '../words/relations.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { record } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { recordName } from '../incident/naming.ts';
import { Glyph } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { GraphCanvas } from './canvas.tsx';
import { ChosenLink } from './chosen-link.tsx';
import { type Drawn, drawing, shownLinks } from './graph.ts';
import { Groups } from './groups.tsx';
import { LinkTable } from './link-table.tsx';
import { nodeName } from './naming.ts';
import styles from './page.module.css';
import { type GraphState, useGraph } from './use-graph.ts';

/** Who did what to whom, and what led to what, around an incident. */
export function IncidentRelationsPage() {
  const { id } = getRouteApi('/incidents/$id/relations').useParams();
  return <RelationsPage key={id} id={id} />;
}

/** The same around an actor. */
export function ActorRelationsPage() {
  const { id } = getRouteApi('/actors/$id/relations').useParams();
  return <RelationsPage key={id} id={id} />;
}

function RelationsPage({ id }: { id: string }) {
  const { data, error, refetch, isPending } = useQuery(record<AnyRecord>(id));
  const state = useGraph(id);
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  return (
    <div className={styles.page}>
      <Head about={data} />
      {state.error !== null && <Trouble error={state.error} again={state.again} />}
      {!state.graph.hubs.has(id) && state.error === null && <Waiting />}
      {state.graph.hubs.has(id) && (state.graph.bundles.size === 0 ? <Nothing /> : <Body id={id} state={state} />)}
    </div>
  );
}

function Head({ about }: { about: AnyRecord }) {
  const { say, language } = useWords();
  const { who } = useVisit();
  const label = useVocabulary();
  const name = recordName(about, label, language);
  const { id } = about;
  return (
    <header className={styles.head}>
      <p className={styles.back}>
        {about.kind === 'incident' ? (
          <Link to="/incidents/$id" params={{ id }}>
            <Glyph name="back" size={14} /> {about.reference}
          </Link>
        ) : (
          <Link to="/library" search={{ kind: 'actor' }}>
            <Glyph name="back" size={14} /> {about.reference}
          </Link>
        )}
      </p>
      <h1>{say('relations.of', { name })}</h1>
      {about.kind === 'incident' && mayWrite(who, about.compartment) && (
        <Link to="/incidents/$id/relations/add" params={{ id }} className={styles.add}>
          {say('relations.add')}
        </Link>
      )}
    </header>
  );
}

function Body({ id, state }: { id: string; state: GraphState }) {
  const label = useVocabulary();
  const { say } = useWords();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [link, setLink] = useState<string | null>(null);
  const [thing, setThing] = useState<string | null>(null);
  const { graph } = state;
  const { things, edges } = useMemo(() => drawing(graph, hidden), [graph, hidden]);
  const links = useMemo(() => shownLinks(graph, hidden), [graph, hidden]);
  const nameOf = ({ node, bundle }: Drawn) =>
    bundle
      ? say(`relations.group.${bundle.direction}`, { type: label('link-type', bundle.type) })
      : nodeName(node ?? undefined, label);
  return (
    <>
      <div className={styles.top}>
        <GraphCanvas
          things={things}
          edges={edges}
          centre={id}
          chosen={{ link, thing }}
          nameOf={nameOf}
          onThing={(chosen) => {
            if (chosen.bundle) return state.more(chosen.bundle);
            setThing(chosen.id);
            const known = [...graph.hubs].some(([hub, acts]) => hub === chosen.id || acts.includes(chosen.id));
            if (!known && ['incident', 'actor', 'act'].includes(chosen.node?.kind ?? '')) state.hop(chosen.id);
          }}
          onLink={setLink}
        />
        <div className={styles.side}>
          <Groups
            state={state}
            hidden={hidden}
            onHidden={(type, hide) =>
              setHidden((was) => new Set(hide ? [...was, type] : [...was].filter((each) => each !== type)))
            }
          />
          <ChosenLink link={graph.links.get(link ?? '')} state={state} />
        </div>
      </div>
      {links.length > 0 && <LinkTable links={links} state={state} chosen={link} onChoose={setLink} />}
    </>
  );
}

function Nothing() {
  const { say } = useWords();
  return (
    <div className={styles.empty}>
      <Mark size={56} />
      <p>{say('relations.none')}</p>
      <p>{say('relations.noneHelp')}</p>
    </div>
  );
}
