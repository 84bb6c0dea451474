import '../words/evidence.ts';
import '../words/records.ts';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { record } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { AttachItems } from './attach.tsx';
import styles from './list-page.module.css';
import { itemList } from './questions.ts';
import { ContactSheet } from './sheet.tsx';

/** The contact sheet of one incident. */
export function IncidentEvidencePage() {
  const { id } = getRouteApi('/incidents/$id/evidence').useParams();
  const incident = useQuery(record<Incident>(id));
  if (incident.error) return <Trouble error={incident.error} again={incident.refetch} />;
  if (!incident.data) return <Waiting />;
  return <Sheet key={id} incident={incident.data} />;
}

function Sheet({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { who } = useVisit();
  const [attaching, setAttaching] = useState(false);
  const list = useInfiniteQuery(itemList({ about: incident.id }));
  const pages = list.data?.pages.map(({ items }) => items).filter((page) => page.length > 0) ?? [];
  const items = pages.flat();
  const mayAdd = mayWrite(who, incident.compartment);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.back}>
          <Link to="/incidents/$id" params={{ id: incident.id }}>
            <Glyph name="back" size={14} /> {incident.reference} {titleOf(incident, say)}
          </Link>
        </p>
        <h1>{say('area.evidence')}</h1>
        {items.length > 0 && (
          <output className={styles.shown}>
            {say(list.hasNextPage ? 'evidence.shownMore' : 'evidence.shown', { n: items.length })}
          </output>
        )}
        {mayAdd && (
          <div className={styles.actions}>
            <button
              type="button"
              className={styles.action}
              aria-expanded={attaching}
              onClick={() => setAttaching(!attaching)}
            >
              {say('attach.open')}
            </button>
            <Link to="/incidents/$id/evidence/other" params={{ id: incident.id }} className={styles.action}>
              {say('evidence.addOther')}
            </Link>
            <Link to="/incidents/$id/evidence/add" params={{ id: incident.id }} className={styles.first}>
              {say('evidence.addFiles')}
            </Link>
          </div>
        )}
      </header>
      {attaching && (
        <AttachItems
          incident={incident}
          attached={new Set(items.map(({ id }) => id))}
          onDone={() => setAttaching(false)}
        />
      )}
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && items.length === 0 && (
        <div className={styles.empty}>
          <Mark size={56} />
          <p>{say('evidence.nothingHere')}</p>
        </div>
      )}
      {items.length > 0 && <ContactSheet pages={pages} />}
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}
