import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './discussion.module.css';
import { type Nameable, named, namingAt, offered } from './mentions.ts';

interface Props {
  label: string;
  value: string;
  people: readonly Nameable[];
  onChange: (text: string) => void;
}

/** A text in which people are named by @: who may be meant is offered while typing, and chosen by keys or hand. */
export function CommentField({ label, value, people, onChange }: Props) {
  const { say } = useWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [closed, setClosed] = useState(false);
  const [at, setAt] = useState(0);
  const naming = closed ? null : namingAt(value, caret);
  const choices = naming === null ? [] : offered(people, naming.typed);
  const marked = choices[Math.min(at, choices.length - 1)];

  function choose(person: Nameable) {
    if (naming === null) return;
    const written = named(value, caret, naming.from, person.name);
    onChange(written.text);
    setCaret(written.caret);
    setAt(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(written.caret, written.caret));
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (choices.length === 0 || marked === undefined) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setAt((Math.min(at, choices.length - 1) + move + choices.length) % choices.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      choose(marked);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setClosed(true);
    }
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        value={value}
        aria-autocomplete="list"
        aria-controls={`${id}-people`}
        aria-activedescendant={marked ? `${id}-${marked.account}` : undefined}
        aria-describedby={`${id}-help`}
        onKeyDown={onKeyDown}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setClosed(false);
          setAt(0);
        }}
      />
      <div
        id={`${id}-people`}
        role="listbox"
        tabIndex={-1}
        aria-label={say('verification.people')}
        className={styles.people}
        hidden={choices.length === 0}
      >
        {choices.map((person) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken in the text field, which keeps the focus
          <div
            key={person.account}
            id={`${id}-${person.account}`}
            role="option"
            tabIndex={-1}
            aria-selected={person === marked}
            className={styles.person}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(person)}
          >
            {person.name}
          </div>
        ))}
      </div>
      <p role="status" className="for-readers">
        {choices.length > 0 && say('verification.offered', { n: choices.length })}
      </p>
      <p id={`${id}-help`} className={styles.soft}>
        {say('verification.mentionHelp')}
      </p>
    </div>
  );
}
