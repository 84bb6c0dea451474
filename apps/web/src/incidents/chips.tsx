import { type Filter, isNarrowed, NO_FILTER } from '../api/questions.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { type Language, type Say, useWords } from '../words/words.ts';
import styles from './chips.module.css';

interface Chip {
  key: string;
  words: string;
  /** The filter without this. */
  without: Partial<Filter>;
}

function day(text: string, language: Language): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'uk' ? 'uk-UA' : 'en-GB', options).format(new Date(`${text}T00:00:00Z`));
}

function period({ from, to }: Filter, say: Say, language: Language): string {
  if (from && to) return say('chip.between', { from: day(from, language), to: day(to, language) });
  return from ? say('chip.from', { from: day(from, language) }) : say('chip.to', { to: day(to, language) });
}

/** What narrows the list, each with its own way out. */
export function FilterChips() {
  const { say, language } = useWords();
  const { filter, setFilter } = useVisit();
  const label = useVocabulary();
  const { text, from, to, act, place, near } = filter;
  const chips: Chip[] = [
    ...(text ? [{ key: 'text', words: say('list.narrowed', { text }), without: { text: '' } }] : []),
    ...(from || to ? [{ key: 'period', words: period(filter, say, language), without: { from: '', to: '' } }] : []),
    ...(act ? [{ key: 'act', words: label('act-type', act), without: { act: '' } }] : []),
    ...(place ? [{ key: 'place', words: say('chip.place', { place }), without: { place: '' } }] : []),
    ...(near ? [{ key: 'near', words: say('chip.near', { ...near }), without: { near: null } }] : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={say('chip.all')}>
      {chips.map(({ key, words, without }) => (
        <li key={key} className={styles.chip}>
          <span>{words}</span>
          <button
            type="button"
            className={styles.remove}
            aria-label={say('chip.remove', { what: words })}
            onClick={() => setFilter({ ...filter, ...without })}
          >
            <Glyph name="close" size={12} />
          </button>
        </li>
      ))}
      <li>
        <ClearFilters />
      </li>
    </ul>
  );
}

/** Takes away all that narrows the list, apart from the compartment, which stands in the bar above. */
export function ClearFilters() {
  const { say } = useWords();
  const { filter, setFilter } = useVisit();
  if (!filter.text && !isNarrowed(filter)) return null;
  return (
    <button
      type="button"
      className={styles.clear}
      onClick={() => setFilter({ ...NO_FILTER, compartment: filter.compartment })}
    >
      {say('list.clear')}
    </button>
  );
}
