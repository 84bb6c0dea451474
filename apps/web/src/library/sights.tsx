import { useNavigate } from '@tanstack/react-router';
import { Suspense, useCallback } from 'react';
import { Waiting } from '../look/waiting.tsx';
import { type Area, type Days, QueryMap, Timeline } from '../map/index.ts';
import styles from './sights.module.css';
import type { LibraryState } from './use-query.ts';

interface Props {
  library: LibraryState;
  see: string;
}

/** Map and timeline of what is found, above the table; a choice in one narrows the question, and so all of them. */
export function Sights({ library: { query, ask }, see }: Props) {
  const navigate = useNavigate();
  const open = see.split(',');
  const onArea = useCallback(
    (area: Area | null) => {
      const { bbox: _, ...rest } = query;
      ask(area ? { ...rest, bbox: area } : rest);
    },
    [query, ask],
  );
  const onPeriod = useCallback(
    (days: Days | null) => {
      const { from: _, to: __, ...rest } = query;
      ask(days ? { ...rest, ...days } : rest);
    },
    [query, ask],
  );
  const onSelect = useCallback(
    (id: string) => {
      if (query.kind === 'incident') void navigate({ to: '/incidents/$id', params: { id } });
      else ask({ ...query, records: [id] });
    },
    [query, ask, navigate],
  );
  return (
    <div className={styles.sights}>
      <Suspense fallback={<Waiting />}>
        {open.includes('timeline') && <Timeline query={query} onPeriod={onPeriod} />}
        {open.includes('map') && <QueryMap query={query} onArea={onArea} onSelect={onSelect} />}
      </Suspense>
    </div>
  );
}
