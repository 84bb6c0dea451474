import '../words/comfort.ts';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import { GuideLink } from './guide-link.tsx';
import styles from './key-sheet.module.css';
import { Keys } from './keys-shown.tsx';
import { letSingleKeysWork, type Shortcut, useRegistered, useSingleKeys } from './shortcuts.ts';

/** Which keys do what, here and everywhere, and the switch that takes the single letters away. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const registered = useRegistered();
  const work = useSingleKeys();
  const here = registered.filter(({ everywhere }) => !everywhere);
  const everywhere = registered.filter((each) => each.everywhere);
  return (
    <Dialog title={say('keys.title')} onLeave={onClose}>
      <div className={styles.sheet}>
        <KeyList title={say('keys.here')} of={here} />
        <KeyList
          title={say('keys.everywhere')}
          of={[...everywhere, { keys: 'Escape Escape', does: say('exit'), run: () => {} }]}
        />
        <label className={styles.switch}>
          <input type="checkbox" checked={work} onChange={(event) => letSingleKeysWork(event.currentTarget.checked)} />
          {say('keys.single')}
        </label>
        <p className={styles.help}>
          {say('keys.singleHelp')} {say('keys.typing')}
        </p>
        <p>
          <GuideLink onClick={onClose} />
        </p>
      </div>
    </Dialog>
  );
}

function KeyList({ title, of }: { title: string; of: readonly Shortcut[] }) {
  const withKeys = of.filter(({ keys }) => keys !== undefined);
  if (withKeys.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {withKeys.map(({ keys = '', does }) => (
          <div key={keys} className={styles.line}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
