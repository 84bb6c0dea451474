import { useState } from 'react';
import { handOver } from '../panel/download.ts';
import form from '../session/form.module.css';
import { useWords } from '../words/words.ts';
import styles from './recovery-codes.module.css';

/** Says nothing of what it opens, to whoever finds it in a folder. */
const FILE = 'codes.txt';

/**
 * Recovery codes, shown this once; going on waits until the person says that they are kept. The page must have loaded the
 * words of enter.ts.
 */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => Promise<void> | void }) {
  const { say } = useWords();
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;

  async function copy() {
    await navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }

  return (
    <div className={styles.all}>
      <p>{say('codes.why')}</p>
      <ol className={styles.codes} aria-label={say('codes.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.ways}>
        {navigator.clipboard && (
          <button type="button" className={form.quiet} onClick={() => void copy()}>
            {say('codes.copy')}
          </button>
        )}
        <button type="button" className={form.quiet} onClick={() => handOver(FILE, text, 'text/plain')}>
          {say('codes.download')}
        </button>
        <button type="button" className={form.quiet} onClick={() => print()}>
          {say('codes.print')}
        </button>
      </div>
      <output className={form.help}>{copied && say('codes.copied')}</output>
      <label className={styles.kept}>
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        {say('codes.kept')}
      </label>
      <button type="button" className={form.first} disabled={!kept} onClick={() => void onKept()}>
        {say('enter.goOn')}
      </button>
    </div>
  );
}
