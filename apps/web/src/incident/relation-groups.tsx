import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused, read } from '../api/client.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import acts from './acts.module.css';
import styles from './links.module.css';

interface Node {
  id: string;
  kind: string;
  reference: string;
  name?: string;
}

interface Relations {
  nodes: Node[];
  links: { id: string; from: string; to: string; type: string }[];
  groups?: { type: string; direction: string; n: number }[];
  next: string | null;
}

const PAGE = 50;

const relations = (id: string, query: Record<string, string>, signal: AbortSignal) =>
  read<Relations>(`/api/v1/records/${encodeURIComponent(id)}/relations?${new URLSearchParams(query)}`, signal);

/** All relations of a record by their kind, for a record that has more than its page draws: each kind opens page by page. */
export function RelationGroups({ id }: { id: string }) {
  const { say } = useWords();
  const { data } = useQuery({
    queryKey: ['relations', id, 'groups'],
    queryFn: async ({ signal }) => {
      try {
        return (await relations(id, { group: '1', limit: '0' }, signal)).groups ?? [];
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return [];
        throw error;
      }
    },
  });
  if (!data || data.length === 0) return null;
  return (
    <div className={styles.groups}>
      <p className={styles.how}>{say('facts.relations.many')}</p>
      {data.map(({ type, direction, n }) => (
        <Group key={`${type} ${direction}`} id={id} type={type} direction={direction} n={n} />
      ))}
    </div>
  );
}

function Group({ n, ...group }: { id: string; type: string; direction: string; n: number }) {
  const label = useVocabulary();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.group} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label('link-type', group.type)} <span className={styles.how}>{n}</span>
      </summary>
      {open && <Page {...group} />}
    </details>
  );
}

function Page({ id, type, direction }: { id: string; type: string; direction: string }) {
  const { say } = useWords();
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['relations', id, type, direction],
    queryFn: ({ pageParam, signal }) =>
      relations(id, { type, direction, limit: String(PAGE), ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const pages = data?.pages ?? [];
  const nodes = new Map(pages.flatMap(({ nodes }) => nodes.map((node) => [node.id, node] as const)));
  const nameOf = (end: string) => {
    const node = nodes.get(end);
    return node ? [node.name, node.reference].filter(Boolean).join(' · ') : '—';
  };
  // The relations of an incident are those of its acts as well: both ends tell which.
  const wordsOf = (from: string, to: string) =>
    from === id || to === id ? nameOf(from === id ? to : from) : `${nameOf(from)} → ${nameOf(to)}`;
  return (
    <>
      <ul className={styles.links}>
        {pages
          .flatMap(({ links }) => links)
          .map(({ id: link, from, to }) => (
            <li key={link} className={styles.link}>
              {wordsOf(from, to)}
            </li>
          ))}
      </ul>
      {hasNextPage && (
        <button type="button" className={acts.more} disabled={isFetching} onClick={() => void fetchNextPage()}>
          {say('facts.relations.more')}
        </button>
      )}
    </>
  );
}
