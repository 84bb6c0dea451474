import { Link } from '@tanstack/react-router';
import { Moment } from '../panel/moment.tsx';
import { bothClocks } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import { isOverdue, oldestOf } from './life.ts';
import { Line, List, Outsider, Part } from './part.tsx';
import type { FileProblem, FilesState } from './shapes.ts';

/** Whether the files are as they came in, and where they lie. */
export function Files({ files: { fixity, store } }: { files: FilesState }) {
  const { say, language } = useWords();
  const { last, problems, hidden, running, everyDays } = fixity;
  const bad = problems.length + hidden > 0;
  return (
    <Part title={say('fixity.title')} framed={bad}>
      {isOverdue(fixity) ? (
        <Line state="alarm">{say('fixity.overdue', { time: bothClocks(oldestOf(fixity), language).kyiv })}</Line>
      ) : (
        <LastRound last={last} />
      )}
      {problems.length > 0 && (
        <List>
          {problems.map((problem) => (
            <Problem key={`${problem.item} ${problem.at}`} problem={problem} />
          ))}
        </List>
      )}
      {hidden > 0 && <Line state="alarm">{say('fixity.hidden', { n: hidden })}</Line>}
      {bad && <p>{say('fixity.toDo')}</p>}
      {running && <p>{say('fixity.running')}</p>}
      <p>{say('fixity.every', { days: everyDays })}</p>
      <p>{say(store.kind === 's3' ? 'store.s3' : 'store.folder')}</p>
      {store.moving && <Moving moving={store.moving} />}
    </Part>
  );
}

function LastRound({ last }: { last: FilesState['fixity']['last'] }) {
  const { say } = useWords();
  if (!last) return <Line state="notice">{say('fixity.never')}</Line>;
  const { files, altered, missing, at } = last;
  const bad = altered + missing > 0;
  return (
    <>
      <Line state={bad ? 'alarm' : 'calm'}>
        {bad ? say('fixity.bad', { n: files, altered, missing }) : say('fixity.clean', { n: files })}
      </Line>
      <Moment at={at} />
    </>
  );
}

function Problem({ problem: { item, reference, kind, at } }: { problem: FileProblem }) {
  const { say } = useWords();
  const word = say(kind === 'altered' ? 'fixity.altered' : 'fixity.missing');
  return (
    <Outsider name={word}>
      {item && (
        <p>
          <Link to="/items/$id" params={{ id: item }}>
            {say('fixity.item', { reference: reference ?? item })}
          </Link>
        </p>
      )}
      <Moment at={at} />
    </Outsider>
  );
}

function Moving({ moving: { to, done, left } }: { moving: NonNullable<FilesState['store']['moving']> }) {
  const { say } = useWords();
  const all = done + left;
  return <Line state="notice">{say(to === 's3' ? 'store.moving.s3' : 'store.moving.folder', { done, all })}</Line>;
}

const WITHOUT = {
  sharp: 'tools.without.sharp',
  ffmpeg: 'tools.without.ffmpeg',
  libheif: 'tools.without.libheif',
} as const;

/** What reads foreign files, and how well it is locked in. */
export function Parsers({ files: { box, tools } }: { files: FilesState }) {
  const { say } = useWords();
  const without = tools.flatMap(({ name, version }) =>
    version === null && Object.hasOwn(WITHOUT, name) ? [WITHOUT[name as keyof typeof WITHOUT]] : [],
  );
  return (
    <Part title={say('box.title')}>
      {box.sealed ? (
        <Line state="calm">{say('box.sealed')}</Line>
      ) : (
        <Line state="alarm">
          {say('box.open')} {box.missing.length > 0 && say('box.missing', { missing: box.missing.join(', ') })}
        </Line>
      )}
      {without.length === 0 ? <p>{say('tools.all')}</p> : <p>{say('tools.kept')}</p>}
      {without.map((word) => (
        <Line key={word} state="notice">
          {say(word)}
        </Line>
      ))}
      <p>
        {tools
          .filter(({ version }) => version !== null)
          .map(({ name, version }) => `${name} ${version}`)
          .join(' · ')}
      </p>
    </Part>
  );
}
