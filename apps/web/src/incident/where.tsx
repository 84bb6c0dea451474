import '../words/map.ts';
import type { FuzzyPlace } from '@cairn/model';
import { Suspense, useState } from 'react';
import pieces from '../edit/pieces.module.css';
import { Waiting } from '../look/waiting.tsx';
import { PlaceMap } from '../map/index.ts';
import { useWords } from '../words/words.ts';

/** Where an incident happened, on a map, once it is asked for: a slow line is not made to draw what nobody looks at. */
export function Where({ places }: { places: readonly FuzzyPlace[] }) {
  const { say } = useWords();
  const [shown, setShown] = useState(false);
  if (!places.some(({ point, shape }) => point ?? shape)) return null;
  return (
    <>
      <button type="button" className={pieces.quiet} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {say(shown ? 'place.hideMap' : 'map.show')}
      </button>
      {shown && (
        <Suspense fallback={<Waiting />}>
          <PlaceMap places={places} />
        </Suspense>
      )}
    </>
  );
}
