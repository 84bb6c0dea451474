import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './add-page.module.css';
import { plainName, sizeWords } from './measures.ts';
import { type Entry, type EntryState, isMoving, type Queue } from './queue.ts';
import form from './small-form.module.css';

const GLYPHS: Record<EntryState, GlyphName> = {
  waiting: 'file',
  sending: 'play',
  cut: 'notice',
  paused: 'pause',
  sent: 'calm',
  failed: 'alarm',
  recorded: 'calm',
};
/** What needs somebody stands first, then what moves. */
const ORDER: Record<EntryState, number> = {
  failed: 0,
  cut: 1,
  sending: 2,
  paused: 3,
  waiting: 4,
  sent: 5,
  recorded: 6,
};
const SHOWN = 100;

interface Props {
  queue: Queue;
  entries: readonly Entry[];
}

/** The files on their way: how far all of them are, then each with its state in a glyph and words. */
export function QueueList({ queue, entries }: Props) {
  const { say, language } = useWords();
  const total = entries.reduce((sum, { file }) => sum + file.size, 0);
  const sent = entries.reduce((sum, { sent }) => sum + sent, 0);
  const there = entries.filter(({ state }) => state === 'sent').length;
  const moving = entries.some(({ state }) => isMoving(state));
  const halted = entries.some(({ state }) => state === 'paused' || state === 'failed');
  const ordered = [...entries].sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.key - b.key);
  return (
    <section className={styles.box} aria-label={say('upload.queue')}>
      <div className={styles.boxHead}>
        <h2>{say('upload.queue')}</h2>
        <div className={styles.does}>
          {moving && (
            <button type="button" className={form.quiet} onClick={() => queue.pauseAll()}>
              {say('upload.pauseAll')}
            </button>
          )}
          {halted && (
            <button type="button" className={form.quiet} onClick={() => queue.resumeAll()}>
              {say('upload.resumeAll')}
            </button>
          )}
        </div>
      </div>
      <output className={styles.state}>
        <span>{say('upload.filesSent', { there, n: entries.length })}</span>
        <span>{say('upload.received', { got: sizeWords(sent, language), all: sizeWords(total, language) })}</span>
      </output>
      <progress
        className={`${styles.bar} ${styles.wide}`}
        max={Math.max(1, total)}
        value={sent}
        aria-label={say('upload.total')}
      />
      <ul className={styles.rows}>
        {ordered.slice(0, SHOWN).map((entry) => (
          <Row key={entry.key} queue={queue} entry={entry} />
        ))}
      </ul>
      {ordered.length > SHOWN && <p className={styles.state}>{say('upload.andMore', { n: ordered.length - SHOWN })}</p>}
    </section>
  );
}

function Row({ queue, entry }: { queue: Queue; entry: Entry }) {
  const { say, language } = useWords();
  const { key, file, path, state, sent, trouble } = entry;
  return (
    <li className={styles.row} data-state={state}>
      <Glyph name={GLYPHS[state]} size={14} />
      <div>
        <p className={styles.name}>{plainName(path)}</p>
        <p className={styles.state}>
          <span>
            {(state === 'failed' || state === 'cut') && trouble
              ? say(`upload.trouble.${trouble}`)
              : say(`upload.state.${state}`)}
          </span>
          <span>
            {sent > 0 && sent < file.size
              ? say('upload.received', { got: sizeWords(sent, language), all: sizeWords(file.size, language) })
              : sizeWords(file.size, language)}
          </span>
        </p>
      </div>
      <div className={styles.rowDoes}>
        {isMoving(state) && (
          <button type="button" aria-label={say('upload.pause', { name: path })} onClick={() => queue.pause(key)}>
            <Glyph name="pause" size={14} />
          </button>
        )}
        {(state === 'paused' || state === 'failed' || state === 'cut') && (
          <button type="button" aria-label={say('upload.resume', { name: path })} onClick={() => queue.resume(key)}>
            <Glyph name="play" size={14} />
          </button>
        )}
        <button type="button" aria-label={say('upload.cancel', { name: path })} onClick={() => queue.remove(key)}>
          <Glyph name="close" size={14} />
        </button>
      </div>
      {state !== 'sent' && sent > 0 && (
        <progress className={styles.bar} max={Math.max(1, file.size)} value={sent} aria-label={path} />
      )}
    </li>
  );
}
