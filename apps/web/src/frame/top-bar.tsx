import { NativeSelect } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { librarySearch } from '../library/search.ts';
import { Glyph } from '../look/glyph.tsx';
import { leaveNow } from '../session/quick-exit.ts';
import { useWords } from '../words/words.ts';
import { AnchorLamp } from './anchor-lamp.tsx';
import { Person } from './person.tsx';
import styles from './top-bar.module.css';
import { useVisit } from './visit.tsx';

/** Compartment, search, anchor lamp, person, quick exit. */
export function TopBar() {
  const { say } = useWords();
  return (
    <header className={styles.bar}>
      <CompartmentChoice />
      <SearchField />
      <div className={styles.end}>
        <AnchorLamp />
        <Person />
        <button type="button" className={styles.exit} title={say('exit.hint')} onClick={() => void leaveNow()}>
          <Glyph name="exit" />
          <span>{say('exit')}</span>
        </button>
      </div>
    </header>
  );
}

/** Goes to what is found; who is there already keeps the rest of the question. */
function useFind(): (part: { text?: undefined; compartment?: string | undefined }) => void {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  return (part) => {
    const asked = pathname === '/library' ? librarySearch(search) : {};
    const next = Object.entries({ ...asked, ...part }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '/library', search: Object.fromEntries(next) });
  };
}

function CompartmentChoice() {
  const { say } = useWords();
  const { who, filter, setFilter } = useVisit();
  const find = useFind();
  const choices = [
    { value: '', label: say('compartment.all') },
    ...who.compartments.map(({ id, name, code }) => ({ value: id, label: code ? `${code} · ${name}` : name })),
  ];
  return (
    <NativeSelect
      className={styles.compartment}
      size="xs"
      aria-label={say('compartment')}
      data={choices}
      value={filter.compartment}
      onChange={(event) => {
        const compartment = event.currentTarget.value;
        setFilter({ ...filter, compartment });
        find({ compartment });
      }}
    />
  );
}

function SearchField() {
  const { say } = useWords();
  const { filter, setFilter } = useVisit();
  const find = useFind();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (field.current) field.current.value = filter.text;
  }, [filter.text]);

  function search(event: FormEvent) {
    event.preventDefault();
    setFilter({ ...filter, text: field.current?.value.trim() ?? '' });
    find({ text: undefined });
  }

  return (
    <search className={styles.search}>
      <form onSubmit={search} className={styles.form}>
        <input
          ref={field}
          type="search"
          className={styles.field}
          aria-label={say('search')}
          placeholder={say('search')}
          defaultValue={filter.text}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <button type="submit" className={styles.go} aria-label={say('search.go')}>
          <Glyph name="search" />
        </button>
      </form>
    </search>
  );
}
