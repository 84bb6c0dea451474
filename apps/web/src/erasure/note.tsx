import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Glyph } from '../look/glyph.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { inRanges } from './gather.ts';
import styles from './note.module.css';
import { erased } from './questions.ts';

/** On the page of a record: which of its fields were erased, in which revisions, and the request that says why. */
export function ErasedNote({ record }: { record: string }) {
  const { say } = useWords();
  const { data = [] } = useQuery(erased(record));
  if (data.length === 0) return null;
  return (
    <ul className={styles.note}>
      {[...Map.groupBy(data, ({ claim, erasure }) => `${erasure} ${claim}`)].map(([key, places]) => {
        const [first] = places;
        if (!first) return null;
        const revisions = places.map(({ revision }) => revision).sort((a, b) => a - b);
        return (
          <li key={key}>
            <Glyph name="erasure" />
            <span>
              {say('incident.erased', {
                field: fieldName(first.claim.replace(/^body\./, ''), say),
                n: revisions.length,
                revisions: inRanges(revisions),
              })}{' '}
              <Link to="/erasure/$id" params={{ id: first.erasure }}>
                {say('incident.erased.why')}
              </Link>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
