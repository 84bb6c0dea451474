import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { askForLinks } from './questions.ts';
import type { FileLink } from './shapes.ts';

type As = 'show' | 'download';

/** A link is asked for anew when four fifths of its life are over. */
const FRESH = 0.8;

const linksFor = (items: readonly string[], as: As) =>
  queryOptions({
    queryKey: ['file-links', as, items],
    queryFn: async () => {
      const { expires, links } = await askForLinks(items.map((item) => ({ item, as })));
      return {
        fresh: Date.now() + (Date.parse(expires) - Date.now()) * FRESH,
        byItem: new Map(links.map((link) => [link.item, link])),
      };
    },
    staleTime: ({ state }) => Math.max(0, (state.data?.fresh ?? 0) - Date.now()),
    // Addresses open files to whoever has them: they are not kept behind the page.
    gcTime: 0,
  });

/** Addresses for the files of several items at once, those of a page of thumbnails for instance. */
export function useLinks(items: readonly string[], as: As = 'show') {
  return useQuery({ ...linksFor(items, as), enabled: items.length > 0 });
}

/**
 * The address from which a picture or a recording is shown. It stays the same while it works, so that what plays is not
 * cut off; when it has run out, the next failure fetches another, once.
 */
export function useLasting(items: readonly string[], item: string) {
  const client = useQueryClient();
  const { data, error } = useLinks(items);
  const [link, setLink] = useState<FileLink | null>(null);
  const [broken, setBroken] = useState(false);
  const renewed = useRef(0);
  const found = data?.byItem.get(item) ?? null;
  useEffect(() => {
    if (found && link === null) setLink(found);
  }, [found, link]);

  const onError = useCallback(async () => {
    if (Date.now() - renewed.current < RENEW_AGAIN) return setBroken(true);
    renewed.current = Date.now();
    try {
      await client.invalidateQueries({ queryKey: linksFor(items, 'show').queryKey });
      setLink(client.getQueryData(linksFor(items, 'show').queryKey)?.byItem.get(item) ?? null);
    } catch {
      setBroken(true);
    }
  }, [client, items, item]);

  return { link, broken: broken || (data !== undefined && found === null), error, onError };
}

const RENEW_AGAIN = 30_000;
