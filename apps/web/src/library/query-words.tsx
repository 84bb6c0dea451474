import '../words/library.ts';
import { parseQuery } from '@cairn/model';
import { Fragment } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { useChips } from './chips.tsx';

/** A query in words, where it is read and not changed: kind, compartment, and what narrows it. */
export function QueryWords({ query: written }: { query: string }) {
  const { say } = useWords();
  const { who } = useVisit();
  const { query } = parseQuery(written);
  const place = who.compartments.find(({ id }) => id === query.compartment)?.name ?? query.compartment;
  const parts = [
    { key: 'kind', words: say(`library.kind.${query.kind}`) },
    ...(place ? [{ key: 'compartment', words: place }] : []),
    ...useChips(query),
  ];
  return parts.map((part, at) => (
    <Fragment key={part.key}>
      {at > 0 && ' · '}
      {'shown' in part ? part.shown : part.words}
    </Fragment>
  ));
}
