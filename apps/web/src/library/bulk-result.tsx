import type { BulkChange } from '@cairn/model';
import { Glyph } from '../look/glyph.tsx';
import { type Say, useWords, type WordId } from '../words/words.ts';
import styles from './bulk.module.css';
import type { BulkAnswer } from './bulk-run.ts';

/** References that are named one by one; of more it is said how many. */
const NAMED = 40;

const WHY: Readonly<Record<string, WordId>> = {
  gone: 'bulk.why.gone',
  changed: 'bulk.why.changed',
  'less-strict': 'bulk.why.lower',
  'no-status': 'bulk.why.noStatus',
  forbidden: 'bulk.why.forbidden',
};

/** Refusals of the rule that a second person takes the step. */
const SECOND: ReadonlySet<string> = new Set(['same-person', 'not-ready', 'not-reviewed', 'not-the-author']);

function whyWords({ why, problems }: BulkAnswer['refused'][number], change: BulkChange, say: Say): string {
  const [first] = problems;
  const isStep = change.do === 'status' && (change.status === 'reviewed' || change.status === 'documented');
  if ((first && SECOND.has(first.code)) || (why === 'forbidden' && isStep)) return say('bulk.why.second');
  const word = WHY[why];
  return word ? say(word) : say('bulk.why.rule', { message: first?.message ?? why });
}

/** What came of it: what was changed, what was so already, what was refused and why. */
export function BulkResult({ sum: { done, same, refused }, change }: { sum: BulkAnswer; change: BulkChange }) {
  const { say } = useWords();
  const reasons = Map.groupBy(refused, (each) => whyWords(each, change, say));
  return (
    <ul className={styles.result} aria-live="polite">
      {done.length > 0 && (
        <li data-state="calm">
          <Glyph name="calm" />
          <span>
            {say('bulk.done', { n: done.length })} <References of={done} />
          </span>
        </li>
      )}
      {same.length > 0 && (
        <li>
          <Glyph name="calm" />
          <span>
            {say('bulk.same', { n: same.length })} <References of={same} />
          </span>
        </li>
      )}
      {refused.length > 0 && (
        <li data-state="notice">
          <Glyph name="notice" />
          <div>
            {say('bulk.refused', { n: refused.length })}
            <ul>
              {[...reasons].map(([why, which]) => (
                <li key={why}>
                  {why} <References of={which} />
                </li>
              ))}
            </ul>
          </div>
        </li>
      )}
    </ul>
  );
}

function References({ of }: { of: readonly { id: string; reference: string | null }[] }) {
  const { say } = useWords();
  const named = of.slice(0, NAMED).map(({ id, reference }) => reference ?? `${id.slice(0, 8)}…`);
  return (
    <span className={styles.references}>
      {named.join(', ')}
      {of.length > NAMED && ` ${say('bulk.more', { n: of.length - NAMED })}`}
    </span>
  );
}
