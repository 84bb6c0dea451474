import type { Integrity } from '../api/shapes.ts';
import { bothClocks } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import { provable } from './life.ts';
import { Line, Part } from './part.tsx';
import type { Anchors, FilesState } from './shapes.ts';

interface Props {
  log: Integrity;
  anchors: Anchors | undefined;
  files: FilesState | undefined;
}

/** What can and what cannot be proven today, in plain words. In a frame of alarm while nothing can. */
export function Provable({ log, anchors, files }: Props) {
  const { say, language } = useWords();
  const when = (at: string) => say('moment.kyiv', { time: bothClocks(at, language).kyiv });
  return (
    <Part title={say('provable.title')} framed={log.anchored.size === 0}>
      {provable(log, anchors, files, when).map(({ word, values, state }) => (
        <Line key={word} state={state}>
          {say(word, values)}
        </Line>
      ))}
    </Part>
  );
}
