import { DECISION_LINKS, LINK_TYPES, type LinkType } from '@cairn/model';
import { Link as RouteLink } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnyRecord, Link } from '../api/shapes.ts';
import { LevelBlocks } from '../value/level.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import acts from './acts.module.css';
import { isCapped } from './assessment.ts';
import styles from './links.module.css';
import { recordName } from './naming.ts';
import { RelationGroups } from './relation-groups.tsx';
import { Section } from './section.tsx';
import type { Surroundings } from './surroundings.ts';

/** How many records around an incident are read at once; beyond that, its relations are read by their kind. */
const MOST_AROUND = 500;
/** How many links are drawn at once. */
const AT_ONCE = 60;

/** Decisions rest on reasons, not on a level of proof. */
const UNGRADED: ReadonlySet<string> = new Set(DECISION_LINKS);

const isLinkType = (type: string | undefined): type is LinkType => LINK_TYPES.some((each) => each === type);

/** How the records around this incident are tied, each tie a line: from, how, to. */
export function Links({ incident, known }: { incident: string; known: Surroundings }) {
  const { say } = useWords();
  const [most, setMost] = useState(AT_ONCE);
  const isCut = known.byId.size - 1 >= MOST_AROUND;
  // That an item belongs here is said where the items are.
  const links = known.links.filter(({ body }) => !(body.type === 'part-of' && isItem(known, body.from)));
  if (links.length === 0 && !isCut) return null;
  const graph = (
    <RouteLink to="/incidents/$id/relations" params={{ id: incident }} className={styles.graph}>
      {say('facts.relations.graph')}
    </RouteLink>
  );
  if (isCut)
    return (
      <Section title={say('links')} count={null} action={graph}>
        <RelationGroups id={incident} />
      </Section>
    );
  return (
    <Section title={say('links')} count={links.length} action={graph}>
      <ul className={styles.links}>
        {links.slice(0, most).map((link) => (
          <LinkLine key={link.id} link={link} known={known} />
        ))}
      </ul>
      {links.length > most && (
        <button type="button" className={acts.more} onClick={() => setMost(most + AT_ONCE)}>
          {say('facts.showMore', { n: links.length - most })}
        </button>
      )}
    </Section>
  );
}

const isItem = (known: Surroundings, id: string | undefined): boolean => known.byId.get(id ?? '')?.kind === 'item';

function LinkLine({ link, known }: { link: Link; known: Surroundings }) {
  const { say } = useWords();
  const { from, to, type } = link.body;
  return (
    <li className={styles.link}>
      <span className={styles.tie}>
        <End record={known.byId.get(from ?? '')} />{' '}
        <span className={styles.how}>{isLinkType(type) ? say(`links.how.${type}`) : (type ?? '—')}</span>{' '}
        <End record={known.byId.get(to ?? '')} />
      </span>
      {!UNGRADED.has(type ?? '') && <LevelBlocks body={link.body} capped={isCapped(link, known)} />}
    </li>
  );
}

function End({ record }: { record: AnyRecord | undefined }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  if (!record) return <span>{say('links.elsewhere')}</span>;
  const name = recordName(record, label, language);
  if (record.kind !== 'incident') return <span>{name}</span>;
  return (
    <RouteLink to="/incidents/$id" params={{ id: record.id }}>
      {name}
    </RouteLink>
  );
}
