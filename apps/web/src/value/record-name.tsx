import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { recordName } from '../incident/naming.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';

/** A record that another one names, called as people know it; one that the reader may not see keeps its id's beginning. */
export function RecordName({ id }: { id: string }) {
  const { language } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(record<AnyRecord>(id));
  if (!data) return <span>{id.slice(0, 8)}…</span>;
  const name = recordName(data, label, language);
  const words = name === data.reference ? name : `${name} · ${data.reference}`;
  if (data.kind === 'item')
    return (
      <Link to="/items/$id" params={{ id }}>
        {words}
      </Link>
    );
  if (data.kind === 'incident')
    return (
      <Link to="/incidents/$id" params={{ id }}>
        {words}
      </Link>
    );
  return <span>{words}</span>;
}
