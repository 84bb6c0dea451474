import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { post, read } from '../api/client.ts';
import type { Evidence, FileLinks, ItemPage, TakenIn, UploadRow } from './shapes.ts';
import type { MediaSort } from './view.ts';

const PAGE = 60;

interface Which {
  /** A compartment's id, or '' for all that the reader may enter. */
  compartment?: string;
  /** An incident to which the items belong. */
  about?: string;
  sort?: MediaSort | undefined;
}

export const itemList = ({ compartment = '', about = '', sort }: Which) =>
  infiniteQueryOptions({
    queryKey: ['items', compartment, about, sort ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE) });
      if (compartment) query.set('compartment', compartment);
      if (about) query.set('about', about);
      if (sort) query.set('type', sort);
      if (pageParam) query.set('cursor', pageParam);
      return read<ItemPage>(`/api/v1/items?${query}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // While something is being examined its picture may come any moment.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ examination }) => examination === 'waiting')) ? 3_000 : false,
  });

export const evidenceOf = (id: string) =>
  queryOptions({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => read<Evidence>(`/api/v1/items/${encodeURIComponent(id)}/evidence`, signal),
    refetchInterval: ({ state }) => (state.data?.examination.state === 'waiting' ? 2_000 : false),
  });

/** Files of mine that are on their way. */
export const uploads = queryOptions({
  queryKey: ['uploads'],
  queryFn: async ({ signal }) => (await read<{ uploads: UploadRow[] }>('/api/v1/uploads', signal)).uploads,
  staleTime: 0,
});

/** Asks for addresses on the files host. @throws Refused */
export const askForLinks = (items: readonly { item: string; as: 'show' | 'download' }[]): Promise<FileLinks> =>
  post<FileLinks>('/api/v1/items/links', { items });

/** How a batch of files was obtained, as the server takes it. */
export interface Batch {
  compartment: string;
  /** What the items have in common. */
  item: Record<string, unknown>;
  attachTo?: string | undefined;
  /** Where new items wait to be sorted. */
  batch?: string | undefined;
  reason: string;
}

/** The longest list that the server takes in at once. */
export const LONGEST_LIST = 100;

/** Records files that have arrived whole as items: all of the list or none. @throws Refused */
export async function takeIn(
  { compartment, item, attachTo, batch, reason }: Batch,
  files: readonly { upload: string; name: string; path?: string }[],
): Promise<TakenIn[]> {
  const about = { ...(attachTo ? { attachTo } : {}), ...(batch ? { batch } : {}) };
  const given = { compartment, files, item, reason, ...about };
  return (await post<{ items: TakenIn[] }>('/api/v1/items/intake', given)).items;
}
