import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { read } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords, type WordId } from '../words/words.ts';
import { useOwnFields } from './own-fields.ts';
import { usePeopleNames } from './people-names.ts';

const SCHEMES: Readonly<Record<string, WordId>> = {
  'incident-status': 'field.status',
  'act-type': 'filter.act',
  tag: 'library.column.tags',
  assigned: 'library.column.assigned',
  outcome: 'library.scheme.outcome',
  'proof-level': 'library.column.level',
  method: 'act.method',
  object: 'library.column.object',
  'actor-type': 'field.actorType',
  'item-kind': 'field.itemKind',
  triage: 'library.column.triage',
  graphic: 'field.graphic',
  batch: 'library.scheme.batch',
  reliability: 'field.reliability',
  credibility: 'field.credibility',
};

/** What a scheme of codes is called; a team's own field by its own name. */
export function useSchemeName(): (scheme: string) => string {
  const { say, language } = useWords();
  const fields = useOwnFields();
  return (scheme) => {
    const own = scheme.startsWith('custom:') ? fields.get(scheme.slice('custom:'.length)) : undefined;
    const word = SCHEMES[scheme];
    return own ? own.label[language] : word ? say(word) : scheme;
  };
}

/** What a code is called: people by name, tags as they are written, batches by their title, the rest by its vocabulary. */
export function useCodeName(): (scheme: string, code: string) => string {
  const { say, language } = useWords();
  const { who } = useVisit();
  const label = useVocabulary();
  const nameOf = usePeopleNames();
  const fields = useOwnFields();
  const { data: batches } = useQuery({
    queryKey: ['batches', 'names'],
    queryFn: async ({ signal }) =>
      (
        await read<{ records: { id: string; reference: string; body: { title?: string } }[] }>(
          '/api/v1/records?kind=batch&limit=200',
          signal,
        )
      ).records,
    staleTime: 60_000,
  });
  return useCallback(
    (scheme, code) => {
      if (scheme === 'assigned') return code === who.account.id || code === 'me' ? say('library.me') : nameOf(code);
      if (scheme === 'tag') return code;
      if (scheme === 'batch') {
        const batch = batches?.find(({ id }) => id === code);
        return batch?.body.title ?? batch?.reference ?? code.slice(0, 8);
      }
      if (!scheme.startsWith('custom:')) return label(scheme, code);
      const own = fields.get(scheme.slice('custom:'.length));
      if (own?.type === 'yes-no') return say(code === 'true' ? 'library.yes' : 'library.no');
      return own?.options?.find((option) => option.code === code)?.label[language] ?? code;
    },
    [who, label, nameOf, fields, batches, say, language],
  );
}
