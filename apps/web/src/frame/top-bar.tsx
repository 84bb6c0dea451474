import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
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

function CompartmentChoice() {
  const { say } = useWords();
  const { who, filter, setFilter } = useVisit();
  const navigate = useNavigate();
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
        setFilter({ ...filter, compartment: event.currentTarget.value });
        void navigate({ to: '/incidents' });
      }}
    />
  );
}

function SearchField() {
  const { say } = useWords();
  const { filter, setFilter } = useVisit();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (field.current) field.current.value = filter.text;
  }, [filter.text]);

  function search(event: FormEvent) {
    event.preventDefault();
    setFilter({ ...filter, text: field.current?.value.trim() ?? '' });
    void navigate({ to: '/incidents' });
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
