import styles from './language-switch.module.css';
import { chooseLanguage, LANGUAGES, type Language, useWords } from './words.ts';

const NAMES: Record<Language, string> = { en: 'English', uk: 'Українська' };

/** Each language in its own words, so that whoever cannot read the other one finds it. */
export function LanguageSwitch() {
  const { say, language } = useWords();
  return (
    <fieldset className={styles.languages}>
      <legend className="for-readers">{say('language')}</legend>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className={styles.language}
          aria-pressed={each === language}
          onClick={() => void chooseLanguage(each)}
        >
          {NAMES[each]}
        </button>
      ))}
    </fieldset>
  );
}
