import type { Integrity } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { STONES } from '../look/mark.tsx';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import { lifeOf, type Stone } from './life.ts';
import styles from './life-cairn.module.css';
import type { Anchors, FilesState } from './shapes.ts';

interface Props {
  log: Integrity;
  anchors: Anchors | undefined;
  files: FilesState | undefined;
}

/** The server names no more stamps than this. */
const NEWEST = 20;

/** The life of the log as one cairn, the newest stone on top; what nobody outside holds yet lies beside it. */
export function LifeCairn({ log, anchors, files }: Props) {
  const { say } = useWords();
  const stones = lifeOf(log, anchors, files);
  const loose = log.unanchored + log.pending > 0;
  return (
    <section aria-labelledby="life-of-the-log">
      <h2 id="life-of-the-log" className={styles.title}>
        {say('life.title')}
      </h2>
      <ol className={styles.cairn}>
        {loose && <Loose log={log} />}
        {stones.map((stone) => (
          <Layer key={`${stone.word} ${stone.at} ${stone.values.n}`} stone={stone} />
        ))}
        {stones.length === 0 && !loose && <li className={styles.stone}>{say('life.empty')}</li>}
      </ol>
      {(anchors?.stamps.length ?? 0) >= NEWEST && <p className={styles.ground}>{say('life.older')}</p>}
    </section>
  );
}

function Loose({ log: { unanchored, pending } }: { log: Integrity }) {
  const { say } = useWords();
  return (
    <li className={styles.stone} data-kind="loose">
      <Shape which={1} />
      <div>
        {unanchored > 0 && (
          <p className={styles.figure}>
            <Glyph name="notice" />
            <span>{say('integrity.unanchored', { n: unanchored })}</span>
          </p>
        )}
        {pending > 0 && <p>{say('integrity.pending', { n: pending })}</p>}
      </div>
    </li>
  );
}

function Layer({ stone: { kind, state, word, values, by, at } }: { stone: Stone }) {
  const { say } = useWords();
  return (
    <li className={styles.stone} data-kind={kind} data-state={state}>
      <Shape which={kind === 'anchor' ? 2 : 0} />
      <div>
        <p className={styles.figure}>
          {state === 'alarm' && <Glyph name="alarm" />}
          <span>{say(word, values)}</span>
        </p>
        {by.map((one) => (
          <p key={`${one.word} ${one.values.by}`}>{say(one.word, one.values)}</p>
        ))}
        {at && <Moment at={at} />}
      </div>
    </li>
  );
}

const BOXES = ['8 2.6 18 7.8', '4 10.2 24 9.1', '0 19.5 32 9.6'];

function Shape({ which }: { which: 0 | 1 | 2 }) {
  const width = [54, 72, 96][which];
  return (
    <svg className={styles.shape} width={width} height="28" viewBox={BOXES[which]} aria-hidden="true">
      <path d={STONES[which]} />
    </svg>
  );
}
