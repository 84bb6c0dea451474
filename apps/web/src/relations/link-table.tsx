import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { LevelBlocks } from '../value/level.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './link-table.module.css';
import { howWords, nodeName } from './naming.ts';
import type { Node, Relation } from './shapes.ts';
import type { GraphState } from './use-graph.ts';

interface Props {
  links: readonly Relation[];
  state: GraphState;
  chosen: string | null;
  onChoose: (link: string) => void;
}

const AT_ONCE = 100;
/** From these one can go on. */
const HOPS: ReadonlySet<string> = new Set(['incident', 'act', 'actor']);
const UNGRADED: ReadonlySet<string> = new Set(['same-as', 'possible-duplicate-of', 'distinct-from']);

/** Everything that the graph draws, line by line: reachable by keyboard and read aloud. */
export function LinkTable({ links, state, chosen, onChoose }: Props) {
  const { say } = useWords();
  const [most, setMost] = useState(AT_ONCE);
  const { nodes } = state.graph;
  return (
    <>
      <table className={styles.table}>
        <caption>{say('relations.table')}</caption>
        <thead>
          <tr>
            {(['from', 'how', 'to', 'level', 'says'] as const).map((column) => (
              <th key={column} scope="col">
                {say(`relations.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.slice(0, most).map((link) => (
            <Line
              key={link.id}
              link={link}
              from={nodes.get(link.from)}
              to={nodes.get(link.to)}
              state={state}
              isChosen={link.id === chosen}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {links.length > most && (
        <button type="button" className={styles.more} onClick={() => setMost(most + AT_ONCE)}>
          {say('relations.expandMore', { n: Math.min(AT_ONCE, links.length - most) })}
        </button>
      )}
    </>
  );
}

interface LineProps {
  link: Relation;
  from: Node | undefined;
  to: Node | undefined;
  state: GraphState;
  isChosen: boolean;
  onChoose: (link: string) => void;
}

function Line({ link, from, to, state, isChosen, onChoose }: LineProps) {
  const { say } = useWords();
  const label = useVocabulary();
  const how = howWords(link.type, say);
  return (
    <tr data-chosen={isChosen || undefined}>
      <td>
        <End node={from} state={state} />
      </td>
      <td className={styles.how}>{how}</td>
      <td>
        <End node={to} state={state} />
      </td>
      <td>{!UNGRADED.has(link.type) && <LevelBlocks body={{ level: (link.level ?? 0) as never }} />}</td>
      <td>
        <button
          type="button"
          className={styles.choose}
          aria-pressed={isChosen}
          aria-label={say('relations.choose', { from: nodeName(from, label), how, to: nodeName(to, label) })}
          onClick={() => onChoose(link.id)}
        >
          ?
        </button>
      </td>
    </tr>
  );
}

function End({ node, state }: { node: Node | undefined; state: GraphState }) {
  const { say } = useWords();
  const label = useVocabulary();
  if (!node) return <span>…</span>;
  const name = nodeName(node, label);
  const mayHop = HOPS.has(node.kind) && !state.graph.hubs.has(node.id) && !isInHub(node.id, state);
  return (
    <span className={styles.end}>
      <NodeLink node={node} name={name} />
      {mayHop && (
        <button
          type="button"
          className={styles.hop}
          disabled={state.busy.has(node.id)}
          aria-label={say('relations.hopNamed', { name })}
          title={say('relations.hop')}
          onClick={() => state.hop(node.id)}
        >
          ⋯
        </button>
      )}
    </span>
  );
}

const isInHub = (id: string, { graph }: GraphState) => [...graph.hubs.values()].some((acts) => acts.includes(id));

/** Leads to the page of a record; of an act, to that of its incident. */
export function NodeLink({ node: { id, kind, incident }, name }: { node: Node; name: string }) {
  if (kind === 'act' && incident)
    return (
      <Link to="/incidents/$id" params={{ id: incident }}>
        {name}
      </Link>
    );
  if (kind === 'incident')
    return (
      <Link to="/incidents/$id" params={{ id }}>
        {name}
      </Link>
    );
  if (kind === 'actor')
    return (
      <Link to="/actors/$id/relations" params={{ id }}>
        {name}
      </Link>
    );
  if (kind === 'item')
    return (
      <Link to="/items/$id" params={{ id }}>
        {name}
      </Link>
    );
  return <span>{name}</span>;
}
