import { Button, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { openComfort } from '../comfort/open.ts';
import { dropDrafts } from '../edit/drafts.ts';
import { Glyph } from '../look/glyph.tsx';
import { leave } from '../session/leaving.ts';
import { LanguageSwitch } from '../words/language-switch.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './person.module.css';
import { useVisit } from './visit.tsx';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** Who is signed in, and what only this browser remembers: language and light. */
export function Person() {
  const { say } = useWords();
  const { who, onEnded } = useVisit();

  async function signOut() {
    dropDrafts();
    await leave();
    onEnded();
  }

  return (
    <>
      <button type="button" className={styles.button} popoverTarget="person" aria-label={say('person')}>
        <Glyph name="person" size={18} />
      </button>
      <div id="person" popover="auto" className={styles.popover}>
        <p className={styles.name}>{who.account.name}</p>
        <p className={styles.email}>{who.account.email}</p>
        <Link
          to="/account"
          className={styles.account}
          onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
        >
          {say('person.account')}
        </Link>
        <div className={styles.comforts}>
          <Comfort what="palette" word="palette.title" keys="Mod+K" />
          <Comfort what="keys" word="keys.title" keys="?" />
        </div>
        <LanguageSwitch />
        <SchemeSwitch />
        <Button size="sm" variant="default" fullWidth onClick={() => void signOut()}>
          {say('signOut')}
        </Button>
      </div>
    </>
  );
}

/** By hand what the keys open. */
function Comfort({ what, word, keys }: { what: 'palette' | 'keys'; word: WordId; keys: string }) {
  const { say } = useWords();
  return (
    <button
      type="button"
      className={styles.comfort}
      aria-keyshortcuts={keys.replace('Mod', 'Control')}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
        openComfort(what);
      }}
    >
      {say(word)}
    </button>
  );
}

function SchemeSwitch() {
  const { say } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <fieldset className={styles.schemes}>
      <legend className={styles.legend}>{say('scheme')}</legend>
      {SCHEMES.map((scheme) => (
        <label key={scheme} className={styles.scheme}>
          <input type="radio" name="scheme" checked={colorScheme === scheme} onChange={() => setColorScheme(scheme)} />
          {say(`scheme.${scheme}`)}
        </label>
      ))}
    </fieldset>
  );
}
