import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { VocabularyCode } from '../api/shapes.ts';
import { useWords } from '../words/words.ts';
import styles from './kind-choice.module.css';
import { grouped } from './kind-groups.ts';

interface Props {
  label: string;
  terms: readonly VocabularyCode[];
  word: (code: string) => string;
  value: string;
  onChange: (code: string) => void;
}

/** A long list to search in: type some letters, choose with the arrows. Groups are the vocabulary's own widest terms. */
export function KindChoice({ label, terms, word, value, onChange }: Props) {
  const { say } = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const open = typed !== null;
  const groups = grouped(terms, word, typed ?? '');
  const flat = groups.flatMap(({ codes }) => codes);

  function choose(code: string) {
    onChange(code);
    setTyped(null);
    setAt(-1);
  }

  function move(to: number) {
    if (flat.length === 0) return;
    const next = (to + flat.length) % flat.length;
    setAt(next);
    document.getElementById(`${id}-${flat[next]}`)?.scrollIntoView({ block: 'nearest' });
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setTyped('');
      move(event.key === 'ArrowDown' ? at + 1 : at <= 0 ? flat.length - 1 : at - 1);
    } else if (event.key === 'Enter' && open && at >= 0) {
      event.preventDefault();
      choose(flat[at] ?? '');
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
      setAt(-1);
    }
  }

  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <input
        ref={field}
        id={id}
        type="text"
        role="combobox"
        className={styles.field}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && at >= 0 ? `${id}-${flat[at]}` : undefined}
        autoComplete="off"
        placeholder={say('filter.anyAct')}
        value={typed ?? (value ? word(value) : '')}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
          if (event.currentTarget.value === '') onChange('');
        }}
        onClick={() => setTyped((before) => before ?? '')}
        onKeyDown={onKey}
        onBlur={() => {
          setTyped(null);
          setAt(-1);
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list} hidden={!open}>
        {groups.map(({ head, codes }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box has no element of its own.
          <div key={head} role="group" aria-labelledby={`${id}-head-${head}`}>
            <p id={`${id}-head-${head}`} className={styles.head} role="presentation">
              {word(head)}
            </p>
            {codes.map((code) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which moves through the list.
              <div
                key={code}
                id={`${id}-${code}`}
                role="option"
                tabIndex={-1}
                aria-selected={code === value}
                data-at={flat[at] === code}
                className={styles.option}
                // The field keeps the focus: losing it would close the list before the click arrives.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(code)}
              >
                {word(code)}
              </div>
            ))}
          </div>
        ))}
        {flat.length === 0 && (
          <p className={styles.none} role="presentation">
            {say('filter.noAct')}
          </p>
        )}
      </div>
    </div>
  );
}
