import { Link } from '@tanstack/react-router';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { ClearAll, isNarrowed } from './chips.tsx';
import type { LibraryState } from './use-query.ts';

/** Nothing was found, or nothing is there yet: what it means, and one thing to do. */
export function Empty({ library }: { library: LibraryState }) {
  const { say } = useWords();
  const { who } = useVisit();
  const { query } = library;
  if (isNarrowed(query)) {
    return (
      <EmptyCairn action={<ClearAll {...library} />}>
        {say(query.kind === 'incident' ? 'list.nothingFound' : 'library.nothingFound')}
      </EmptyCairn>
    );
  }
  const writes = writableBy(who).length > 0;
  if (query.kind === 'item')
    return (
      <EmptyCairn action={writes && <Link to="/evidence/add">{say('library.begin.item')}</Link>}>
        {say('library.empty.item')}
      </EmptyCairn>
    );
  if (query.kind !== 'incident') return <EmptyCairn guide="library">{say(`library.empty.${query.kind}`)}</EmptyCairn>;
  return (
    <EmptyCairn
      guide="library"
      action={
        writes && (
          <>
            {say('list.begin', { button: say('list.new') })} <Link to="/import">{say('area.import')}</Link>
          </>
        )
      }
    >
      {say('list.nothingYet')}
    </EmptyCairn>
  );
}
